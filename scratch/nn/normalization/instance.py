"""Instance normalization layers: one implementation; the dimensions only say which inputs are refused."""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import functional as F
from ...functional._check import ndim
from .._parts import Array, Pullback, named
from ._tracked import Tracked


class _InstanceNorm(Tracked):
    dims: int  # of one sample

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = False,
        track_running_stats: bool = False,
        *,
        dtype: Any = np.float32,
        bias: bool = True,
    ):
        super().__init__(num_features, eps, momentum, affine, track_running_stats, dtype, bias)

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        name = type(self).__name__
        ndim(name, "input", input, (self.dims, self.dims + 1))
        alone = input.ndim == self.dims
        batch = input[None] if alone else input
        if self.affine and batch.shape[1] != self.num_features:
            raise ValueError(f"{name}: input {input.shape} has {batch.shape[1]} channels, expected {self.num_features}")
        y, backward = F.instance_norm(
            batch,
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training or not self.track_running_stats,
            0.0 if self.momentum is None else self.momentum,
            self.eps,
        )
        if not alone:
            return named((y, backward), "weight", "bias")

        def unbatched(dy: Array) -> tuple[Any, ...]:
            dx, *rest = backward(dy[None])
            return dx[0], *rest

        return named((y[0], unbatched), "weight", "bias")


class InstanceNorm1d(_InstanceNorm):
    """Instance normalization of (N, C, L) or (C, L): see `InstanceNorm2d`."""

    dims = 2


class InstanceNorm2d(_InstanceNorm):
    """Each channel of each sample of (N, C, H, W) with mean 0 and variance 1.

    y = weight · (x − mean) / √(var + eps) + bias, with the sample's own mean and variance, in training and in
    evaluation; with track_running_stats the running ones in evaluation. One sample may come as (C, H, W).

    Args:
        num_features: C. Nothing depends on it, and any input is accepted, without affine and track_running_stats.
        eps: keeps the root away from zero.
        momentum: the weight of the new batch in the running statistics; None leaves them as they are.
        affine: True adds weight and bias.
        track_running_stats: True keeps running statistics in training, and uses them in evaluation.
        dtype: of parameters and statistics, a floating NumPy dtype.
        bias: False leaves the bias out.

    Parameters and buffers: those of `BatchNorm2d`, where affine and track_running_stats ask for them;
    num_batches_tracked stays 0.

    See: `functional.instance_norm`, https://docs.pytorch.org/docs/stable/generated/torch.nn.InstanceNorm2d.html
    """

    dims = 3


class InstanceNorm3d(_InstanceNorm):
    """Instance normalization of (N, C, D, H, W) or (C, D, H, W): see `InstanceNorm2d`."""

    dims = 4
