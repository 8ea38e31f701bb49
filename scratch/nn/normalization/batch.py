"""Batch normalization layers: one implementation; the dimensions only say which inputs are refused."""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import functional as F
from ...functional._check import ndim
from .._parts import Array, Pullback, named
from ._tracked import Tracked


class _BatchNorm(Tracked):
    dims: tuple[int, ...]

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        *,
        dtype: Any = np.float32,
        bias: bool = True,
    ):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, dtype, bias)

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        ndim(type(self).__name__, "input", input, self.dims)
        update = self.training and self.track_running_stats
        momentum = self.momentum
        if update:
            self.num_batches_tracked += 1
        if momentum is None:  # the mean of all batches so far, each counting the same
            momentum = 1 / float(self.num_batches_tracked) if update else 0.0
        statistics = (self.running_mean, self.running_var) if update or not self.training else (None, None)
        of_batch = self.training or self.running_mean is None
        result = F.batch_norm(input, *statistics, self.weight, self.bias, of_batch, momentum, self.eps)
        return named(result, "weight", "bias")


class BatchNorm1d(_BatchNorm):
    """Batch normalization of (N, C) or (N, C, L): see `BatchNorm2d`."""

    dims = (2, 3)


class BatchNorm2d(_BatchNorm):
    """Each channel of (N, C, H, W) with mean 0 and variance 1 over the batch, then scaled and shifted.

    y = weight · (x − mean) / √(var + eps) + bias, with the batch's mean and variance in training, and the running ones
    in evaluation.

    Args:
        num_features: C.
        eps: keeps the root away from zero.
        momentum: the weight of the new batch in the running statistics; None makes them the mean over all batches.
        affine: False leaves weight and bias out.
        track_running_stats: False keeps no running statistics, and evaluation uses the batch's own.
        dtype: of parameters and statistics, a floating NumPy dtype.
        bias: False leaves the bias out.

    Parameters: weight (C,), ones at first, and bias (C,), zeros. Buffers: running_mean and running_var (C,), zeros and
    ones, and num_batches_tracked, a 0-d int64; calls in training update them in place.

    See: `functional.batch_norm`, https://docs.pytorch.org/docs/stable/generated/torch.nn.BatchNorm2d.html
    """

    dims = (4,)


class BatchNorm3d(_BatchNorm):
    """Batch normalization of (N, C, D, H, W): see `BatchNorm2d`."""

    dims = (5,)
