"""Losses for yes or no that grow softly on the wrong side."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array
from ._loss import Loss


class SoftMarginLoss(Loss):
    """log(1 + exp(−target · input)), for targets of 1 and −1: `functional.soft_margin_loss`."""

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.soft_margin_loss(input, target, reduction=self.reduction)


class MultiLabelSoftMarginLoss(Loss):
    """`BCEWithLogitsLoss` averaged over the classes first: `functional.multilabel_soft_margin_loss`.

    `weight` rescales each class (C,).
    """

    def __init__(self, weight: Array | None = None, *, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", weight)

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.multilabel_soft_margin_loss(input, target, self.weight, reduction=self.reduction)
