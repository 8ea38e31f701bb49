"""Which questions are asked: the suite's own or PyTorch's, of which concepts, about which ops, which one case."""

from __future__ import annotations

from collections.abc import Sequence

from . import cases, database
from .contract import CONCEPTS, OPS, Question
from .usage import chosen

WHOSE = ("own", "pytorch")


def questions_about(
    whose: str, seed: int, dtypes: Sequence[str], concepts: Sequence[str], names: Sequence[str], case: str | None
) -> list[Question]:
    """The questions that are chosen so; no concepts or no names choose all.

    Raises:
        UsageError: an op, a concept or a case that is not there; PyTorch's questions cannot be read.
    """
    chosen("questions", (whose,), WHOSE)
    within = f" of {', '.join(concepts)}" if concepts else ""
    homes = {OPS[name].concept for name in names if name in OPS}
    if names and not concepts and all(name in OPS for name in names):
        concepts = tuple(c for c in CONCEPTS if c in homes)
    concepts = chosen("concept", concepts or CONCEPTS, CONCEPTS)
    asked = list(cases.questions(seed, concepts) if whose == "own" else database.questions(dtypes, concepts, names))
    if names:
        chosen("op", names, tuple(dict.fromkeys(q.op for q in asked)), within)
        asked = [q for q in asked if q.op in names]
    if case is not None:
        within = f" of {', '.join(names)}" if names else ""
        chosen("case", (case,), tuple(dict.fromkeys(q.case for q in asked)), within)
        asked = [q for q in asked if q.case == case]
    return asked
