"""Two bare arrays, and when one foretells the other down to rounding."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...measure import FLOOR

PATIENCE = 16  # floors of the full verdict that count as rounding, where nothing is known about the computation
SAMPLE = 1500  # elements on which a hypothesis is tried first
BFLOAT16 = 2.0**-7
Array = np.ndarray


@dataclass(frozen=True)
class Bare:
    """An array of numbers: its values in float64, and the grain of its own dtype (0 for integers and booleans)."""

    values: Array
    given: Array  # as it was given
    dtype: str
    eps: float
    least: float  # the smallest step between its numbers, near 0

    @classmethod
    def of(cls, name: str, value: Any) -> Bare:
        """Read a NumPy array, a torch tensor, a number, or nested lists.

        Raises:
            TypeError: it does not hold real numbers.
            ValueError: nested lists of unequal lengths.
        """
        dtype = ""
        if type(value).__module__.partition(".")[0] == "torch" and hasattr(value, "detach"):
            dtype = str(value.dtype).removeprefix("torch.")
        try:
            if dtype:
                value = value.detach().cpu()
                value = (value.float() if dtype == "bfloat16" else value).numpy()
            given = np.asarray(value)
        except ValueError:
            raise ValueError(f"explain: {name} is ragged, expected lists of equal lengths") from None
        except Exception as error:
            raise TypeError(f"explain: {name} is no array ({type(error).__name__}), expected real numbers") from None
        dtype = dtype or given.dtype.name
        if given.dtype.kind not in "biuf" and dtype != "bfloat16":
            raise TypeError(f"explain: {name} holds {dtype}, expected real numbers")
        floating = given.dtype.kind == "f" or dtype == "bfloat16"
        eps = 0.0 if not floating else BFLOAT16 if dtype == "bfloat16" else float(np.finfo(given.dtype).eps)
        least = float(np.finfo(given.dtype).smallest_subnormal) if floating and dtype != "bfloat16" else 0.0
        return cls(given.astype(np.float64), given, dtype, eps, least)


def largest(x: Array) -> float:
    """The largest finite magnitude."""
    finite = x[np.isfinite(x)]
    return float(np.abs(finite).max(initial=0.0))


class Pair:
    """A candidate and a reference.

    Two numbers are equal to rounding if they are within 32 units in the last place of the coarser dtype of the two, at
    the largest magnitude in the array; nan and infinities have to be the same. Integers are compared exactly.

    Args:
        c, r: the values of the candidate and of the reference, in float64.
        eps: the grain of the coarser dtype.
        least: the smallest step between its numbers, near 0.
    """

    def __init__(self, candidate: Array, reference: Array, eps: float, least: float = 0.0):
        self.c, self.r = candidate, reference
        self.whole, self.least = not eps, least
        self.eps = max(eps, float(np.finfo(np.float64).eps))

    def allowed(self, foretold: Array, scale: float = 0.0) -> float:
        """What counts as rounding, where the numbers on the way were as large as `scale`."""
        return PATIENCE * FLOOR * self.grain(foretold, scale)

    def grain(self, foretold: Array, scale: float = 0.0) -> float:
        """A unit in the last place of the largest number."""
        return max(self.eps * max(largest(foretold), scale), self.least)

    def agree(self, c: Array, foretold: Array, scale: float = 0.0) -> Array:
        """Where two arrays of one shape are equal to rounding."""
        close = np.asarray(np.abs(c - foretold) <= self.allowed(foretold, scale))
        odd = ~(np.isfinite(c) & np.isfinite(foretold))
        if odd.any():
            close[odd] = (c[odd] == foretold[odd]) | (np.isnan(c[odd]) & np.isnan(foretold[odd]))
        return close

    @cached_property
    def places(self) -> Array:
        """The flat indices of a sample of the candidate."""
        if self.c.size <= SAMPLE:
            return np.arange(self.c.size)
        return np.sort(np.random.default_rng(0).integers(0, self.c.size, SAMPLE))

    @cached_property
    def sample(self) -> Array:
        return self.c.ravel()[self.places]

    @cached_property
    def spread(self) -> float:
        """How far the candidate's numbers lie apart, apart from a few and from its zeros."""
        x = self.sample[np.isfinite(self.sample) & (self.sample != 0)]
        if not x.size:
            return 0.0
        low, high = np.quantile(x, (0.05, 0.95))
        return float(high - low) if x.size > 1 else float(abs(x[0]))

    @cached_property
    def ordered(self) -> Array:
        return np.sort(self.sample[np.isfinite(self.sample)])

    @cached_property
    def zeros(self) -> int:
        """The zeros in the sample, or one."""
        return max(int(np.count_nonzero(self.ordered == 0)), 1)

    @cached_property
    def most(self) -> float:
        """The decimal digits that one element of the candidate can bear witness with."""
        x = self.ordered
        if np.isin(x, (0, 1)).all():
            return float(np.log10(2))
        if self.whole or (x.size > 1 and np.array_equal(x, np.round(x))):
            return max(1.0, float(np.log10(np.ptp(x) + 1)) if x.size else 0.0)
        return -float(np.log10(self.eps))

    def evidence(self, c: Array, foretold: Array, fit: Array, news: Array, freedom: float, scale: float = 0.0) -> float:
        """The decimal digits by which a hypothesis foretells more than it takes from the data.

        An element bears witness by how seldom another number of the candidate's would have done in its place: two zeros
        among many say little, two small numbers beside a huge one nothing.

        Args:
            c, foretold: the numbers and what is foretold of them.
            fit: where they are equal to rounding.
            news: where that counts; what agreed anyway says nothing.
            freedom: the digits of its constants.
        """
        telling = np.flatnonzero(fit & news & np.isfinite(c))
        if not telling.size or not self.spread:
            return 0.0
        some = telling[:: max(1, telling.size // SAMPLE)]
        expected, off = foretold.ravel()[some], np.abs(c.ravel()[some] - foretold.ravel()[some])
        grain = self.grain(foretold, scale)
        room = PATIENCE * FLOOR * grain
        others = np.searchsorted(self.ordered, expected + room, "right")
        others = others - np.searchsorted(self.ordered, expected - room) - 1
        gap = max(float(off.max()), grain, 1e-300) if telling.size <= 8 else max(room, 1e-300)
        seldom = np.log10(self._apart(c.ravel()[some]) * self.ordered.size / gap)
        seen = np.log10(self.ordered.size / np.maximum(others, 1))
        seen = np.where(expected == 0, np.minimum(seen, np.log10(max(self.ordered.size / self.zeros, 2))), seen)
        digits = np.where((others > 0) | (expected == 0), np.minimum(seen, seldom), seldom).clip(0, self.most)
        return float(
            digits.mean() * telling.size - choice(int(np.count_nonzero(fit)), int(np.count_nonzero(~fit))) - freedom
        )

    def _apart(self, x: Array) -> Array:
        """How far each of the candidate's numbers is from the nearest other one."""
        if self.ordered.size == 1:
            return np.abs(x)
        edges = np.concatenate([[-np.inf], self.ordered, [np.inf]])
        below = edges[np.searchsorted(self.ordered, x, "left")]
        above = edges[np.searchsorted(self.ordered, x, "right") + 1]
        return np.minimum(np.minimum(x - below, above - x), self.spread).clip(1e-300)


def choice(*counts: int) -> float:
    """The digits that it takes to say which elements belong to which kind, of so many each."""
    k = np.array([n for n in counts if n])
    return float(-np.sum(k * np.log10(k / k.sum())))


def told_apart(c: Array, foretold: Array) -> Array:
    """The elements that bear witness: where two zeros agree nothing is learnt."""
    return np.asarray((c != 0) | (foretold != 0))


def subsets(axes: Sequence[int]) -> list[tuple[int, ...]]:
    """Every choice of axes, small ones first."""
    found: list[tuple[int, ...]] = [()]
    for axis in axes:
        found += [(*s, axis) for s in found]
    return sorted(found[1:], key=lambda s: (len(s), s))
