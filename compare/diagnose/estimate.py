"""The constants that a cause leaves open, estimated from the data and rounded to what a person would have typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from .cause import Assumed, Cause
from .evidence import EXACT, Evidence

GRID = 25  # values by ratio over the whole range, between which the best one is narrowed down
STEPS = 40  # of golden section: 1e-8 of the interval


def typed_values(cause: Cause) -> list[Assumed]:
    """The cause at every value of its constant that people type; without a constant, the cause itself."""
    return [Assumed(cause)] if cause.constant is None else [Assumed(cause, value) for value in cause.constant.typed]


def narrowed(cause: Cause, asked: Evidence, quantity: str, base: tuple[Assumed, ...] = ()) -> Iterator[Assumed]:
    """The cause at the value of its constant that explains most of one question on top of `base`."""
    if cause.constant is None:
        return

    def left(value: float) -> float:
        return asked.residual(quantity, (*base, Assumed(cause, value)))

    best = _narrowed(left, cause.constant.low, cause.constant.high)
    if best is None:
        return
    for digits in range(1, 5):
        short = float(f"{best:.{digits - 1}e}")
        if left(short) <= EXACT:
            yield Assumed(cause, short)
            return
    yield Assumed(cause, float(f"{best:.2e}"))


def _narrowed(left: Callable[[float], float], low: float, high: float) -> float | None:
    """The value between `low` and `high` where least is left: a grid by ratio, then golden section."""
    grid = np.geomspace(low, high, GRID)
    found = [left(float(v)) for v in grid]
    if not np.isfinite(found).any():
        return None
    i = int(np.nanargmin(found))
    if np.nanmax([x for x in found if np.isfinite(x)]) == found[i]:
        return None  # it changes nothing here
    a, b = np.log(abs(grid[max(i - 1, 0)])), np.log(abs(grid[min(i + 1, GRID - 1)]))
    sign, golden = np.sign(low), (np.sqrt(5) - 1) / 2
    c, d = b - golden * (b - a), a + golden * (b - a)
    fc, fd = left(sign * np.exp(c)), left(sign * np.exp(d))
    for _ in range(STEPS):
        if fc < fd:
            b, d, fd = d, c, fc
            c = b - golden * (b - a)
            fc = left(sign * np.exp(c))
        else:
            a, c, fc = c, d, fd
            d = a + golden * (b - a)
            fd = left(sign * np.exp(d))
    return float(sign * np.exp((a + b) / 2))
