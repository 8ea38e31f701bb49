"""Half precision and the other byte order, for ops that are written for neither.

An op is written for float32 and float64 in the machine's own byte order. Half precision (float16, and bfloat16, which
the package ml_dtypes adds to NumPy) has too few digits to compute in: as in PyTorch, such arrays are widened to
float32, and what comes out is rounded, once.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from ._check import is_half, unmixed

BUFFERS = ("running_mean", "running_var")  # the arguments that ops write to


def for_every_dtype(function: Callable[..., Any]) -> Callable[..., Any]:
    """Let `function`, from arguments to `(y, pullback)`, take arrays of half precision and of any byte order."""
    name, names = function.__name__, tuple(inspect.signature(function).parameters)

    def converting(*args: Any, **kwargs: Any) -> Any:
        if "dtype" not in kwargs and not any(map(_is_foreign, (*args, *kwargs.values()))):
            return function(*args, **kwargs)
        given = dict(zip(names, args)) | kwargs
        half = unmixed(name, given)
        args, kwargs = tuple(map(working, args)), {key: working(x) for key, x in kwargs.items()}
        y, pullback = function(*args, **kwargs)
        for key, x in (dict(zip(names, args)) | kwargs).items():
            if key in BUFFERS and x is not given[key]:
                given[key][...] = x
        to = kwargs.get("dtype")  # which decides y's, where an op has it
        to = half if to is None else np.dtype(to).newbyteorder("=")
        y = tuple(_rounded(part, to) for part in y) if isinstance(y, tuple) else _rounded(y, to)
        return y, lambda dy: tuple(None if g is None else _rounded(g, half) for g in pullback(working(dy)))

    return converting


def working(x: Any) -> Any:
    """An argument as ops take it: arrays in the machine's byte order, of half precision in float32."""
    if not _is_foreign(x):
        return x
    return x.astype(np.float32 if is_half(x.dtype) else x.dtype.newbyteorder("="))


def _is_foreign(x: Any) -> bool:
    return isinstance(x, np.ndarray) and (not x.dtype.isnative or is_half(x.dtype))


def _rounded(x: Any, dtype: np.dtype | None) -> np.ndarray:
    """A result as an array: of `dtype` if that is half precision, else as it is."""
    x = np.asarray(x)
    return x.astype(dtype) if dtype is not None and is_half(dtype) and x.dtype == np.float32 else x
