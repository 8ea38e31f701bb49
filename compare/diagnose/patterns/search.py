"""Which pattern turns the reference into the candidate, down to rounding? Simple ones first, then two at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from . import lines
from .arrangements import arrangements, diagonal, reductions
from .bare import Array, Pair, told_apart
from .faint import faint, partly, share
from .guess import NOTHING, Guess, Pattern, joined
from .spots import several, spotted
from .values import FUNCTIONS, limits, roundings, scalings

ENOUGH = 1.0  # decimal digits of evidence beyond what a hypothesis takes from the data, and one more for each level
EXCEPTIONS = 3.0  # and more if it has exceptions, for many were tried
LEAST = 0.05  # a hypothesis that is right in a smaller share of the elements is none
MOST_SPOTTED = 3  # hypotheses whose exceptions are looked at


class Search:
    """The search for what one array has to do with another."""

    def __init__(self, pair: Pair):
        self.pair = pair
        self.alike = pair.c.shape == pair.r.shape
        c, r = pair.c, pair.r
        self.differs = np.asarray(~pair.agree(c, r)) if self.alike else np.ones(c.shape, bool)
        self.same = int(np.count_nonzero(~self.differs & told_apart(c, r))) if self.alike else 0
        self.places = self._places()
        self.tried: list[tuple[Guess, Array]] = []  # with the places where they are right, most but not all
        self.near: list[tuple[float, Guess, Guess]] = []  # arrangements, scalings, and the share that they explain

    def _places(self) -> tuple[Any, ...]:
        """A sample of the candidate's elements, half of it from those that differ."""
        places = self.pair.places
        wrong = np.flatnonzero(self.differs)
        if self.pair.c.size > len(places) and 0 < len(wrong) < self.pair.c.size:
            half = len(places) // 2
            wrong = np.random.default_rng(1).choice(wrong, min(half, len(wrong)), replace=False)
            places = np.concatenate([places[::2], wrong])
        return np.unravel_index(places, self.pair.c.shape) if self.pair.c.ndim else (None,)

    def found(self) -> list[Pattern]:
        """The patterns that cannot be told apart, best first; none where nothing explains the difference."""
        patterns: list[Pattern] = []
        for stage in (self._plain, self._spotted, self._faint):
            patterns = _best([*patterns, *stage()])
            if patterns and patterns[0].exact:
                break
        return patterns

    def _plain(self) -> Iterator[Pattern]:
        """One change of all of the reference, or an arrangement and a change of every number."""
        pair, c, r = self.pair, self.pair.c, self.pair.r
        if c.size > 1 and np.ptp(c) == 0 and not (self.alike and np.ptp(r) == 0):
            yield Pattern(
                "constant", f"it is {c.flat[0]:.6g} everywhere", 1.0, lambda x: np.full(c.shape, c.flat[0]), 0
            )
            return
        guesses: list[Guess] = []
        if self.alike:
            guesses += [*limits(pair, c, r), *roundings(pair, c, pair.whole), *lines.functions(r, c)]
        yield from self._exact([*guesses, *self._scaled()])
        yield from self._backwards()

    def _scaled(self) -> Iterator[Guess]:
        """Every arrangement of the reference with every scaling, if a sample of the elements speaks for it."""
        pair = self.pair
        cs, differs = pair.c[self.places], self.differs[self.places]
        rs = pair.r[self.places] if self.alike else None
        for s in [*([NOTHING] if self.alike else []), *arrangements(pair.r.shape, pair.c.shape)]:
            xs = s.change(pair.r)[self.places]
            for v in scalings(pair, cs, xs, functions="+" not in s.name):
                if not s.name and not v.name:
                    continue
                foretold = v.change(xs)
                fit = pair.agree(cs, foretold, v.scale)
                if pair.evidence(cs, foretold, fit, differs, v.freedom, v.scale) >= _enough(s.level + v.level, fit):
                    yield joined(s, v)
                self.near.append((share(cs, foretold, rs), s, v))

    def _exact(self, guesses: Iterable[Guess]) -> Iterator[Pattern]:
        """Those that give the candidate in every element; the others that give much of it are kept for later."""
        pair, c = self.pair, self.pair.c
        lowest = np.inf
        for guess in sorted(guesses, key=lambda g: g.level):
            if guess.level > lowest:
                return
            foretold = np.asarray(guess.change(pair.r), np.float64)
            fit = pair.agree(c, foretold, guess.scale)
            if pair.evidence(c, foretold, fit, self.differs, guess.freedom, guess.scale) < _enough(guess.level, fit):
                continue
            if fit.all():
                lowest = guess.level
                yield Pattern(
                    guess.name, f"it is {guess.words.format(x='the reference')}", 1.0, guess.change, guess.level
                )
            elif guess.name != "lower-precision" and np.count_nonzero(fit & told_apart(c, foretold)) > max(
                self.same, 2, LEAST * c.size
            ):
                self.tried.append((guess, fit))

    def _backwards(self) -> Iterator[Pattern]:
        """What would turn the candidate into the reference: a step that is missing."""
        pair = self.pair
        swapped = Pair(pair.r, pair.c, 0.0 if pair.whole else pair.eps, pair.least)
        guesses: list[Guess] = []
        if self.alike:
            guesses += [*limits(swapped, pair.r, pair.c), *lines.functions(pair.c, pair.r)]
            guesses += [
                Guess(name, words, f)
                for name, words, f in FUNCTIONS
                if name in ("relu", "sigmoid", "tanh", "absolute", "squared")
            ]
        else:
            steps = [*reductions(pair.c.shape, pair.r.shape), *diagonal(pair.c.shape, pair.r.shape)]
            steps += [g for g in arrangements(pair.c.shape, pair.r.shape) if g.name in ("cut", "every-second")]
            guesses += steps
            for s in steps:
                x = s.change(pair.c)
                guesses += [
                    joined(s, v) for v in scalings(swapped, pair.r, x, functions=False) if v.name == "constant-ratio"
                ]
        inner = Search(swapped)
        for p in inner._exact(guesses):
            words = p.line.removeprefix("it is ").replace("the reference", "the candidate")
            line = f"a step is missing: {words} is the reference"
            yield replace(p, name=f"missing-{p.name}", line=line, change=None, level=p.level + 1)

    def _spotted(self) -> Iterator[Pattern]:
        """A difference in some places only, rows in another order, numbers by row or by place."""
        pair = self.pair
        if self.alike:
            fit = np.asarray(~self.differs)
            news = told_apart(pair.c, pair.r)
            if pair.evidence(pair.c, pair.r, fit, news, 0.0) >= (2 if np.count_nonzero(fit) * 2 >= fit.size else 4):
                yield spotted(pair, pair.r, fit, "", "", NOTHING.change, 0)
        for guess, fit in sorted(self.tried, key=lambda t: (-np.count_nonzero(t[1]), t[0].level))[:MOST_SPOTTED]:
            foretold = np.array(guess.change(pair.r), np.float64)
            line = guess.words.format(x="the reference")
            yield spotted(pair, foretold, fit, guess.name, line, guess.change, guess.level)
        if self.alike:
            yield from several(pair)
            yield from self._exact([*lines.reordered(pair), *lines.per_line(pair)])
        yield from self._exact(lines.same_numbers(pair))

    def _faint(self) -> Iterator[Pattern]:
        """What explains a share only, or is seen in the numbers as a whole."""
        if part := partly(self.pair, self.near):
            yield part
        yield from faint(self.pair)


def _enough(level: int, fit: Array) -> float:
    return ENOUGH + level + (0.0 if fit.all() else EXCEPTIONS)


def _best(patterns: Iterable[Pattern]) -> list[Pattern]:
    """The best pattern, and those as simple that explain as much."""
    ranked = sorted(patterns, key=lambda p: (-p.explained, p.level))
    return [p for p in ranked if (p.explained, p.level) == (ranked[0].explained, ranked[0].level)]
