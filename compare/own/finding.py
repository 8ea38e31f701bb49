"""What was found out about one candidate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..diagnose.cause import Assumed
from ..verdict import Row
from .collect import Candidate
from .plan import Plan

Kind = Literal["", "convention", "mistake"]


@dataclass(frozen=True)
class OwnRow(Row):
    """A row of the report about a user's code.

    Args:
        candidate: the class or function.
        kind: of what is wrong: `convention` or `mistake`; empty where it agrees.
        causes: stable names, the first one first.
        explained: share of the residual that the causes explain.
        line: of the source.
        mend: what to change.
    """

    candidate: str = ""
    kind: Kind = ""
    causes: tuple[str, ...] = ()
    explained: float | None = None
    line: int = 0
    mend: str = ""


@dataclass(frozen=True)
class Problem:
    """One thing to know: a mistake, or a convention that is not PyTorch's.

    Args:
        assumed: the causes; none where nothing explains it.
        quantities: those that it shows in.
        cases: the questions in which it shows.
        evidence: what was seen, in a sentence.
        mend: what to change, in words or as a change of lines.
        also: causes that cannot be told apart from these.
        file, at: where in the source.
        edit: the change that mends it, proven.
    """

    candidate: str
    name: str
    kind: Kind
    line: str
    quantities: tuple[str, ...]
    cases: tuple[str, ...]
    explained: float
    evidence: str
    mend: str
    assumed: tuple[Assumed, ...] = ()
    also: tuple[str, ...] = ()
    file: str = ""
    at: int = 0
    edit: Any = None


@dataclass
class Finding:
    """A candidate, what it was taken for, and everything that was seen."""

    candidate: Candidate
    op: str
    plans: Sequence[Plan]
    sure: str
    assumptions: list[str] = field(default_factory=list)
    rows: list[OwnRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """`right`, `convention`, `mistake`, or `unchecked` where nothing could be asked."""
        kinds = {p.kind for p in self.problems}
        if "mistake" in kinds:
            return "mistake"
        if not any(r.status in ("agrees", "known") for r in self.rows):
            return "unchecked"
        return "convention" if "convention" in kinds else "right"
