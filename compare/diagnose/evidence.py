"""What a candidate answered, and how well a hypothesis foretells it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from ..contract import Absent, Answer, Namespace, Question, Raised, Unsupported
from ..run import Reference, answer
from ..verdict import Row, judge
from .cause import Assumed, under
from .program import altered

EXACT = 1e-10  # of the largest value: closer than that a hypothesis is worth the full verdict


@dataclass
class Evidence:
    """One question in float64, the candidate's answer, and what hypotheses foretell."""

    asked: Reference
    found: Answer
    foretold: dict[tuple[Assumed, ...], Answer | Raised] = field(default_factory=dict)

    def foretell(self, assumed: tuple[Assumed, ...]) -> Answer | Raised:
        """What PyTorch, changed so, answers to the same inputs."""
        if assumed not in self.foretold:
            q = self.asked.question
            changed = altered(under(q.op, assumed), self.found)
            self.foretold[assumed] = answer(q, changed, self.asked.inputs, self.asked.dtype)
        return self.foretold[assumed]

    def residual(self, quantity: str, assumed: tuple[Assumed, ...] = ()) -> float:
        """How far what is foretold is from what was found: a root mean square over the largest value foretold.

        Infinite where the shapes, or the places of nan and inf, are others; nan where there is nothing to foretell.
        """
        found = self.found.get(quantity)
        if not isinstance(found, np.ndarray):
            return np.nan
        foretold = self.foretell(assumed)
        expected = foretold.get(quantity) if isinstance(foretold, dict) else None
        if not isinstance(expected, np.ndarray) or expected.shape != found.shape:
            return np.inf
        if not np.array_equal(np.isfinite(found), np.isfinite(expected)):
            return np.inf
        with np.errstate(all="ignore"):
            finite = np.isfinite(found)
            a, b = found[finite].astype(np.float64), expected[finite].astype(np.float64)
            if not np.array_equal(found[~finite], expected[~finite], equal_nan=True):
                return np.inf
            if not a.size:
                return 0.0
            scale = max(float(np.abs(b).max()), float(np.finfo(np.float64).tiny))
            return float(np.sqrt(np.mean(np.square(a - b)))) / scale


def gathered(questions: Sequence[Question], candidate: Namespace, assumed: tuple[Assumed, ...] = ()) -> list[Evidence]:
    """Ask the candidate in float64; under a hypothesis the shapes, and so the cotangents, are its own."""
    found = []
    for q in questions:
        asked = Reference(q, "float64", altered(under(q.op, assumed)) if assumed else None)
        try:
            given = answer(q, candidate, asked.inputs, asked.dtype)
        except (Absent, Unsupported):
            continue
        if isinstance(given, dict):
            found.append(Evidence(asked, given))
    return found


def verdicts(
    questions: Sequence[Question], candidate: Namespace, assumed: tuple[Assumed, ...], dtypes: Sequence[str]
) -> list[Row]:
    """The full verdict on the candidate, with the reference changed."""
    rows: list[Row] = []
    for q in questions:
        for dtype in dtypes:
            asked = Reference(q, dtype, altered(under(q.op, assumed)) if assumed else None)
            try:
                found = answer(q, candidate, asked.inputs, asked.dtype)
            except (Absent, Unsupported):
                continue
            if assumed and isinstance(found, dict):
                asked = Reference(q, dtype, altered(under(q.op, assumed), found))
            rows += judge(asked, found, candidate.name)
    return rows
