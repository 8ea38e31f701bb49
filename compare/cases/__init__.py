"""The questions, by concept. For an op: the generator with its name in the file of its concept."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np

from ..contract import CONCEPTS, OPS, Call, Case, Question
from ..inputs import mapped
from ..run import OpQuestion, parameter_names
from ._draw import Draw

LAYOUTS = {
    "F": "Fortran order",
    "strided": "gaps in memory",
    "reversed": "negative strides",
    "swapped": "the other byte order",
    "still": "strides of zero",
}
ELSEWHERE = {"training": "compare.trajectory"}  # concepts whose questions need a room of their own


def cases(op: str, seed: int) -> Iterator[Case]:
    """The cases of an op; the first one also in every layout that arrays can have in memory."""
    module = importlib.import_module(f"{__name__}.{OPS[op].concept}")
    for i, case in enumerate(getattr(module, op)(Draw(seed, op))):
        yield case
        if i == 0:
            for layout, words in LAYOUTS.items():
                asked = case.call if layout != "still" else _still(op, case.call)
                drawn = layout == "still" and "rng" in parameter_names(op)  # masks are drawn in the order of memory,
                exact = case.exact or drawn  # and an array that is moved is still no more
                yield replace(case, name=f"{case.name}, {words}", call=asked, layout=layout, exact=exact)


def _still(op: str, call: Call) -> Call:
    """The call with arrays that are the same along their first axis, but for those that the op writes to."""

    def still(name: str, value: object) -> object:
        return (
            value if name in OPS[op].buffers else mapped(value, lambda x: np.repeat(x[:1], len(x), 0) if x.ndim else x)
        )

    args = tuple(still(name, value) for name, value in zip(parameter_names(op), call.args))
    return Call(args, {name: still(name, value) for name, value in call.kwargs.items()})


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
