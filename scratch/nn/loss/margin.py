"""Losses for classes whose scores must differ by a margin."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from ...functional._check import ndim
from .._parts import Array
from ._loss import Loss


class MultiMarginLoss(Loss):
    """The right class must score `margin` more than every other one: `functional.multi_margin_loss`.

    `weight` rescales each class (C,), a buffer. Raises ValueError for a p other than 1 and 2, and for a weight that is
    not 1-d.
    """

    def __init__(self, p: int = 1, margin: float = 1.0, weight: Array | None = None, *, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        if p not in (1, 2):
            raise ValueError(f"MultiMarginLoss: p is {p!r}, expected 1 or 2")
        if weight is not None:
            ndim("MultiMarginLoss", "weight", weight, (1,), "(C,)")
        self.register_buffer("weight", weight)
        self.p = p
        self.margin = margin

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.multi_margin_loss(input, target, self.p, self.margin, self.weight, reduction=self.reduction)


class MultiLabelMarginLoss(Loss):
    """Each of several right classes must score 1 more than every wrong one: `functional.multilabel_margin_loss`."""

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.multilabel_margin_loss(input, target, reduction=self.reduction)
