"""Losses for classes: how improbable did the model find the right one?"""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array
from ._loss import Loss


class CrossEntropyLoss(Loss):
    """−log of the softmax of the right class: `functional.cross_entropy`.

    Args:
        weight: one for each class (C,), a buffer.
        ignore_index: the class index that does not count.
        reduction: "mean", "sum" or "none".
        label_smoothing: this much of the probability is spread over all classes.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html
    """

    def __init__(
        self,
        weight: Array | None = None,
        *,
        ignore_index: int = -100,
        reduction: str = "mean",
        label_smoothing: float = 0.0,
    ):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", weight)
        self.ignore_index = ignore_index
        self.label_smoothing = label_smoothing

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.cross_entropy(
            input,
            target,
            self.weight,
            ignore_index=self.ignore_index,
            reduction=self.reduction,
            label_smoothing=self.label_smoothing,
        )


class NLLLoss(Loss):
    """−the log-probability of the right class: `functional.nll_loss`. Arguments as in `CrossEntropyLoss`."""

    def __init__(self, weight: Array | None = None, *, ignore_index: int = -100, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", weight)
        self.ignore_index = ignore_index

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.nll_loss(input, target, self.weight, ignore_index=self.ignore_index, reduction=self.reduction)
