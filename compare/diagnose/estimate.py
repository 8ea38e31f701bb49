"""The constants that a cause leaves open, estimated from the data and rounded to what a person would have typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from .cause import Assumed, Cause
from .evidence import EXACT, Evidence

GRID = 25  # values by ratio over the whole range, between which the best one is narrowed down
GAIN = 0.9  # less than this must be left somewhere within the range, of what is left at its ends
STEPS = 40  # of golden section: 1e-8 of the interval
ROUND = 10  # steps, to a hundredth of it: if the residual has not become a quarter, it will not become zero


def settings(
    cause: Cause, asked: Sequence[Evidence], quantity: str, base: tuple[Assumed, ...] = ()
) -> Iterator[Assumed]:
    """The cause at the value of its constant that explains most on top of `base`; without one, the cause itself."""
    if cause.constant is None:
        yield Assumed(cause)
        return
    asked = [e for e in asked if isinstance(e.found.get(quantity), np.ndarray)]

    def left(value: float) -> float:
        residuals = [e.residual(quantity, (*base, Assumed(cause, value))) for e in asked]
        with np.errstate(over="ignore"):
            return float(np.sqrt(np.nansum(np.square(residuals)))) if residuals else np.inf

    best = None
    if cause.constant.factor:
        best = _ratio(asked, quantity, (*base, Assumed(cause, 1.0)))
        if best is None or not cause.constant.low <= best <= cause.constant.high:
            return
    for value in cause.constant.typed:
        if (best is None or np.isclose(best, value, 1e-6, 0)) and left(value) <= EXACT:
            yield Assumed(cause, value)
            return
    best = _narrowed(left, cause.constant.low, cause.constant.high) if best is None else best
    if best is None:
        return
    for digits in range(1, 5):
        short = float(f"{best:.{digits - 1}e}")
        if left(short) <= EXACT:
            yield Assumed(cause, short)
            return
    yield Assumed(cause, float(f"{best:.2e}"))


def _ratio(asked: Sequence[Evidence], quantity: str, hypothesis: tuple[Assumed, ...]) -> float | None:
    """The factor that takes what is foretold nearest to what was found; None if there is nothing to it, or it is 1."""
    product, square = 0.0, 0.0
    for e in asked:
        foretold = e.foretell(hypothesis)
        a, b = foretold.get(quantity) if isinstance(foretold, dict) else None, e.found[quantity]
        if isinstance(a, np.ndarray) and a.shape == b.shape:
            finite = np.isfinite(a) & np.isfinite(b)
            product += float(np.sum(a[finite] * b[finite]))
            square += float(np.sum(np.square(a[finite])))
    found = product / square if square else None
    return None if found is None or np.isclose(found, 1, 1e-9, 0) else found


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
