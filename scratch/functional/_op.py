"""What every op has in common: a pair out, arrays in and out, a cotangent that fits, and dtypes it is not written for.

An op is written for float32 and float64 in the machine's own byte order. Half precision (float16, and bfloat16, which
the package ml_dtypes adds to NumPy) has too few digits to compute in: as in PyTorch, such arrays are widened to
float32, and what comes out is rounded, once.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec

import numpy as np

from ._check import is_half, unmixed

Array = np.ndarray
Gradients = tuple[Any, ...]  # an array per differentiable argument, or None where the argument was None
Backward = Callable[[Array], Gradients]
P = ParamSpec("P")

BUFFERS = ("running_mean", "running_var")  # the arguments that ops write to


def op(function: Callable[P, tuple[Any, Backward]]) -> Callable[P, tuple[Any, Backward]]:
    """Make `function` an op.

    Its `y` becomes an array (NumPy turns 0-d results into scalars), its `backward` refuses a cotangent that is not of
    `y`'s shape and dtype instead of broadcasting it, and special values (inf, nan, log 0) flow through silently, as
    they do in PyTorch. Where `y` is a tuple, the cotangent belongs to its first element.
    """
    name, names = function.__name__, tuple(inspect.signature(function).parameters)

    @functools.wraps(function)
    def checked(*args: Any, **kwargs: Any) -> tuple[Any, Backward]:
        given = dict(zip(names, args)) | kwargs
        half = unmixed(name, given)
        args, kwargs = tuple(map(_working, args)), {key: _working(x) for key, x in kwargs.items()}
        with np.errstate(all="ignore"):
            y, pullback = function(*args, **kwargs)
            for key, x in (dict(zip(names, args)) | kwargs).items():
                if key in BUFFERS and x is not given[key]:
                    given[key][...] = x
            to = kwargs.get("dtype")  # which decides y's, where an op has it
            outputs = [_rounded(part, half if to is None else _half(np.dtype(to))) for part in _several(y)]
        y, shape, dtype = tuple(outputs) if isinstance(y, tuple) else outputs[0], outputs[0].shape, outputs[0].dtype

        def backward(dy: Array) -> Gradients:
            if isinstance(dy, np.generic):
                dy = np.asarray(dy)
            elif isinstance(dy, (int, float)):
                dy = np.asarray(dy, dtype)
            if not isinstance(dy, np.ndarray) or dy.dtype.newbyteorder("=") != dtype:
                found = dy.dtype if isinstance(dy, np.ndarray) else type(dy).__name__
                raise TypeError(f"{name}: backward's dy is {found}, expected an array of y's dtype {dtype}")
            if dy.shape != shape:
                raise ValueError(f"{name}: backward's dy has shape {dy.shape}, expected y's shape {shape}")
            with np.errstate(all="ignore"):
                return tuple(None if g is None else _rounded(g, half) for g in pullback(_working(dy)))

        return y, backward

    return checked


def _working(x: Any) -> Any:
    """An argument as ops take it: arrays in the machine's byte order, of half precision in float32."""
    if not isinstance(x, np.ndarray):
        return x
    if is_half(x.dtype):
        return x.astype(np.float32)
    return x if x.dtype.isnative else x.astype(x.dtype.newbyteorder("="))


def _rounded(x: Any, half: np.dtype | None) -> Array:
    """A result as an array: in half precision where the arguments were."""
    x = np.asarray(x)
    return x if half is None or x.dtype != np.float32 else x.astype(half)


def _half(dtype: np.dtype) -> np.dtype | None:
    return dtype if is_half(dtype) else None


def _several(y: Any) -> tuple[Any, ...]:
    return y if isinstance(y, tuple) else (y,)
