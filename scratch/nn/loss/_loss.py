"""What every loss has in common: a reduction, and a pullback that starts the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .._parts import Array
from ..module import Module

Gradients = tuple[Any, ...]


class Loss(Module):
    """A loss: `loss, backward = criterion(input, target)`."""

    weight: Array | None  # in the classes that take them
    pos_weight: Array | None

    def __init__(self, *, reduction: str = "mean"):
        self.reduction = reduction

    def __call__(self, *inputs: Array) -> tuple[Array, Callable[..., Gradients]]:
        """The loss, and `backward(dy=1.0)`, which returns the op's tuple of gradients.

        Args:
            inputs: what the model says, then (in most losses) the target: what is right.
        """
        loss, pullback = self.forward(*inputs)

        def backward(dy: Any = 1.0) -> Gradients:
            return pullback(dy)

        return loss, backward
