"""What was found out about one candidate: plain data, that goes from one process to another."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from ..verdict import Row

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
class Edit:
    """Lines of a file that become others."""

    file: str
    at: int
    old: str
    new: tuple[str, ...]

    def __str__(self) -> str:
        lines = [] if self.old in self.new else [f"- {self.old.strip()}"]
        return "\n".join([*lines, *(f"+ {line.strip()}" for line in self.new if line != self.old)])


@dataclass(frozen=True)
class Problem:
    """One thing to know: a mistake, or a convention that is not PyTorch's.

    Args:
        name: of the cause, stable.
        line: the cause in a sentence, with its constant.
        quantities: those that it shows in.
        cases: the questions in which it shows.
        explained: share of the residual that the cause explains; 1 is down to rounding.
        evidence: what was seen, in a sentence.
        mend: what to change, in words.
        value: of the constant that the cause left open.
        also: causes that cannot be told apart from this one.
        file, at: where in the source.
        edit: the change of lines that mends it, proven.
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
    value: float | None = None
    also: tuple[str, ...] = ()
    file: str = ""
    at: int = 0
    edit: Edit | None = None


@dataclass
class Finding:
    """A candidate, what it was taken for, and everything that was seen.

    Args:
        sure: why it was taken for that.
        called_by: the methods or functions, a way for each form in which it was asked.
        layout: where the arrays lie, by argument, for each way.
        mapping: roles by the names of parameters, as the user said.
    """

    candidate: str
    op: str
    sure: str
    called_by: list[str] = field(default_factory=list)
    layout: list[dict[str, str]] = field(default_factory=list)
    mapping: dict[str, str] = field(default_factory=dict)
    file: str = ""
    at: int = 0
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

    def packed(self) -> dict[str, Any]:
        """As plain dictionaries and lists."""
        return asdict(self)

    @classmethod
    def unpacked(cls, packed: dict[str, Any]) -> Finding:
        """The same again."""
        return cls(
            **{
                **packed,
                "rows": [_row(r) for r in packed["rows"]],
                "problems": [_problem(p) for p in packed["problems"]],
            }
        )


@dataclass(frozen=True)
class Unrecognised:
    """Why a candidate was taken for nothing, and what its name makes one think of."""

    candidate: str
    reason: str
    guess: str = ""


def _row(packed: dict[str, Any]) -> OwnRow:
    return OwnRow(**{**packed, "causes": tuple(packed["causes"])})


def _problem(packed: dict[str, Any]) -> Problem:
    edit = packed["edit"]
    lists = {key: tuple(packed[key]) for key in ("quantities", "cases", "also")}
    return Problem(**{**packed, **lists, "edit": None if edit is None else Edit(**{**edit, "new": tuple(edit["new"])})})
