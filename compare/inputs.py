"""The inputs of a question, nested in dicts, lists and tuples: rounded, copied, moved by a unit in the last place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

Change = Callable[[np.ndarray], np.ndarray]


def mapped(value: Any, change: Change) -> Any:
    """`value` with `change` applied to every array in it."""
    if isinstance(value, np.ndarray):
        return change(value)
    if isinstance(value, dict):
        return {key: mapped(v, change) for key, v in value.items()}
    if type(value) in (list, tuple):
        return type(value)(mapped(v, change) for v in value)
    return value


def is_floating(x: Any) -> bool:
    """True for an array of floating numbers."""
    return isinstance(x, np.ndarray) and is_floating_dtype(x.dtype)


def is_floating_dtype(dtype: np.dtype) -> bool:
    """True for the dtypes of floating numbers, NumPy's own and bfloat16."""
    return dtype.kind == "f" or dtype.name == "bfloat16"


def cast(inputs: Any, dtype: np.dtype) -> Any:
    """Floating arrays in `dtype`, in their own memory; the rest as it is, also float32 beside float64."""
    with np.errstate(all="ignore"):  # what is too large for it is inf
        return mapped(inputs, lambda x: x.astype(dtype) if is_floating(x) and x.dtype != np.float32 else x.copy())


def widen(inputs: Any) -> Any:
    """The same values in float64, for the oracle; an option that names a floating dtype then names float64."""

    def option(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: option(v) for key, v in value.items()}
        if isinstance(value, (type, np.dtype)) and is_floating_dtype(np.dtype(value)):
            return np.dtype("float64")
        return value

    return option(mapped(inputs, lambda x: x.astype(np.float64) if is_floating(x) else x.copy()))


def moved(inputs: dict[str, Any], run: int, labels: Sequence[np.ndarray] = ()) -> dict[str, Any]:
    """Every floating number one unit in the last place up or down, exactly; zeros and arrays of `labels` stay."""
    rng = np.random.default_rng(run)

    def move(x: np.ndarray) -> np.ndarray:
        if not is_floating(x) or any(x is label for label in labels):
            return x
        still = (x == 0) | ~np.isfinite(x)
        unit = np.where(still, 0, np.spacing(np.abs(np.where(still, x.dtype.type(1), x))))
        return np.asarray(x + np.where(rng.random(x.shape) < 0.5, -unit, unit).astype(x.dtype))

    found: dict[str, Any] = mapped(inputs, move)
    return found


def arrays_in(value: Any) -> Iterator[np.ndarray]:
    """Every array in `value`."""
    if isinstance(value, np.ndarray):
        yield value
    children = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else ()
    for child in children:
        yield from arrays_in(child)


def laid_out(x: np.ndarray, layout: str) -> np.ndarray:
    """A copy of `x` that lies in memory as `layout` says.

    "C", "F", "strided" (with gaps), "reversed", "swapped" (the other byte order), or "still" (an array that is the same
    along its first axis needs one place in memory for all of it).
    """
    if layout == "swapped" and x.dtype.kind in "iuf":
        return x.astype(x.dtype.newbyteorder("S"), order="C")
    if layout == "still" and x.shape[:1] > (1,) and np.array_equal(x, np.broadcast_to(x[:1], x.shape), equal_nan=True):
        return np.lib.stride_tricks.as_strided(first := x[0].copy(), x.shape, (0, *first.strides))
    if layout == "F":
        return np.array(x, order="F")
    if layout == "strided":
        room = np.full((*x.shape[:-1], 2 * x.shape[-1]) if x.ndim else (2,), 7, dtype=x.dtype)
        view = room[..., ::2] if x.ndim else room[:1].reshape(())
        view[...] = x
        return view
    if layout == "reversed":
        flip = (slice(None, None, -1),) * x.ndim
        return x[flip].copy()[flip] if x.ndim else x.copy()
    return np.array(x, order="C")
