"""The distance of two distributions."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array
from ._loss import Loss


class KLDivLoss(Loss):
    """target · (log target − input): `functional.kl_div`. With `log_target`, the target holds logarithms."""

    def __init__(self, *, reduction: str = "mean", log_target: bool = False):
        super().__init__(reduction=reduction)
        self.log_target = log_target

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.kl_div(input, target, reduction=self.reduction, log_target=self.log_target)
