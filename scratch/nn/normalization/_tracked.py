"""What layers that can keep running statistics own."""

from __future__ import annotations

from typing import Any

import numpy as np

from .._parts import Array, ones
from ..module import Module


class Tracked(Module):
    """Weight and bias, running mean and variance, and the number of batches: all of them, or some."""

    running_mean: Array | None
    running_var: Array | None
    num_batches_tracked: Any

    def __init__(
        self,
        num_features: int,
        eps: float,
        momentum: float | None,
        affine: bool,
        track_running_stats: bool,
        dtype: Any,
        bias: bool,
    ):
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        one = ones(type(self).__name__, (num_features,), dtype)
        self.weight = one.copy() if affine else None
        self.bias = np.zeros_like(one) if affine and bias else None
        self.register_buffer("running_mean", np.zeros_like(one) if track_running_stats else None)
        self.register_buffer("running_var", one if track_running_stats else None)
        self.register_buffer("num_batches_tracked", np.zeros((), np.int64) if track_running_stats else None)

    def extra_repr(self) -> str:
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine}, "
            f"bias={self.bias is not None}, track_running_stats={self.track_running_stats}"
        )
