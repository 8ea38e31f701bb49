"""Ask a candidate everything, judge the answers, and find the causes of what differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace

from ..contract import Absent
from ..diagnose.cause import Assumed
from ..diagnose.evidence import Evidence, gathered, verdicts
from ..diagnose.search import Account, accounts, alone
from ..run import OpQuestion, Reference
from ..suite import judged
from ..verdict import Row
from .adapter import Adapted
from .collect import Candidate
from .finding import Edit, Finding, Kind, OwnRow, Problem
from .mend import mend
from .observed import observed
from .plan import Plan
from .problems import DTYPES, NUMBERS, problems_of
from .promises import broken


def examine(candidate: Candidate, op: str, plans: Sequence[Plan], sure: str, seed: int = 0) -> Finding:
    """Everything about one candidate."""
    finding = Finding(
        candidate.name,
        op,
        sure,
        [p.native.words for p in plans],
        [p.lay for p in plans],
        candidate.mapping,
        *candidate.place,
    )
    for plan in plans:
        rows, problems = _asked(candidate, plan, seed)
        finding.rows += rows
        known = {(p.name, p.quantities) for p in finding.problems}
        finding.problems += [p for p in problems if (p.name, p.quantities) not in known]
    finding.assumptions = assumptions(plans)
    return finding


def assumptions(plans: Sequence[Plan]) -> list[str]:
    """What was assumed, in words: how it is called, and how its arrays lie where that is not PyTorch's way."""
    found: list[str] = []
    for plan in plans:
        found.append(f"called by {plan.native.words}")
        if plan.lay.get("input") == "*":
            found.append("takes one number at a time")
        elif plan.adapted("").looped:
            found.append("takes one sample at a time")
        for name, usual in plan.form.axes.items():
            lay = plan.lay.get(name, usual)
            if lay not in (usual, "*") and name != "y":
                found.append(f"{name} ({', '.join(lay)}), PyTorch ({', '.join(usual)})")
        found += [plan.view.line] if plan.view.line else []
        found += [f"compared with {k}={v!r}" for k, v in plan.fixed.items()]
        found += ["gives a loss per sample, and the gradient of their mean"] if plan.averaged else []
        found += plan.native.notes
    return list(dict.fromkeys(found))


def _asked(candidate: Candidate, plan: Plan, seed: int) -> tuple[list[OwnRow], list[Problem]]:
    namespace, questions = plan.adapted(candidate.name), plan.questions(seed)
    rows: list[Row] = []
    promises: list[tuple[str, tuple[str, ...], str]] = []
    for q in questions:
        for dtype in DTYPES:
            asked = Reference(q, dtype)
            try:
                found, more = judged(asked, namespace)
            except Absent:
                continue
            rows += more
            if dtype == "float64" and q is questions[0] and isinstance(found, dict):
                promises += broken(asked, namespace)
    asked_rows = [r for r in rows if not _beside_the_point(r)]
    accounted = _accounts(plan.op, questions, namespace, asked_rows)
    problems = problems_of(candidate, questions, namespace, asked_rows, accounted)
    problems += observed(candidate, asked_rows, promises, problems, questions[0].case)
    problems = [_with_mend(p, mend(candidate, plan, p, questions)) for p in problems]
    return _own_rows(candidate, asked_rows, problems), problems


def _with_mend(problem: Problem, edit: Edit | None) -> Problem:
    return problem if edit is None else replace(problem, edit=edit, at=edit.at)


def _beside_the_point(row: Row) -> bool:
    """What PyTorch itself cannot answer says nothing about the candidate, nor a check of zeros against zeros."""
    return row.status == "vacuous" and "PyTorch refuses" in row.cause


def _accounts(
    op: str, questions: Sequence[OpQuestion], namespace: Adapted, rows: Sequence[Row]
) -> dict[str, list[Account]]:
    """The causes by quantity: of what ordinary questions show, and then of what only special ones do."""
    ordinary = [q for q in questions if not q.exact]
    special = [q for q in questions if q.exact]
    found: dict[str, list[Account]] = {}
    base: dict[str, tuple[Assumed, ...]] = {}
    for group in (ordinary, special):
        names = {q.case for q in group}
        failing = {r.quantity for r in rows if r.case in names and r.dtype == "float64" and r.status in NUMBERS}
        failing = {q for q in failing if q.startswith(("y", "grad ")) or q.endswith(" after")}
        if not failing or not group:
            continue
        shaped = base.get("y", ())
        evidence = gathered(group, namespace, shaped)
        given = accounts(op, evidence, failing, base)
        if any(r.status == "shape" and r.quantity == "y" for r in rows) and given.get("y") and given["y"].exact:
            evidence = gathered(group, namespace, given["y"].assumed)
            gradients = {f"grad {n}" for n in group[0].about.differentiable}
            failing |= gradients & {q for e in evidence for q in e.found}
            given |= {q: a for q, a in accounts(op, evidence, failing, base).items() if q != "y"}
        for quantity, account in given.items():
            if quantity in failing and account.exact and account.assumed == base.get(quantity, ()):
                account = _finely(op, evidence, group, namespace, quantity, account)
            if quantity in failing or account.assumed != base.get(quantity, ()):
                found.setdefault(quantity, []).append(account)
            if account.exact:
                base[quantity] = account.assumed
    return found


def _finely(
    op: str,
    evidence: Sequence[Evidence],
    questions: Sequence[OpQuestion],
    namespace: Adapted,
    quantity: str,
    account: Account,
) -> Account:
    """A cause of what is off by so little that only the full verdict sees it."""
    for hypothesis in alone(op, evidence, quantity):
        if hypothesis:
            rows = verdicts(questions, namespace, (*account.assumed, *hypothesis), ("float64",))
            if all(r.ok for r in rows if r.quantity == quantity):
                return Account((*account.assumed, *hypothesis))
    return account


def _own_rows(candidate: Candidate, rows: Sequence[Row], problems: Sequence[Problem]) -> list[OwnRow]:
    """The rows with what was found out about each."""
    found = []
    for row in rows:
        mine = [p for p in problems if row.quantity in p.quantities and row.case in p.cases] if not row.ok else []
        kind: Kind = ""
        if mine:
            kind = "mistake" if any(p.kind == "mistake" for p in mine) else "convention"
        status = "known" if kind == "convention" else row.status
        cause = "; ".join(p.line for p in mine) or row.cause
        values = {**asdict(row), "status": status, "cause": cause}
        found.append(
            OwnRow(
                **values,
                candidate=candidate.name,
                kind=kind,
                causes=tuple(p.name for p in mine),
                explained=min((p.explained for p in mine), default=None),
                line=mine[0].at if mine else 0,
                mend=str(mine[0].edit or mine[0].mend) if mine else "",
            )
        )
    return found
