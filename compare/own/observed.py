"""What is seen without trying a cause: written arguments, other dtypes, broken promises of a pullback."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnose.cause import every_cause
from ..run import CHANGED
from ..verdict import Row
from .collect import Candidate
from .finding import Problem
from .problems import source, times


def observed(
    candidate: Candidate,
    rows: Sequence[Row],
    promises: Sequence[tuple[str, tuple[str, ...], str]],
    problems: Sequence[Problem],
    case: str,
) -> list[Problem]:
    """What is seen without trying a cause: written arguments, other dtypes, and broken promises of a pullback."""
    found: list[Problem] = []

    def note(name: str, quantities: tuple[str, ...], cases: tuple[str, ...], evidence: str) -> None:
        cause = next(c for c in every_cause() if c.name == name)
        where = source(candidate, quantities)
        found.append(
            Problem(
                candidate.name,
                name,
                cause.kind,
                cause.line,
                quantities,
                cases,
                1.0,
                evidence,
                cause.mend,
                None,
                (),
                *where,
            )
        )

    written = [r for r in rows if r.status == "mutates"]
    for argument, name in (("dy", "upstream-mutated"), ("input", "input-mutated")):
        cases = tuple(dict.fromkeys(r.case for r in written if f"'{argument}'" in r.cause))
        if cases:
            note(name, (CHANGED,), cases, f"{argument} was changed by the call in {times(len(cases))}")
    drift = [r for r in rows if r.status == "dtype"]
    if drift:
        quantities = tuple(dict.fromkeys(r.quantity for r in drift))
        note("float64-upcast", quantities, tuple(dict.fromkeys(r.case for r in drift)), drift[0].cause)
    spoilt = {q for p in problems if p.kind == "mistake" for q in p.quantities}
    for name, quantities, evidence in promises:
        if name == "gradients-accumulate" or not spoilt & set(quantities):
            note(name, quantities, (case,), evidence)
    return found
