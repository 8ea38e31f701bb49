"""An op as people write it: which arrays it takes, how they may lie, what its code is asked."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

from ..cases import cases
from ..cases._draw import Draw
from ..contract import OPS, Case, Seed
from ..inputs import arrays_in

ROOMS = ("activation", "linear", "loss", "convolution", "pooling", "normalization", "dropout", "shape")
BEYOND = ("alpha_dropout", "feature_alpha_dropout", "rrelu")  # what they draw cannot be read off what they return
USUAL = 16  # questions about an op that has none of its own here
Lay = dict[str, str]


@dataclass(frozen=True)
class Form:
    """One form in which an op is written: for matrices, or images, or single numbers.

    Args:
        name: such as `2-d`; empty where there is one only.
        questions: what is asked, the plainest first, whose sizes differ pairwise; in torch's axes.
        axes: torch's axes by array: `{"input": "NC", "y": "NC"}`; none where the shape plays no part.
        choices: groups of arrays that lie together, each with the ways that they may lie, the commonest first.
        values: roles that follow from the arguments, such as `in_features`; given the arrays as the code has them.
        each: how a call is made where the code takes one sample (`"N"`), or one number (`"*"`), at a time.
        views: other ways to hand over arrays than torch's, such as probabilities for logits: see `View`.
    """

    name: str
    questions: Callable[[Draw], Iterator[Case]]
    axes: Lay = field(default_factory=dict)
    choices: tuple[tuple[Lay, ...], ...] = ()
    values: Callable[[Mapping[str, Any]], dict[str, Any]] = lambda arguments: {}
    views: tuple[View, ...] = ()

    def lays(self) -> Iterator[Lay]:
        """Every way in which the arrays may lie together."""
        for picked in itertools.product(*self.choices):
            yield {**self.axes, **{name: lay for group in picked for name, lay in group.items()}}


@dataclass(frozen=True)
class View:
    """Another way to hand over what an op takes.

    Args:
        line: what is assumed, such as `takes probabilities`.
        there: from the arguments by name to what the code takes.
        back: from the code's gradient of `input` and the arguments to torch's.
    """

    line: str
    there: Callable[[dict[str, Any]], dict[str, Any]]
    back: Callable[[np.ndarray, dict[str, Any]], np.ndarray] = lambda g, arguments: g


PLAIN = View("", lambda a: a)


@dataclass(frozen=True)
class Subject:
    """An op and the forms in which people write it."""

    op: str
    forms: tuple[Form, ...]


@cache
def subjects() -> dict[str, Subject]:
    """Every op that can be recognised."""
    found = (s for room in ROOMS for s in import_module(f"{__package__}.subjects.{room}").SUBJECTS)
    known = {s.op: s for s in found}
    return known | {op: Subject(op, (Form("", _usual(op)),)) for op in OPS if op not in known and op not in BEYOND}


def _usual(op: str) -> Callable[[Draw], Iterator[Case]]:
    """The report's own questions about an op, those of plain numbers, for code in PyTorch's axes."""

    def questions(draw: Draw) -> Iterator[Case]:
        asked = [c for c in cases(op, 0) if not c.raises and c.layout == "C" and "float64" in c.dtypes]
        plain = [
            c
            for c in asked
            if all(x.size and np.isfinite(x).all() for x in arrays_in([*c.call.args, *c.call.kwargs.values()]))
        ]
        seeded = [c for c in plain if not any(isinstance(v, Seed) for v in c.call.kwargs.values())]
        yield from seeded[:USUAL]

    return questions
