"""Losses for yes or no, many at once."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array
from ._loss import Loss


class BCELoss(Loss):
    """Cross-entropy of probabilities, yes or no: `functional.binary_cross_entropy`. `weight` rescales each element."""

    def __init__(self, weight: Array | None = None, *, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", weight)

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.binary_cross_entropy(input, target, self.weight, reduction=self.reduction)


class BCEWithLogitsLoss(Loss):
    """`BCELoss` of the sigmoid, in one stable step: `functional.binary_cross_entropy_with_logits`.

    `weight` rescales each element, `pos_weight` the positive part of each class.
    """

    def __init__(self, weight: Array | None = None, *, reduction: str = "mean", pos_weight: Array | None = None):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", weight)
        self.register_buffer("pos_weight", pos_weight)

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.binary_cross_entropy_with_logits(
            input, target, self.weight, reduction=self.reduction, pos_weight=self.pos_weight
        )
