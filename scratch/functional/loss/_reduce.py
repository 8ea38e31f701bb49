"""What all losses share: the reduction, broadcasting and its transpose, and the dtype of mixed operands."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _check
from .._op import Array, Gradients

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


def check_target(op: str, target: Array, integers: str = "iu") -> None:
    """Refuse a target that is neither floating nor of these integers (NumPy's letters: "b" bool, "B" uint8 alone)."""
    _check.arrays(op, target=target)
    if target.dtype.kind not in integers and target.dtype.char not in integers:
        _check.floating(op, target=target)


def labelled(target: Array, label: int) -> Array:
    """Where the target is the label; −1 is, as in PyTorch, the largest number of an unsigned dtype."""
    return target == (np.array(label).astype(target.dtype) if target.dtype.kind == "u" else label)


def broadcastable(op: str, **named: Array) -> tuple[int, ...]:
    """The shape that arrays broadcast to; refuse shapes that NumPy and PyTorch cannot broadcast."""
    try:
        return np.broadcast_shapes(*(x.shape for x in named.values()))
    except ValueError:
        *others, last = (f"{name} {x.shape}" for name, x in named.items())
        raise ValueError(f"{op}: {last} does not broadcast with {' and '.join(others)}") from None


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


def gradients(*pairs: tuple[Any, Array]) -> Gradients:
    """What `backward` returns, from pairs of an argument and the gradient of its broadcast form.

    A number given for an array has the gradient None, and an array of integers takes no place.
    """
    return tuple(
        summed_to(gradient, argument) if isinstance(argument, np.ndarray) else None
        for argument, gradient in pairs
        if not isinstance(argument, np.ndarray) or argument.dtype in _check.FLOATS
    )


def widest(*arrays: Array | None) -> np.dtype:
    """The common dtype of arrays and integers: float64 if any of them is."""
    return np.result_type(*(x.dtype for x in arrays if x is not None and x.dtype in _check.FLOATS))


def promoted(*arrays: Array) -> np.dtype:
    """The dtype of arithmetic between arrays: like PyTorch, lets a 0-d one decide only among other 0-d ones."""
    floats = [x for x in arrays if x.dtype in _check.FLOATS]
    return widest(*([x for x in floats if x.ndim] or floats))
