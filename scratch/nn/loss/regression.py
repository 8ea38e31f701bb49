"""Losses for numbers: how far off is the model?"""

from __future__ import annotations

from typing import Any

from ... import functional as F
from ...functional._check import shown
from .._parts import Array
from ._loss import Loss


class MSELoss(Loss):
    """(input − target)²: `functional.mse_loss`."""

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.mse_loss(input, target, reduction=self.reduction)


class L1Loss(Loss):
    """|input − target|: `functional.l1_loss`."""

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.l1_loss(input, target, reduction=self.reduction)


class SmoothL1Loss(Loss):
    """Squared up to `beta`, then straight: `functional.smooth_l1_loss`."""

    def __init__(self, *, reduction: str = "mean", beta: float = 1.0):
        super().__init__(reduction=reduction)
        self.beta = beta

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


class HuberLoss(Loss):
    """Squared up to `delta`, then straight with slope `delta`: `functional.huber_loss`."""

    def __init__(self, reduction: str = "mean", delta: float = 1.0):
        super().__init__(reduction=reduction)
        if not isinstance(delta, (int, float)):  # PyTorch takes none of NumPy's numbers but float64, which is a float
            raise TypeError(f"HuberLoss: delta is {shown(delta)}, expected an int or a float")
        self.delta = delta

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.huber_loss(input, target, reduction=self.reduction, delta=self.delta)
