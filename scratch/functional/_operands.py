"""What ops of several operands share: shapes that broadcast, the transpose of that, and the dtype of a mixture."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _check
from ._op import Array, Gradients


def broadcastable(op: str, **shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that shapes broadcast to; refuse those that do not."""
    try:
        return np.broadcast_shapes(*shapes.values())
    except ValueError:
        *others, last = (f"{name} {shape}" for name, shape in shapes.items())
        raise ValueError(f"{op}: {last} does not broadcast with {' and '.join(others)}") from None


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
