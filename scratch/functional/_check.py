"""Argument checks. Every op refuses what PyTorch refuses, in one line that says what, where and what was expected.

Each check takes the op's name first, and the arguments under their own names:

    floating("conv2d", input=input, weight=weight, bias=bias)

raises `TypeError: conv2d: weight is float64, input is float32; expected the same dtype`. Arguments that are None were
not given and pass.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

FLOATS = (np.dtype("float32"), np.dtype("float64"))  # what is computed in
HALF = ("float16", "bfloat16")  # what is widened to float32, and rounded afterwards
LARGEST = 2**63 - 1  # of the integers that PyTorch takes


def shown(value: Any) -> str:
    """A value as an error message quotes it: in one line, and not too long a one."""
    text = " ".join(repr(value).split())
    return text if len(text) <= 80 else f"{text[:77]}..."


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


def is_half(dtype: np.dtype) -> bool:
    """True for the dtypes of half precision."""
    return dtype.itemsize == 2 and dtype.name in HALF


def is_floating(dtype: np.dtype) -> bool:
    """True for the dtypes that have gradients."""
    return dtype in FLOATS or is_half(dtype)


def unmixed(op: str, named: Mapping[str, Any]) -> np.dtype | None:
    """The half precision that all floating arrays have; None where they have none.

    Raises:
        TypeError: some have, and others are of another floating dtype.
    """
    given = [
        (name, x.dtype.newbyteorder("="))
        for name, x in named.items()
        if isinstance(x, np.ndarray) and (x.dtype.kind == "f" or is_half(x.dtype))
    ]
    name, half = next(((n, dtype) for n, dtype in given if is_half(dtype)), ("", None))
    for other, dtype in given:
        if half is not None and dtype != half:
            raise TypeError(f"{op}: {other} is {dtype}, {name} is {half}; expected the same dtype")
    return half


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


def floating_dtype(op: str, dtype: Any) -> np.dtype:
    """What `dtype` names, which must be a floating dtype of up to 64 bits."""
    try:
        found = np.dtype(dtype).newbyteorder("=")
    except TypeError:
        raise TypeError(f"{op}: dtype is {shown(dtype)}, expected a floating dtype") from None
    if dtype is None or not is_floating(found):
        raise TypeError(f"{op}: dtype is {dtype if dtype is None else found}, expected a floating dtype")
    return found


def integers(op: str, **named: Any) -> None:
    """Refuse arrays that are not of an integer dtype (class indices, positions)."""
    arrays(op, **named)
    for name, x in named.items():
        if x is not None and not np.issubdtype(x.dtype, np.integer):
            raise TypeError(f"{op}: {name} is {x.dtype}, expected integers")


def real(op: str, **named: Any) -> None:
    """Refuse arrays that are not of numbers: weights may be integers or bool, but not complex, text or objects."""
    arrays(op, **named)
    for name, x in named.items():
        if x is not None and (x.dtype.kind not in "biuf" or x.dtype.itemsize > 8):
            raise TypeError(f"{op}: {name} is {x.dtype}, expected real numbers")


def ndim(op: str, name: str, x: np.ndarray, allowed: Iterable[int], layout: str = "") -> None:
    """Refuse an array with the wrong number of axes; `layout` names the axes, such as `(N, C, H, W) or (C, H, W)`."""
    required(op, **{name: x})
    arrays(op, **{name: x})
    allowed = tuple(allowed)
    if x.ndim not in allowed:
        wanted = " or ".join(f"{n}-d" for n in allowed) + (f" {layout}" if layout else "")
        raise ValueError(f"{op}: {name} {x.shape} is {x.ndim}-d, expected {wanted}")


def shape(op: str, name: str, x: np.ndarray | None, expected: Sequence[int], why: str = "") -> None:
    """Refuse an array whose shape is not `expected`; `why` says where that shape comes from."""
    if x is not None and x.shape != tuple(expected):
        raise ValueError(f"{op}: {name} has shape {x.shape}, expected {tuple(expected)}{f' ({why})' if why else ''}")


def fits(shape: Sequence[int], whole: Sequence[int]) -> bool:
    """True for a shape that broadcasts to the shape `whole` without enlarging it."""
    return len(shape) <= len(whole) and all(n in (1, full) for n, full in zip(shape[::-1], whole[::-1]))


def choice(op: str, name: str, value: Any, allowed: Sequence[str]) -> None:
    """Refuse a word outside a short list, such as `reduction="average"`."""
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{op}: {name} is {shown(value)}, expected one of {', '.join(map(repr, allowed))}")


def axis(op: str, name: str, dim: int, ndim: int) -> int:
    """An axis as a non-negative number; a 0-d array counts as having one axis, as in PyTorch."""
    integer(op, name, dim)
    n = max(ndim, 1)
    if not -n <= dim < n:
        raise ValueError(f"{op}: {name} is {dim}, expected between {-n} and {n - 1} for a {ndim}-d input")
    return int(dim) % n


def is_int(value: Any) -> bool:
    """True for Python's and NumPy's integers of up to 64 bits; a bool is not a number here."""
    return (
        isinstance(value, (int, np.integer)) and not isinstance(value, bool) and -LARGEST - 1 <= int(value) <= LARGEST
    )


def integer(op: str, name: str, value: Any) -> None:
    """Refuse an option that is not one integer."""
    if not is_int(value):
        raise TypeError(f"{op}: {name} is {shown(value)}, expected an int")


def ntuple(op: str, name: str, value: Any, n: int, least: int, most: int = LARGEST) -> tuple[int, ...]:
    """`n` integers from one or from a sequence of `n` (or of one), each from `least` to `most`."""
    values = (value,) * n if is_int(value) else value
    if not isinstance(values, (tuple, list)) or not all(map(is_int, values)):
        raise TypeError(f"{op}: {name} is {shown(value)}, expected an int or {n} of them")
    if len(values) == 1:
        values = tuple(values) * n
    if len(values) != n:
        raise ValueError(f"{op}: {name} is {shown(value)}, expected an int or {n} of them")
    if min(values) < least:
        raise ValueError(f"{op}: {name} is {shown(value)}, expected at least {least}")
    if max(values) > most:
        raise ValueError(f"{op}: {name} is {shown(value)}, expected at most {most}")
    return tuple(int(v) for v in values)


def storable(op: str, name: str, shape: Sequence[int]) -> None:
    """Refuse a shape of more float64 numbers than any memory could address."""
    if math.prod(max(n, 1) for n in shape) * 8 > LARGEST:
        raise ValueError(f"{op}: {name} would have shape {tuple(shape)}, more than memory can hold")


def sizes(op: str, name: str, value: Any) -> tuple[int, ...]:
    """The shape of a new array."""
    if not isinstance(value, (tuple, list)) or not all(map(is_int, value)):
        raise TypeError(f"{op}: {name} is {shown(value)}, expected integers")
    if min(value, default=0) < 0:
        raise ValueError(f"{op}: {name} is {shown(value)}, expected no negative numbers")
    storable(op, "an array", value)
    return tuple(value)


def number(op: str, name: str, value: Any) -> None:
    """Refuse an option that is not one real number, or is an integer that no float comes near."""
    if not isinstance(value, (int, float, np.integer, np.floating, np.bool_)):
        raise TypeError(f"{op}: {name} is {shown(value)}, expected a number")
    if isinstance(value, int) and abs(value) > sys.float_info.max:
        raise ValueError(f"{op}: {name} is {shown(value)}, too large for float64")


def scalar(op: str, name: str, value: Any, dtype: np.dtype) -> float:
    """An option as the float that meets an array of `dtype`, which must be able to hold it."""
    number(op, name, value)
    most = LARGEST if isinstance(value, np.integer) else 2**64 - 1
    if isinstance(value, (int, np.integer)) and not -LARGEST - 1 <= int(value) <= most:
        raise ValueError(f"{op}: {name} is {shown(value)}, expected an integer of up to 64 bits, or a float")
    largest = float(np.finfo(dtype).max) if dtype.kind == "f" else 2.0**128 - 2.0**120  # bfloat16's
    if abs(value) > largest and value not in (np.inf, -np.inf):
        raise ValueError(f"{op}: {name} is {shown(value)}, too large for {dtype}")
    return float(value)


def flag(op: str, name: str, value: Any) -> None:
    """Refuse an option that is not True or False: PyTorch refuses 0 and 1 too."""
    if not isinstance(value, bool):
        raise TypeError(f"{op}: {name} is {shown(value)}, expected True or False")
