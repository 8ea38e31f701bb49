"""A hypothesis about two arrays, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

Change = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Guess:
    """A change to the reference that may give the candidate.

    Args:
        name: stable, words with hyphens; empty for no change.
        words: what the candidate is then, a phrase in which `{x}` is the reference.
        change: turns the reference into it.
        level: how far-fetched it is; simple ones are preferred.
        freedom: the decimal digits that it took from the data.
        scale: the largest number on the way, where numbers cancel.
    """

    name: str
    words: str
    change: Change
    level: int = 1
    freedom: float = 0.0
    scale: float = 0.0


@dataclass(frozen=True)
class Pattern:
    """Why two arrays differ.

    Args:
        name: stable, words with hyphens; `a+b` where two are laid on top of each other.
        line: a sentence with the numbers.
        explained: the share of the residual that it explains; 1 is down to rounding.
        change: turns the reference into what the candidate has; None where the reference alone does not tell.
        level: how far-fetched it is.
    """

    name: str
    line: str
    explained: float = 1.0
    change: Change | None = None
    level: int = 1

    @property
    def exact(self) -> bool:
        return self.explained == 1.0


NOTHING = Guess("", "{x}", lambda x: x, 0)


def joined(first: Guess, second: Guess) -> Guess:
    """One change, and another of what it makes."""
    if not first.name or not second.name:
        return first if first.name else second
    return Guess(
        f"{first.name}+{second.name}",
        second.words.format(x=first.words + ("," if second.words.startswith("{x}") else "")),
        lambda x: second.change(first.change(x)),
        first.level + second.level,
        second.freedom,
        second.scale,
    )
