"""Losses as objects that keep their options: `loss, backward = criterion(input, target)`.

`backward()` returns what the op of the same name in `scratch.functional` does: the input's gradient, and the target's
where it has one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import functional as F
from ..functional._check import number
from ._parts import Array
from .module import Module

Gradients = tuple[Any, ...]


class _Loss(Module):
    weight: Array | None  # in the classes that take them
    pos_weight: Array | None

    def __init__(self, *, reduction: str = "mean"):
        self.reduction = reduction

    def __call__(self, input: Array, target: Array) -> tuple[Array, Callable[..., Gradients]]:
        """The loss, and `backward(dy=1.0)`, which returns the op's tuple of gradients.

        Args:
            input: what the model says.
            target: what is right.
        """
        loss, pullback = self.forward(input, target)

        def backward(dy: Any = 1.0) -> Gradients:
            return pullback(dy)

        return loss, backward


class CrossEntropyLoss(_Loss):
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


class NLLLoss(_Loss):
    """−the log-probability of the right class: `functional.nll_loss`. Arguments as in `CrossEntropyLoss`."""

    def __init__(self, weight: Array | None = None, *, ignore_index: int = -100, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", weight)
        self.ignore_index = ignore_index

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.nll_loss(input, target, self.weight, ignore_index=self.ignore_index, reduction=self.reduction)


class MSELoss(_Loss):
    """(input − target)²: `functional.mse_loss`."""

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.mse_loss(input, target, reduction=self.reduction)


class L1Loss(_Loss):
    """|input − target|: `functional.l1_loss`."""

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.l1_loss(input, target, reduction=self.reduction)


class SmoothL1Loss(_Loss):
    """Squared up to `beta`, then straight: `functional.smooth_l1_loss`."""

    def __init__(self, *, reduction: str = "mean", beta: float = 1.0):
        super().__init__(reduction=reduction)
        self.beta = beta

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.smooth_l1_loss(input, target, reduction=self.reduction, beta=self.beta)


class HuberLoss(_Loss):
    """Squared up to `delta`, then straight with slope `delta`: `functional.huber_loss`."""

    def __init__(self, reduction: str = "mean", delta: float = 1.0):
        super().__init__(reduction=reduction)
        number("HuberLoss", "delta", delta)
        self.delta = delta

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.huber_loss(input, target, reduction=self.reduction, delta=self.delta)


class BCELoss(_Loss):
    """Cross-entropy of probabilities, yes or no: `functional.binary_cross_entropy`. `weight` rescales each element."""

    def __init__(self, weight: Array | None = None, *, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.register_buffer("weight", weight)

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.binary_cross_entropy(input, target, self.weight, reduction=self.reduction)


class BCEWithLogitsLoss(_Loss):
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


class KLDivLoss(_Loss):
    """target · (log target − input): `functional.kl_div`. With `log_target`, the target holds logarithms."""

    def __init__(self, *, reduction: str = "mean", log_target: bool = False):
        super().__init__(reduction=reduction)
        self.log_target = log_target

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.kl_div(input, target, reduction=self.reduction, log_target=self.log_target)
