"""Rows and problems of what is not asked through the contract."""

from __future__ import annotations

from typing import Any

from ...contract import Raised
from ...diagnose.cause import every_cause
from ..collect import Candidate
from ..finding import Finding, Kind, OwnRow, Problem


class Notes:
    """A finding under way: a row per comparison, a problem per thing that is wrong."""

    def __init__(self, candidate: Candidate, concept: str, op: str, sure: str, *assumptions: str):
        self.concept = concept
        self.finding = Finding(candidate.name, op, sure, [], [], {}, *candidate.place, assumptions=list(assumptions))

    def agrees(self, case: str, quantity: str, **values: Any) -> None:
        """A row that agrees."""
        self._row(case, quantity, "agrees", "", **values)

    def known(self, name: str, line: str, case: str, quantities: tuple[str, ...], evidence: str) -> None:
        """A convention, and its rows."""
        self._problem(name, "convention", line, case, quantities, evidence)
        for quantity in quantities:
            self._row(case, quantity, "known", "convention", cause=line, causes=(name,))

    def wrong(self, name: str, case: str, quantities: tuple[str, ...], evidence: str, line: str = "") -> None:
        """A mistake, and its rows."""
        cause = next(c for c in every_cause() if c.name == name)
        self._problem(name, "mistake", line or cause.line, case, quantities, evidence, cause.mend)
        for quantity in quantities:
            self._row(case, quantity, "differs", "mistake", cause=f"{line or cause.line}: {evidence}", causes=(name,))

    def failed(self, case: str, error: BaseException) -> None:
        """An exception."""
        self.wrong("raises", case, ("raises",), f"in {case}", f"it raises an exception: {Raised.of(error)}")

    def _row(self, case: str, quantity: str, status: str, kind: Kind, **values: Any) -> None:
        row = OwnRow(
            self.concept,
            self.finding.op,
            case,
            "float64",
            quantity,
            status,
            candidate=self.finding.candidate,
            kind=kind,
            line=self.finding.at,
            **values,
        )
        self.finding.rows.append(row)

    def _problem(
        self, name: str, kind: Kind, line: str, case: str, quantities: tuple[str, ...], evidence: str, mend: str = ""
    ) -> None:
        self.finding.problems.append(
            Problem(
                self.finding.candidate,
                name,
                kind,
                line,
                quantities,
                (case,),
                1.0,
                evidence,
                mend,
                file=self.finding.file,
                at=self.finding.at,
            )
        )
