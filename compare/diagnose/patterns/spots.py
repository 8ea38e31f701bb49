"""A difference in some places only: where, and what happened there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..locate import locate, percent
from .bare import Array, Pair, choice, told_apart
from .faint import share
from .guess import Change, Pattern
from .values import numeral, scalings

SURE = 4.0  # decimal digits of evidence for several numbers at once
KINDS = 5  # of numbers by which the reference is multiplied, or which are added, in different places
FEW = 5  # elements that are listed with their numbers


def spotted(pair: Pair, foretold: Array, fit: Array, name: str, line: str, change: Change, level: int) -> Pattern:
    """The pattern of what is foretold everywhere but in some places.

    Args:
        foretold: what `change` makes of the reference.
        fit: where it is what the candidate has.
        name, line, level: of that change; the name is empty if nothing is changed.
    """
    error = ~fit
    where = locate(error, reference=foretold)
    c, x = pair.c, foretold
    before = f"it is {line}; but " if name else ""
    joined = f"{name}+" if name else ""
    spots = _within(pair, c[error], x[error])
    if spots is not None:
        what, words, f, more = spots
        if what == "zeroed" and where.endswith("scattered"):
            where = f"at {percent(float(error[x != 0].mean()))} of the elements, scattered, as after dropout"
        return Pattern(joined + what, f"{before}{words} {_at(where)}", 1.0, _overlaid(change, error, f), level + more)
    words = f"it differs {_at(where)}"
    if np.count_nonzero(error) <= FEW:
        words += ": " + "; ".join(
            f"{c[tuple(i)]:.6g} where the reference has {x[tuple(i)]:.6g}" for i in np.argwhere(error)
        )
    both = (c != 0) & (x != 0)
    if fit[both].all() and (c == 0).sum() > 1 and (x == 0).sum() > 1:
        return Pattern(
            joined + "another-mask",
            f"{before}zeros lie in other places, {(c == 0).mean():.2g} of the elements where the reference has "
            f"{(x == 0).mean():.2g}: another mask; the rest agrees",
            1.0,
            None,
            level + 1,
        )
    if not np.isfinite(c[error]).any() and np.isfinite(x[error]).all():
        return Pattern(
            joined + "not-finite",
            f"{before}nan or infinity {_at(where)}, where numbers ran out of range",
            1.0,
            None,
            level + 1,
        )
    return Pattern(joined + "some-elements", f"{before}{words}; the rest agrees", _share(pair, x), None, level + 2)


def _share(pair: Pair, foretold: Array) -> float:
    """The share of the residual that is explained, short of all of it."""
    return float(np.clip(share(pair.c, foretold, pair.r if pair.r.shape == pair.c.shape else None), 0, 1 - 1e-12))


def _within(pair: Pair, c: Array, x: Array) -> tuple[str, str, Change, int] | None:
    """What one change makes all of these numbers of the reference's."""
    if not np.any(c):
        return "zeroed", "zero", np.zeros_like, 1
    here = Pair(c, x, 0.0 if pair.whole else pair.eps, pair.least)
    for guess in scalings(here, c, x, functions=False):
        if guess.name and guess.level <= 1 and here.agree(c, guess.change(x), guess.scale).all():
            # A ratio or an offset of a few numbers only is one that people type, or else it would fit anything.
            if len(c) < 3 and guess.freedom + 0.5 > -len(c) * np.log10(pair.eps) / 3:
                continue
            words = guess.words.format(x="the reference")
            return guess.name, f"{words}," if guess.name != "sign-flip" else "the sign is flipped", guess.change, 2
    if len(c) > 1 and float(np.ptp(c)) <= pair.allowed(c):
        return "filled", f"{c[0]:.6g}", lambda y: np.full_like(y, c[0]), 2
    return None


def _overlaid(base: Change, error: Array, f: Change) -> Change:
    def change(r: Array) -> Array:
        x = np.array(base(r))
        x[error] = f(x[error])
        return x

    return change


def several(pair: Pair) -> Iterator[Pattern]:
    """A few factors, or a few offsets, each in places of its own."""
    if not (np.isfinite(pair.c).all() and np.isfinite(pair.r).all()):
        return
    for how in (_TIMES, _PLUS):
        kinds = _peeled(pair, how)
        if len(kinds) < 2:
            continue
        numbers = np.full(pair.c.shape, how.nothing)
        parts = []
        freedom = choice(*(int(np.count_nonzero(places)) for _, _, _, places in kinds))
        for value, text, digits, places in kinds:
            numbers[places] = value
            freedom += digits
            if value != how.nothing:
                parts.append(f"{how.word} {text} {_at(locate(places, reference=pair.r))}")
        parts += ["unchanged elsewhere"] if len(parts) < len(kinds) else []
        fit = np.ones(pair.c.shape, bool)
        if pair.evidence(pair.c, how.lay(pair.r, numbers), fit, fit, freedom) < SURE:
            continue
        yield Pattern(how.name, "it is the reference " + "; ".join(parts), 1.0, _laid(how, numbers), 4)


def _laid(how: _Laid, numbers: Array) -> Change:
    return lambda x: np.asarray(how.lay(x, numbers))


@dataclass(frozen=True)
class _Laid:
    """A number laid on every element: how, how to get it back, and the one that changes nothing."""

    name: str
    word: str
    lay: Any
    lift: Any
    nothing: float


_TIMES = _Laid("ratios-by-place", "times", np.multiply, np.divide, 1.0)
_PLUS = _Laid("offsets-by-place", "plus", np.add, np.subtract, 0.0)


def _peeled(pair: Pair, how: _Laid) -> list[tuple[float, str, float, Array]]:
    """The numbers one by one, in words, what they cost in digits, and their places.

    Each is that of the largest element left, and all that it explains. None at all if a number explains a single
    element (one that nobody types: two), or if there are too many.
    """
    c, r = pair.c, pair.r
    left = told_apart(c, r)
    kinds: list[tuple[float, str, float, Array]] = []
    while left.any():
        at = np.unravel_index(int(np.argmax(np.where(left, np.abs(r), -1.0))), r.shape)
        if len(kinds) == KINDS or (how is _TIMES and r[at] == 0):
            return []
        value = float(how.lift(c[at], r[at]))
        grain = 64 * pair.eps * max(1.0, abs(r[at] / value)) if value else 0.0
        known = numeral(pair, value, grain) if value else (0.0, "0", 0.0)
        if known is not None and pair.agree(c[at], how.lay(r[at], known[0])).all():
            value, text, digits = known
        else:
            known, text, digits = None, f"{value:.6g}", -float(np.log10(pair.eps))
        places = left & pair.agree(c, how.lay(r, value))
        if np.count_nonzero(places) < (2 if known else 3):
            return []
        kinds.append((value, text, digits, places))
        left &= ~places
    return kinds


def _at(where: str) -> str:
    if where.startswith(("where", "within", "off ", "above ", "below ", "at ")):
        return where
    return f"at {where}"
