"""The distance between two arrays, in every way that one bad element could hide from another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

FLOOR = 2  # units in the last place of the array's largest value, always allowed as one yardstick


def groups(shape: tuple[int, ...]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """The ways to look at an array: as a whole, by row (axis 0), by channel (axis 1); each with the axes to reduce."""
    every = tuple(range(len(shape)))
    yield "", every
    for axis, name in enumerate(("row", "channel")[: len(shape)]):
        rest = tuple(a for a in every if a != axis)
        if shape[axis] > 1 and np.prod([shape[a] for a in rest]) > 1:
            yield name, rest


@dataclass(frozen=True)
class Distance:
    """How far a candidate is from the oracle: `share` of one yardstick used, where, and in plain numbers."""

    share: float
    where: str
    max_abs: float
    max_rel: float
    ulp: float
    allowed: float  # one yardstick of the whole array's largest error
    largest: float  # the oracle's largest value


def distance(
    candidate: np.ndarray,
    own: np.ndarray,
    oracle: np.ndarray,
    moved: Sequence[np.ndarray] = (),
    rounding: Sequence[np.ndarray] = (),
) -> Distance:
    """Measure `candidate` from `oracle`, in yardsticks.

    For the whole array, each row and each channel, the largest error and the root mean square of the errors are held
    against the largest of PyTorch's own there (`own`, in the working dtype), the conditioning there (how far the oracle
    moves when its inputs move by a unit in the last place), and `FLOOR` units in the last place of the array's largest
    value. (Not of the row's: in a row of p − t where p is nearly 1, right code is off by a unit of p.)

    Args:
        candidate, own: in the working dtype, of the same shape.
        oracle, moved: in float64.
        rounding: more draws of PyTorch's own error.
    """
    good = np.isfinite(candidate) & np.isfinite(own) & np.isfinite(oracle)
    exact = np.where(good, oracle, 0.0)

    def off(x: np.ndarray) -> np.ndarray:
        return np.where(good & np.isfinite(x), np.abs(x - exact), 0.0)

    with np.errstate(invalid="ignore", over="ignore"):
        error = off(candidate)
        theirs = [off(own), *(np.where(good & np.isfinite(e), e, 0.0) for e in rounding)]
        sway = np.sqrt(np.mean([off(m) ** 2 for m in moved], axis=0)) if len(moved) else np.zeros(good.shape)
    size = np.abs(exact)

    max_abs, largest = float(error.max(initial=0)), float(size.max(initial=0))
    floor = FLOOR * _unit(largest, own.dtype)

    share, where, allowed = -1.0, "", 0.0
    for name, axes in groups(good.shape):
        for of in (_max, _rms):
            yardstick = np.max([of(off_by, axes) for off_by in (sway, *theirs)], axis=0).clip(floor)
            with np.errstate(over="ignore"):  # a wrong number where zeros belong is infinitely far
                used = of(error, axes) / yardstick
            if not name and of is _max:
                allowed = float(yardstick)
            if used.max(initial=0) > share:
                share = float(used.max(initial=0))
                where = _where(error, name, int(np.argmax(used)), of is _rms)
    at_worst = size.flat[int(np.argmax(error))] if error.size else 0.0
    return Distance(
        share=max(share, 0.0),
        where=where if max_abs else "",
        max_abs=max_abs,
        max_rel=max_abs / largest if largest else np.inf if max_abs else 0.0,
        ulp=max_abs / float(_unit(at_worst or largest, own.dtype)),
        allowed=allowed,
        largest=largest,
    )


def _unit(value: np.ndarray | float, dtype: np.dtype) -> np.ndarray:
    """The unit in the last place of `value` in `dtype`, in float64."""
    return np.spacing(np.asarray(value).astype(dtype)).astype(np.float64)


def _max(x: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    return np.asarray(x.max(axis=axes, initial=0))


def _rms(x: np.ndarray, axes: tuple[int, ...]) -> np.ndarray:
    return np.asarray(np.sqrt(np.mean(np.square(x), axis=axes))) if x.size else np.zeros(())


def _where(error: np.ndarray, name: str, index: int, rms: bool) -> str:
    """The worst element of the group that used most of its budget, and the group if it is not the whole."""
    inside = error
    if name:
        axis = ("row", "channel").index(name)
        line = np.arange(error.shape[axis]).reshape([-1 if a == axis else 1 for a in range(error.ndim)])
        inside = np.where(line == index, error, -1.0)
    if not error.size:
        return ""
    place = str([int(i) for i in np.unravel_index(int(np.argmax(inside)), error.shape)])
    return place + (f" in {name} {index}" if name else "") + (" (root mean square)" if rms else "")
