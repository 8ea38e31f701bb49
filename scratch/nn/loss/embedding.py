"""Losses for embeddings: what belongs together should lie near each other."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from ...functional._check import number
from .._parts import Array
from ._loss import Loss


class CosineEmbeddingLoss(Loss):
    """Pairs in one direction where the target is 1, apart where it is −1: `functional.cosine_embedding_loss`."""

    def __init__(self, margin: float = 0.0, *, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.margin = margin

    def forward(self, input1: Array, input2: Array, target: Array) -> tuple[Array, Any]:
        return F.cosine_embedding_loss(input1, input2, target, self.margin, reduction=self.reduction)


class TripletMarginLoss(Loss):
    """An anchor nearer to a positive than to a negative example: `functional.triplet_margin_loss`.

    Raises ValueError for a margin that is not above 0.
    """

    def __init__(
        self, margin: float = 1.0, p: float = 2.0, eps: float = 1e-6, swap: bool = False, *, reduction: str = "mean"
    ):
        super().__init__(reduction=reduction)
        number("TripletMarginLoss", "margin", margin)
        if margin <= 0:
            raise ValueError(f"TripletMarginLoss: margin is {margin}, expected above 0")
        self.margin = margin
        self.p = p
        self.eps = eps
        self.swap = swap

    def forward(self, anchor: Array, positive: Array, negative: Array) -> tuple[Array, Any]:
        return F.triplet_margin_loss(
            anchor, positive, negative, self.margin, self.p, self.eps, self.swap, reduction=self.reduction
        )
