"""What all losses share: the reduction, broadcasting and its transpose, and the dtype of mixed operands."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _check
from .._op import Array

REDUCTIONS = ("none", "mean", "sum")


def reduced(op: str, loss: Array, reduction: str, total: Any = None) -> tuple[Any, Any]:
    """`loss` under `reduction`, and the number n that this divides every element by.

    The gradient of every element is then dy / n. `total` is what "mean" divides by where that is not the number of
    elements; 0 / 0 is nan, as in PyTorch.
    """
    _check.choice(op, "reduction", reduction, REDUCTIONS)
    one = loss.dtype.type(1)
    if reduction == "none":
        return loss, one
    if reduction == "sum":
        return loss.sum(), one
    n = loss.dtype.type(loss.size if total is None else total)
    return loss.sum() / n, n


def broadcastable(op: str, input: Array, target: Array) -> None:
    """Refuse shapes that NumPy and PyTorch cannot broadcast."""
    try:
        np.broadcast_shapes(input.shape, target.shape)
    except ValueError:
        raise ValueError(f"{op}: target {target.shape} does not broadcast with input {input.shape}") from None


def fits(op: str, name: str, weight: Array | None, input: Array) -> None:
    """Refuse a weight that does not broadcast to the shape of `input`."""
    if weight is None:
        return
    _check.real(op, **{name: weight})
    aligned = zip(weight.shape[::-1], input.shape[::-1])
    if weight.ndim > input.ndim or any(w not in (1, n) for w, n in aligned):
        raise ValueError(f"{op}: {name} {weight.shape} does not broadcast to input's shape {input.shape}")


def summed_to(gradient: Array, argument: Array) -> Array:
    """The transpose of broadcasting: the sum of `gradient` over the axes that `argument` was stretched along."""
    extra = gradient.ndim - argument.ndim
    axes = tuple(range(extra)) + tuple(
        extra + a for a, n in enumerate(argument.shape) if n == 1 and gradient.shape[extra + a] != 1
    )
    return (gradient.sum(axes) if axes else gradient).reshape(argument.shape).astype(argument.dtype, copy=False)


def widest(*arrays: Array | None) -> np.dtype:
    """The common dtype of arrays and integers: float64 if any of them is."""
    return np.result_type(*(x.dtype for x in arrays if x is not None and x.dtype in _check.FLOATS))
