"""Argument checks. Every op refuses what PyTorch refuses, in one line that says what, where and what was expected.

Each check takes the op's name first, and the arguments under their own names:

    floating("conv2d", input=input, weight=weight, bias=bias)

raises `TypeError: conv2d: weight is float64, input is float32; expected the same dtype`. Arguments that are None were
not given and pass.
"""

from __future__ import annotations

import numbers
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

FLOATS = (np.dtype("float32"), np.dtype("float64"))


def arrays(op: str, **named: Any) -> None:
    """Refuse anything that is not a NumPy array: lists and numbers have no dtype to keep."""
    for name, x in named.items():
        if x is not None and not isinstance(x, np.ndarray):
            raise TypeError(f"{op}: {name} is a {type(x).__name__}, expected a NumPy array")


def required(op: str, **named: Any) -> None:
    """Refuse None where an array must be."""
    for name, x in named.items():
        if x is None:
            raise TypeError(f"{op}: {name} is None, expected a NumPy array")


def floating(op: str, **named: Any) -> None:
    """Refuse arrays that are not of one common floating dtype."""
    arrays(op, **named)
    given = [(name, x) for name, x in named.items() if x is not None]
    for name, x in given:
        if x.dtype not in FLOATS:
            raise TypeError(f"{op}: {name} is {x.dtype}, expected float32 or float64")
    for name, x in given[1:]:
        if x.dtype != given[0][1].dtype:
            raise TypeError(f"{op}: {name} is {x.dtype}, {given[0][0]} is {given[0][1].dtype}; expected the same dtype")


def integers(op: str, **named: Any) -> None:
    """Refuse arrays that are not of an integer dtype (class indices, positions)."""
    arrays(op, **named)
    for name, x in named.items():
        if x is not None and not np.issubdtype(x.dtype, np.integer):
            raise TypeError(f"{op}: {name} is {x.dtype}, expected integers")


def ndim(op: str, name: str, x: np.ndarray, allowed: Iterable[int], layout: str = "") -> None:
    """Refuse an array with the wrong number of axes; `layout` names the axes, such as `(N, C, H, W) or (C, H, W)`."""
    allowed = tuple(allowed)
    if x.ndim not in allowed:
        wanted = " or ".join(f"{n}-d" for n in allowed) + (f" {layout}" if layout else "")
        raise ValueError(f"{op}: {name} {x.shape} is {x.ndim}-d, expected {wanted}")


def shape(op: str, name: str, x: np.ndarray | None, expected: Sequence[int], why: str = "") -> None:
    """Refuse an array whose shape is not `expected`; `why` says where that shape comes from."""
    if x is not None and x.shape != tuple(expected):
        raise ValueError(f"{op}: {name} has shape {x.shape}, expected {tuple(expected)}{f' ({why})' if why else ''}")


def choice(op: str, name: str, value: Any, allowed: Sequence[Any]) -> None:
    """Refuse an option outside a short list, such as `reduction="average"`."""
    if value not in allowed:
        raise ValueError(f"{op}: {name} is {value!r}, expected one of {', '.join(map(repr, allowed))}")


def axis(op: str, name: str, dim: int, ndim: int) -> int:
    """An axis as a non-negative number; a 0-d array counts as having one axis, as in PyTorch."""
    if not is_int(dim):
        raise TypeError(f"{op}: {name} is {dim!r}, expected an int")
    n = max(ndim, 1)
    if not -n <= dim < n:
        raise ValueError(f"{op}: {name} is {dim}, expected between {-n} and {n - 1} for a {ndim}-d input")
    return int(dim) % n


def is_int(value: Any) -> bool:
    """True for Python's and NumPy's integers; a bool is not a number here."""
    return isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.bool_))


def ntuple(op: str, name: str, value: Any, n: int, least: int) -> tuple[int, ...]:
    """`n` integers from one or from a sequence of `n` (or of one), each at least `least`."""
    values = (value,) * n if is_int(value) else value
    if not isinstance(values, (tuple, list)) or not all(map(is_int, values)):
        raise TypeError(f"{op}: {name} is {value!r}, expected an int or {n} of them")
    if len(values) == 1:
        values = tuple(values) * n
    if len(values) != n:
        raise ValueError(f"{op}: {name} is {value!r}, expected an int or {n} of them")
    if min(values) < least:
        raise ValueError(f"{op}: {name} is {value!r}, expected at least {least}")
    return tuple(int(v) for v in values)


def number(op: str, name: str, value: Any) -> None:
    """Refuse an option that is not one real number."""
    if not isinstance(value, numbers.Real):
        raise TypeError(f"{op}: {name} is {value!r}, expected a number")


def scalar(op: str, name: str, value: Any, dtype: np.dtype) -> float:
    """An option as the float that meets an array of `dtype`, which must be able to hold it."""
    number(op, name, value)
    if abs(value) > float(np.finfo(dtype).max) and value not in (np.inf, -np.inf):
        raise ValueError(f"{op}: {name} is {value!r}, too large for {dtype}")
    return float(value)


def flag(op: str, name: str, value: Any) -> None:
    """Refuse an option that is not True or False: PyTorch refuses 0 and 1 too."""
    if not isinstance(value, bool):
        raise TypeError(f"{op}: {name} is {value!r}, expected True or False")
