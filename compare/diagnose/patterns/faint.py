"""What explains a share of the difference only, and what two arrays have in common that differ everywhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ..locate import percent
from .bare import PATIENCE, Array, Pair, largest
from .guess import Guess, Pattern, joined
from .values import PLAIN, PRECISIONS, scalings

PARTIAL = 0.5  # a smaller share of the residual is not worth a word
SURE = 4.0  # decimal digits by which a share has to be beyond chance
MANY = 20  # elements from which a distribution can be spoken of
ZERO = 16  # units in the last place of 1, below which everything may be rounding


def share(c: Array, foretold: Array, r: Array | None) -> float:
    """The share of the residual that a guess explains.

    The residual is the candidate's difference from the reference `r`, or its spread around its own mean where that is
    smaller: to foretell no more than the mean explains nothing.
    """
    good = np.isfinite(c) & np.isfinite(foretold)
    if c.size < 4 or np.count_nonzero(good) < 0.9 * c.size:
        return 0.0
    before = float(np.var(c[good]))
    if r is not None:
        before = min(before, float(np.nanmean(np.square(c - r)[good & np.isfinite(r)])))
    after = float(np.mean(np.square(c - foretold)[good]))
    return 1 - after / before if before > 0 and np.isfinite(after) else 0.0


def partly(pair: Pair, guesses: Sequence[tuple[float, Guess, Guess]]) -> Pattern | None:
    """The arrangement and scaling that explain the largest share of the residual, beyond what chance explains.

    Args:
        guesses: of each the share of a sample's residual that it explains.
    """
    best = max((found for found, _, _ in guesses), default=0.0)
    if best < PARTIAL or pair.c.size < MANY or pair.whole:
        return None
    good = [(s, v) for found, s, v in guesses if 1 - found <= 1.5 * (1 - best)]
    s, v = min(good, key=lambda g: g[0].level + g[1].level)
    x = np.asarray(s.change(pair.r), np.float64)
    n = pair.c.size
    blur = 4 * float(np.sqrt((1 - best) / n))
    again = [g for g in scalings(pair, pair.c, x, functions=v.name not in PLAIN, blur=blur) if g.name == v.name]
    guess = again[0] if again else v
    explained = share(pair.c, guess.change(x), pair.r if pair.r.shape == pair.c.shape else None)
    guess = joined(s, guess)
    digits = (
        -0.5 * (_bearing(pair.c) - 3) * np.log10(max(1 - explained, 1e-3)) - np.log10(1 + len(guesses)) - guess.level
    )
    if not PARTIAL <= explained < 1 - 1e-13 or digits < SURE:
        return None
    line = (
        f"in part it is {guess.words.format(x='the reference')}: explains {percent(explained)}, the rest is unexplained"
    )
    return Pattern(guess.name, line, explained, guess.change, guess.level + 4)


def _bearing(c: Array) -> float:
    """How many elements the spread of the numbers rests on: all if they are alike, one if it dwarfs the rest."""
    off = np.square(c[np.isfinite(c)] - np.mean(c[np.isfinite(c)]))
    top = off.max(initial=0.0)
    return float(np.sum(off / top) ** 2 / np.sum((off / top) ** 2)) if top else 0.0


def faint(pair: Pair) -> Iterator[Pattern]:
    """Rounding of another size, sums that are equal, another random stream, zeros but for rounding."""
    c, r = pair.c, pair.r
    if not c.size or not r.size or not np.isfinite(c).all() or not np.isfinite(r).all():
        return
    if c.shape != r.shape:
        yield from _same_total(pair)
        return
    tiny = ZERO * pair.eps
    if not pair.whole and max(largest(c), largest(r)) <= tiny:
        line = (
            f"both are zero to rounding if they came from numbers near 1 (none exceeds {tiny:.1g}): "
            "a relative comparison says nothing"
        )
        yield Pattern("zero-to-rounding", line, 0.0, None, 7)
        return
    yield from _rounding(pair)
    yield from _stream(pair)


def _same_total(pair: Pair) -> Iterator[Pattern]:
    """Two one-dimensional arrays of other sizes with the same sum: one array, summed over its one or other axis."""
    c, r = pair.c.ravel(), pair.r.ravel()
    if pair.c.ndim > 1 or pair.r.ndim > 1 or min(c.size, r.size) < 2 or pair.whole:
        return
    if abs(c.sum() - r.sum()) <= PATIENCE * pair.eps * (np.abs(c).sum() + np.abs(r).sum()) and pair.eps < 1e-6:
        shapes = f"shapes {pair.c.shape} and {pair.r.shape}"
        line = f"{shapes}, but the same total, {r.sum():.6g}: one array, summed over another axis"
        yield Pattern("summed-over-another-axis", line, 0.0, None, 7)


def _rounding(pair: Pair) -> Iterator[Pattern]:
    """Differences of the size of rounding, in a lower precision or piled up, with both signs."""
    off = pair.c - pair.r
    n, scale, most = off.size, largest(pair.r), float(np.abs(off).max())
    if n < 8 or pair.whole:
        return
    even = abs(off.mean()) < 4 * off.std() / np.sqrt(n)
    for name, eps, f in PRECISIONS:
        held = np.array_equal(f(pair.c), pair.c)
        if eps > pair.eps and most <= PATIENCE * eps * scale and (held or (even and name == "float32")):
            line = f"the difference is rounding in {name}: up to {most / (eps * scale):.2g} units in its last place"
            line += (
                f", and the candidate's numbers are all of {name}" if held else "; a step on the way was computed in it"
            )
            yield Pattern("lower-precision", line, 0.0, None, 5)
            return
    units = most / (pair.eps * scale)
    if even and units <= 1000 and pair.eps < 1e-6:
        line = (
            f"the difference is of both signs and up to {units:.3g} units in the last place: "
            "rounding that has piled up, perhaps"
        )
        yield Pattern("piled-up-rounding", line, 0.0, None, 6)


def _stream(pair: Pair) -> Iterator[Pattern]:
    """Uncorrelated, and drawn from the same distribution as far as one can see."""
    c, r = pair.c.ravel(), pair.r.ravel()
    n = c.size
    if n < MANY or not np.ptp(c) or not np.ptp(r):
        return
    correlation = float(np.corrcoef(c, r)[0, 1])
    both = np.sort(np.concatenate([c, r]))
    gap = np.abs(np.searchsorted(np.sort(c), both, "right") - np.searchsorted(np.sort(r), both, "right")).max() / n
    if abs(correlation) < 4 / np.sqrt(n) and gap < 1.63 * np.sqrt(2 / n):
        line = (
            f"same shape and distribution (mean {c.mean():.3g} and {r.mean():.3g}, "
            f"std {c.std():.3g} and {r.std():.3g}), uncorrelated ({correlation:.2g}): another random stream"
        )
        yield Pattern("another-random-stream", line, 0.0, None, 7)
