"""What every op has in common: a pair out, arrays in and out, and a cotangent that fits."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec

import numpy as np

from ._dtypes import for_every_dtype

Array = np.ndarray
Gradients = tuple[Any, ...]  # an array per differentiable argument, or None where the argument was None
Backward = Callable[[Array], Gradients]
P = ParamSpec("P")


def op(function: Callable[P, tuple[Any, Backward]]) -> Callable[P, tuple[Any, Backward]]:
    """Make `function` an op.

    Its `y` becomes an array (NumPy turns 0-d results into scalars), its `backward` refuses a cotangent that is not of
    `y`'s shape and dtype instead of broadcasting it, and special values (inf, nan, log 0) flow through silently, as
    they do in PyTorch. Where `y` is a tuple, the cotangent belongs to its first element. Half precision and the other
    byte order are converted on the way in and out.
    """
    name, compute = function.__name__, for_every_dtype(function)

    @functools.wraps(function)
    def checked(*args: P.args, **kwargs: P.kwargs) -> tuple[Any, Backward]:
        with np.errstate(all="ignore"):
            y, pullback = compute(*args, **kwargs)
        y = tuple(map(np.asarray, y)) if isinstance(y, tuple) else np.asarray(y)
        first = y[0] if isinstance(y, tuple) else y
        shape, dtype = first.shape, first.dtype

        def backward(dy: Array) -> Gradients:
            if isinstance(dy, np.generic):
                dy = np.asarray(dy)
            elif isinstance(dy, (int, float)):
                dy = np.asarray(dy, dtype)
            elif isinstance(dy, np.ndarray) and not dy.dtype.isnative:
                dy = dy.astype(dy.dtype.newbyteorder("="))
            if not isinstance(dy, np.ndarray) or dy.dtype != dtype:
                found = dy.dtype if isinstance(dy, np.ndarray) else type(dy).__name__
                raise TypeError(f"{name}: backward's dy is {found}, expected an array of y's dtype {dtype}")
            if dy.shape != shape:
                raise ValueError(f"{name}: backward's dy has shape {dy.shape}, expected y's shape {shape}")
            with np.errstate(all="ignore"):
                return tuple(None if g is None else np.asarray(g) for g in pullback(dy))

        return y, backward

    return checked
