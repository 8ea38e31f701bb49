"""The constants that a cause leaves open, estimated from the data and rounded to what a person would have typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from .cause import Assumed, Cause
from .evidence import EXACT, Evidence

GRID = 25  # values by ratio over the whole range, between which the best one is narrowed down
GAIN = 0.9  # less than this must be left somewhere within the range, of what is left at its ends
STEPS = 40  # of golden section: 1e-8 of the interval
ROUND = 10  # steps, to a hundredth of it: if the residual has not become a quarter, it will not become zero


def typed_values(cause: Cause) -> list[Assumed]:
    """The cause at every value of its constant that people type; without a constant, the cause itself."""
    return [Assumed(cause)] if cause.constant is None else [Assumed(cause, value) for value in cause.constant.typed]


def narrowed(cause: Cause, asked: Evidence, quantity: str, base: tuple[Assumed, ...] = ()) -> Iterator[Assumed]:
    """The cause at the value of its constant that explains most of one question on top of `base`."""
    if cause.constant is None:
        return

    def left(value: float) -> float:
        return asked.residual(quantity, (*base, Assumed(cause, value)))

    if cause.constant.factor:
        best = _ratio(asked, quantity, (*base, Assumed(cause, 1.0)))
        if best is None or not cause.constant.low <= best <= cause.constant.high:
            return
    else:
        best = _narrowed(left, cause.constant.low, cause.constant.high)
    if best is None:
        return
    for digits in range(1, 5):
        short = float(f"{best:.{digits - 1}e}")
        if left(short) <= EXACT:
            yield Assumed(cause, short)
            return
    yield Assumed(cause, float(f"{best:.2e}"))


def _ratio(asked: Evidence, quantity: str, hypothesis: tuple[Assumed, ...]) -> float | None:
    """The factor that takes what is foretold nearest to what was found; None if there is nothing to it, or it is 1."""
    foretold = asked.foretell(hypothesis)
    a, b = foretold.get(quantity) if isinstance(foretold, dict) else None, asked.found[quantity]
    if not isinstance(a, np.ndarray) or a.shape != b.shape:
        return None
    finite = np.isfinite(a) & np.isfinite(b)
    square = float(np.sum(np.square(a[finite])))
    found = float(np.sum(a[finite] * b[finite])) / square if square else 1.0
    return None if np.isclose(found, 1, 1e-9, 0) else found


def _narrowed(left: Callable[[float], float], low: float, high: float) -> float | None:
    """The value between `low` and `high` where least is left: a grid by ratio, then golden section."""
    grid = np.geomspace(low, high, GRID)
    found = [left(float(v)) for v in grid]
    if not np.isfinite(found).any():
        return None
    i = int(np.nanargmin(found))
    if not found[i] < GAIN * min(found[0], found[-1]):
        return None  # the right value is not in it
    a, b = np.log(abs(grid[i - 1])), np.log(abs(grid[i + 1]))
    sign, golden = np.sign(low), (np.sqrt(5) - 1) / 2
    c, d = b - golden * (b - a), a + golden * (b - a)
    fc, fd = left(sign * np.exp(c)), left(sign * np.exp(d))
    before = min(fc, fd)
    for step in range(STEPS):
        if step and step % ROUND == 0:
            if step > ROUND and min(fc, fd) > before / 4:
                break
            before = min(fc, fd)
        if fc < fd:
            b, d, fd = d, c, fc
            c = b - golden * (b - a)
            fc = left(sign * np.exp(c))
        else:
            a, c, fc = c, d, fd
            d = a + golden * (b - a)
            fd = left(sign * np.exp(d))
    return float(sign * np.exp((a + b) / 2))
