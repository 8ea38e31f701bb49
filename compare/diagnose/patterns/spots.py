"""A difference in some places only: where, and what happened there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..locate import locate
from .bare import Array, Pair, told_apart
from .guess import Change, Pattern
from .values import scalings

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
        if what == "zeroed" and where.startswith("scattered"):
            where = _share(name, line, float(error[x != 0].mean()))
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
        return Pattern(joined + "not-finite", f"{before}nan or infinity {_at(where)}, where numbers ran out of range", 1.0, None, level + 1)
    return Pattern(joined + "some-elements", f"{before}{words}; the rest agrees", 1.0, None, level + 2)


def _within(pair: Pair, c: Array, x: Array) -> tuple[str, str, Change, int] | None:
    """What one change makes all of these numbers of the reference's."""
    if not np.any(c):
        return "zeroed", "zero", np.zeros_like, 1
    here = Pair(c, x, 0.0 if pair.whole else pair.eps)
    for guess in scalings(here, c, x, functions=False):
        if guess.name and guess.level <= 1 and here.agree(c, guess.change(x), guess.scale).all():
            # A ratio or an offset of a few numbers only is one that people type, or else it would fit anything.
            if len(c) < 3 and guess.freedom + 0.5 > len(c) * here_digits(pair):
                continue
            words = guess.words.format(x="the reference")
            return guess.name, f"{words}," if guess.name != "sign-flip" else "the sign is flipped", guess.change, 2
    if len(c) > 1 and float(np.ptp(c)) <= pair.allowed(c):
        return "filled", f"{c[0]:.6g}", lambda y: np.full_like(y, c[0]), 2
    return None


def here_digits(pair: Pair) -> float:
    return -float(np.log10(pair.eps)) / 3


def _overlaid(base: Change, error: Array, f: Change) -> Change:
    def change(r: Array) -> Array:
        x = np.array(base(r))
        x[error] = f(x[error])
        return x

    return change


def several(pair: Pair) -> Iterator[Pattern]:
    """A few factors, or a few offsets, each in places of its own."""
    for name, words, numbers in (("ratios-by-place", "times", _ratios), ("offsets-by-place", "plus", _offsets)):
        kinds = numbers(pair)
        if kinds is None or len(kinds) < 2:
            continue
        factor = np.full(pair.c.shape, 1.0 if words == "times" else 0.0)
        parts = []
        for value, text, places in kinds:
            factor[places] = value
            parts.append(f"{words} {text} {_at(locate(places, reference=pair.r))}")
        change: Change = (lambda x, f=factor: x * f) if words == "times" else (lambda x, f=factor: x + f)
        yield Pattern(name, "it is the reference " + "; ".join(parts), 1.0, change, 3)


def _ratios(pair: Pair) -> list[tuple[float, str, Array]] | None:
    return _peeled(pair, lambda c, r: c / r, lambda r, v: r * v)


def _offsets(pair: Pair) -> list[tuple[float, str, Array]] | None:
    return _peeled(pair, lambda c, r: c - r, lambda r, v: r + v)


def _peeled(pair: Pair, inverse, forward) -> list[tuple[float, str, Array]] | None:  # type: ignore[no-untyped-def]
    """The numbers one by one: each time that of the largest element which is left, and all that it explains."""
    from .values import _known

    c, r = pair.c, pair.r
    if not (np.isfinite(c).all() and np.isfinite(r).all()):
        return None
    left = told_apart(c, r)
    kinds = []
    while left.any():
        if len(kinds) == KINDS:
            return None
        at = np.unravel_index(int(np.argmax(np.where(left & (r != 0), np.abs(r), -1.0))), r.shape)
        if r[at] == 0:
            return None
        value = float(inverse(c[at], r[at]))
        known = _known(pair, value, 64 * pair.eps * max(1.0, abs(r[at] / value) if value else 1.0)) if value else None
        if known is not None and not pair.agree(c[at], forward(r[at], known[0])).all():
            known = None
        value, text = (known[0], known[1]) if known else (value, f"{value:.6g}")
        places = left & pair.agree(c, forward(r, value))
        if np.count_nonzero(places) < (2 if known else 3):
            return None
        kinds.append((value, text, places))
        left &= ~places
    return kinds


def _share(name: str, line: str, share: float) -> str:
    return f"at {100 * share:.3g} % of the elements, scattered, as after dropout"


def _at(where: str) -> str:
    if where.startswith(("where", "within", "off ", "above ", "below ", "at ")):
        return where
    return f"at {where}"
