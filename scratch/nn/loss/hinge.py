"""Losses that stop at a margin."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array
from ._loss import Loss


class HingeEmbeddingLoss(Loss):
    """Keeps distances small (target 1) or above `margin` (target −1): `functional.hinge_embedding_loss`."""

    def __init__(self, margin: float = 1.0, *, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.margin = margin

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.hinge_embedding_loss(input, target, self.margin, reduction=self.reduction)


class MarginRankingLoss(Loss):
    """Keeps the first score above the second (target 1) or below (−1) by `margin`: `functional.margin_ranking_loss`."""

    def __init__(self, margin: float = 0.0, *, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.margin = margin

    def forward(self, input1: Array, input2: Array, target: Array) -> tuple[Array, Any]:
        return F.margin_ranking_loss(input1, input2, target, self.margin, reduction=self.reduction)
