"""Why do two bare arrays differ? Nothing else is known about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..run import quiet
from .locate import locate
from .patterns.bare import FLOOR, PATIENCE, Bare, Pair, largest
from .patterns.guess import Pattern
from .patterns.search import Search

MANY_UNITS = 1e6  # in the last place: more say nothing that the difference does not
RIVALS = 3  # causes named that cannot be told apart


@dataclass(frozen=True)
class Explanation:
    """How two arrays differ, where, and why.

    Args:
        agree: equal to rounding: within 32 units in the last place of the coarser dtype of the two, at the largest
            magnitude of the reference; nan, infinities, integers, booleans and shapes exactly.
        causes: best first; where there are several of `explained` 1, the arrays cannot tell them apart.
        where: the part that differs, in words.
        shapes, dtypes: of the candidate and of the reference.
        size, differing: the number of elements, and of those that differ by more than rounding.
        max_abs: the largest difference.
        max_rel, ulp: the same over the reference's largest value, and in units in the last place of that.
        notes: what else there is to say.
    """

    agree: bool
    causes: list[Pattern] = field(repr=False)
    where: str
    shapes: tuple[tuple[int, ...], tuple[int, ...]]
    dtypes: tuple[str, str]
    size: int
    differing: int
    max_abs: float
    max_rel: float
    ulp: float
    notes: tuple[str, ...] = ()

    def summary(self) -> str:
        """The explanation in at most twelve lines."""
        lines = [self._verdict()]
        if self.shapes[0] == self.shapes[1] and self.max_abs:
            unit = f", {self.ulp:.3g} units in the last place" if 0 < self.ulp < MANY_UNITS else ""
            lines.append(f"largest difference {self.max_abs:.3g}, {self.max_rel:.3g} of the largest value{unit}")
        if not self.agree and self.where:
            lines.append(f"where: {self.where}")
        exact = [p for p in self.causes if p.exact]
        if len(exact) > 1:
            lines.append("cannot be told apart on these arrays:")
            lines += [f"  {p.name}: {p.line}" for p in exact[:RIVALS]]
            lines += [f"  and {len(exact) - RIVALS} more"] if len(exact) > RIVALS else []
        else:
            lines += [f"{p.name}: {p.line}" for p in self.causes[:1]]
        if not self.agree and not self.causes:
            lines.append("no cause found")
        return "\n".join([*lines, *self.notes])

    def _verdict(self) -> str:
        (c, r), (dc, dr) = self.shapes, self.dtypes
        if c != r:
            return f"shapes differ: {c} where the reference has {r}"
        of = f"{self.size} elements, shape {c}, {dc if dc == dr else f'{dc} against {dr}'}"
        if self.agree:
            return f"agree{' to rounding' if self.max_abs else ' exactly'}: {of}"
        return f"{self.differing} of {of}: differ"

    __str__ = summary
    __repr__ = summary


def explain(candidate: Any, reference: Any) -> Explanation:
    """Say why two arrays differ.

    Args:
        candidate, reference: NumPy arrays, torch tensors, numbers or nested lists, of any shapes and real dtypes.

    Returns:
        What differs, where, and the causes that turn the reference into the candidate down to rounding.

    Raises:
        TypeError: one of them does not hold real numbers.
        ValueError: nested lists of unequal lengths.
    """
    c, r = Bare.of("candidate", candidate), Bare.of("reference", reference)
    with quiet():
        return _explained(c, r)


def _explained(c: Bare, r: Bare) -> Explanation:
    pair = Pair(c.values, r.values, max(c.eps, r.eps), max(c.least, r.least))
    alike = c.values.shape == r.values.shape
    notes = _notes(c, r)
    differs = np.zeros(c.values.shape, bool)
    max_abs = max_rel = ulp = 0.0
    if alike:
        fit = c.given == r.given if pair.whole else pair.agree(c.values, r.values)
        differs = np.asarray(np.logical_not(fit))
        off = np.abs(c.values - r.values)
        max_abs, top = largest(off), largest(r.values)
        max_rel = max_abs / top if top else float("inf") if max_abs else 0.0
        ulp = 0.0 if pair.whole else max_rel / pair.eps
    agree = alike and not differs.any()
    causes: list[Pattern] = [] if agree or not c.values.size or not r.values.size else Search(pair).found()
    return Explanation(
        agree,
        causes,
        locate(differs, reference=r.values) if alike and differs.size > 1 and differs.any() else "",
        (c.values.shape, r.values.shape),
        (c.dtype, r.dtype),
        c.values.size,
        int(np.count_nonzero(differs)) if alike else c.values.size,
        max_abs,
        max_rel,
        ulp,
        tuple(_hidden(pair)) if agree and not pair.whole else notes,
    )


def _notes(c: Bare, r: Bare) -> tuple[str, ...]:
    if not r.values.size:
        return ()
    if c.values.size and np.ptp(r.values) == 0 and r.values.size > 1:
        return (f"the reference is {r.values.flat[0]:.6g} everywhere: it tells little",)
    return ()


def _hidden(pair: Pair) -> list[str]:
    """Whole rows or channels that are small beside the rest, so that their differences count as rounding."""
    allowed = pair.allowed(pair.r)
    off = np.abs(pair.c - pair.r)
    hidden = (off > 1e-3 * np.abs(pair.r)) & (off > PATIENCE * FLOOR * pair.eps * np.abs(pair.r))
    count = int(np.count_nonzero(hidden))
    if not count:
        return []
    return [
        f"{count} small elements differ by more than a thousandth of themselves; beside the largest, "
        f"{largest(pair.r):.3g}, anything up to {allowed:.2g} counts as rounding"
    ]
