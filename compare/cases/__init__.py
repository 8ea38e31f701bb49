"""The questions, by concept. For an op: the generator with its name in the file of its concept."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator
from dataclasses import replace

from ..contract import CONCEPTS, OPS, Case, Question
from ..run import OpQuestion
from ._draw import Draw

LAYOUTS = {"F": "Fortran order", "strided": "gaps in memory", "reversed": "negative strides"}
ELSEWHERE = {"training": "compare.trajectory"}  # concepts whose questions need a room of their own


def cases(op: str, seed: int) -> Iterator[Case]:
    """The cases of an op; the first one also in every layout that arrays can have in memory."""
    module = importlib.import_module(f"{__name__}.{OPS[op].concept}")
    for i, case in enumerate(getattr(module, op)(Draw(seed, op))):
        yield case
        if i == 0:
            for layout, words in LAYOUTS.items():
                yield replace(case, name=f"{case.name}, {words}", layout=layout)


def questions(seed: int = 0, concepts: Collection[str] = CONCEPTS) -> Iterator[Question]:
    """Every question of the concepts, in their order."""
    for concept in CONCEPTS:
        if concept not in concepts:
            continue
        ops = [name for name, op in OPS.items() if op.concept == concept]
        if ops:
            for op in ops:
                yield from (OpQuestion(OPS[op], case, seed) for case in cases(op, seed))
        else:
            yield from importlib.import_module(ELSEWHERE.get(concept, f"{__name__}.{concept}")).questions(seed)
