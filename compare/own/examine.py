"""Ask a candidate everything, judge the answers, and find the causes of what differs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, replace

import numpy as np

from ..contract import Absent
from ..diagnose.cause import Assumed, every_cause
from ..diagnose.evidence import Evidence, gathered, verdicts
from ..diagnose.search import Account, accounts, alone
from ..run import CHANGED, OpQuestion, Reference
from ..suite import judged
from ..verdict import Row
from .adapter import Adapted
from .collect import Candidate
from .finding import Edit, Finding, Kind, OwnRow, Problem
from .mend import mend
from .plan import Plan
from .promises import broken
from .slope import own_gradient

DTYPES = ("float64", "float32")
NUMBERS = ("differs", "nonfinite", "shape", "vacuous", "error")


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
    problems = _problems(candidate, plan, questions, namespace, asked_rows, accounted)
    problems += _observed(candidate, asked_rows, promises, problems, questions[0].case)
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


def _problems(
    candidate: Candidate,
    plan: Plan,
    questions: Sequence[OpQuestion],
    namespace: Adapted,
    rows: Sequence[Row],
    accounted: dict[str, list[Account]],
) -> list[Problem]:
    """A problem for every cause, with the rows that it explains; and one for what nothing explains."""
    failing = [r for r in rows if r.status in NUMBERS and not r.ok]
    found: list[Problem] = []
    explained: set[tuple[str, str, str]] = set()
    final = {q: a[-1] for q, a in accounted.items()}
    judged_so: dict[tuple[Assumed, ...], set[tuple[str, str, str]]] = {}
    for given in accounted.values():
        for account in given:
            if account.exact and account.assumed not in judged_so:
                again = verdicts(questions, namespace, account.assumed, DTYPES)
                judged_so[account.assumed] = {_key(r) for r in again if r.ok or r.status == "dtype"}
    holds = {
        q: [a for a in given if a.exact and any(_key(r) in judged_so[a.assumed] for r in failing if r.quantity == q)]
        for q, given in accounted.items()
    }
    causes: dict[Assumed, list[str]] = {}
    for quantity, given in holds.items():
        for account in given:
            explained |= {_key(r) for r in failing if r.quantity == quantity and _key(r) in judged_so[account.assumed]}
            for each in account.assumed:
                if quantity not in causes.setdefault(each, []):
                    causes[each].append(quantity)
    for assumed, quantities in causes.items():
        cases = tuple(dict.fromkeys(r.case for r in failing if r.quantity in quantities and _key(r) in explained))
        others = [h for q in quantities for a in holds[q] for h in a.also]
        also = tuple(dict.fromkeys(h[-1].cause.name for h in others if h and h[-1].cause.name != assumed.cause.name))
        own = _own(questions, namespace, quantities)
        evidence = (
            f"PyTorch, changed so, gives the same {_listed(quantities)} down to rounding in {_times(len(cases))}{own}"
        )
        found.append(
            Problem(
                candidate.name,
                assumed.cause.name,
                assumed.cause.kind,
                str(assumed),
                tuple(quantities),
                cases,
                1.0,
                evidence,
                assumed.cause.mend,
                assumed.value,
                also,
                *_source(candidate, quantities),
            )
        )
    found += _of_another_forward(candidate, questions, namespace, final, holds)
    left = [r for r in failing if _key(r) not in explained and r.status != "vacuous"]
    raised = [r for r in left if r.status == "error"]
    for words in dict.fromkeys(_kind(r) for r in raised):
        found.append(_failure(candidate, questions, [r for r in raised if _kind(r) == words]))
    for quantity in dict.fromkeys(r.quantity for r in left if r.status != "error"):
        mine = [r for r in left if r.quantity == quantity and r.status != "error"]
        found.append(_unexplained(candidate, questions, namespace, quantity, mine, final.get(quantity)))
    return found


def _of_another_forward(
    candidate: Candidate,
    questions: Sequence[OpQuestion],
    namespace: Adapted,
    final: Mapping[str, Account],
    holds: Mapping[str, Sequence[Account]],
) -> list[Problem]:
    """Where `y` follows a convention, and gradients that agree with PyTorch's do not follow it."""
    own = [a for account in holds.get("y", ()) for a in account.assumed if not a.cause.silent]
    if not own or any(a.cause.kind == "mistake" for a in own):
        return []
    stray = []
    for quantity in (f"grad {n}" for n in questions[0].about.differentiable):
        causes = final[quantity].assumed if quantity in final else ()
        if not set(own) & set(causes) and all(a.cause.kind == "convention" for a in causes):
            told = [own_gradient(Reference(q, "float64"), namespace, quantity) for q in questions[:2]]
            stray += [quantity] if False in told else []
    if not stray:
        return []
    cause = next(c for c in every_cause() if c.name == "gradient-of-another-forward")
    evidence = f"{_listed([str(a) for a in own])} in forward, not in {_listed(stray)}; finite differences say so too"
    return [
        Problem(
            candidate.name,
            cause.name,
            cause.kind,
            cause.line,
            tuple(stray),
            (questions[0].case,),
            1.0,
            evidence,
            cause.mend,
            None,
            (),
            *_source(candidate, stray),
        )
    ]


def _key(row: Row) -> tuple[str, str, str]:
    return row.case, row.dtype, row.quantity


def _unexplained(
    candidate: Candidate,
    questions: Sequence[OpQuestion],
    namespace: Adapted,
    quantity: str,
    rows: Sequence[Row],
    account: Account | None,
) -> Problem:
    """What no cause explains down to rounding: how much one explains, where it is, and what finite differences say."""
    cases = tuple(dict.fromkeys(r.case for r in rows))
    row = rows[0]
    share = account.share if account is not None and account.assumed else 0.0
    words = row.cause
    if account is not None and account.assumed and not account.exact:
        words = (
            f"{' and '.join(str(a) for a in account.assumed)}: explains {100 * share:.3g} %, the rest is unexplained"
        )
    own = _own(questions, namespace, [quantity])
    where = f"; worst at {row.where}" if row.where else ""
    name = "not-its-own-gradient" if "not the gradient of your own" in own else "unexplained"
    return Problem(
        candidate.name,
        name,
        "mistake",
        f"{quantity} differs from PyTorch's, and no known cause explains it",
        (quantity,),
        cases,
        share,
        f"{words}{where}{own}",
        "",
        None,
        (),
        *_source(candidate, [quantity]),
    )


def _kind(row: Row) -> str:
    """An exception without the numbers in its message."""
    return re.sub(r"[\d,() ]+", " ", row.cause)


def _failure(candidate: Candidate, questions: Sequence[OpQuestion], rows: Sequence[Row]) -> Problem:
    """The same exception in one question or many."""
    name = _raises(rows, questions)
    cause = next(c for c in every_cause() if c.name == name)
    quantities = tuple(dict.fromkeys(r.quantity for r in rows))
    cases = tuple(dict.fromkeys(r.case for r in rows))
    line = f"{cause.line}: {rows[0].cause.split('; PyTorch')[0]}"
    return Problem(
        candidate.name,
        name,
        cause.kind,
        line,
        quantities,
        cases,
        0.0,
        f"in {_listed(cases)}",
        cause.mend,
        None,
        (),
        *_source(candidate, quantities),
    )


def _raises(rows: Sequence[Row], questions: Sequence[OpQuestion]) -> str:
    cases = {r.case for r in rows}
    if all(r.dtype == "float32" for r in rows):
        return "fails-on-float32"
    padded = {q.case for q in questions if q.asked.call.kwargs.get("padding")}
    if padded and cases == padded and "pool" in questions[0].op:
        return "padding-ignored-in-size"
    if cases <= {"one sample", "one sample in evaluation", "one word"}:
        return "fails-on-batch-of-one"
    if cases == {"gaps in memory"}:
        return "fails-on-noncontiguous"
    oblong = {q.case for q in questions if not _square(q)}
    return "fails-unless-square" if cases == oblong and len(oblong) < len(questions) else "raises"


def _square(q: OpQuestion) -> bool:
    """Whether a question is about a weight, or an image, as high as it is wide."""
    named = q.named({"args": q.asked.call.args, "kwargs": q.asked.call.kwargs})
    x = named.get("weight") if q.op == "linear" else named["input"]
    return isinstance(x, np.ndarray) and x.ndim > 1 and x.shape[-1] == x.shape[-2]


def _own(questions: Sequence[OpQuestion], namespace: Adapted, quantities: Iterable[str]) -> str:
    """What finite differences of the candidate's own forward say about its gradients."""
    told = []
    for quantity in quantities:
        if quantity.startswith("grad "):
            for q in questions[:2]:
                told.append(own_gradient(Reference(q, "float64"), namespace, quantity))
    if False in told:
        return "; it is not the gradient of your own forward"
    if True in told:
        return "; it is the right gradient of what you compute"
    return ""


def _observed(
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
        where = _source(candidate, quantities)
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
            note(name, (CHANGED,), cases, f"{argument} was changed by the call in {_times(len(cases))}")
    drift = [r for r in rows if r.status == "dtype"]
    if drift:
        quantities = tuple(dict.fromkeys(r.quantity for r in drift))
        note("float64-upcast", quantities, tuple(dict.fromkeys(r.case for r in drift)), drift[0].cause)
    spoilt = {q for p in problems if p.kind == "mistake" for q in p.quantities}
    for name, quantities, evidence in promises:
        if name == "gradients-accumulate" or not spoilt & set(quantities):
            note(name, quantities, (case,), evidence)
    return found


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


def _source(candidate: Candidate, quantities: Sequence[str]) -> tuple[str, int]:
    """The file and line of the part that computes the first of the quantities."""
    import inspect

    backward = all(q.startswith("grad") for q in quantities)
    part = candidate.parts.get("backward", candidate.parts.get("derivative")) if backward else None
    if part is None:
        part = candidate.main
    try:
        return inspect.getsourcefile(part) or "", inspect.getsourcelines(part)[1]
    except (OSError, TypeError):
        return candidate.place


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items[:-1]) + f" and {items[-1]}" if len(items) > 1 else "".join(items)


def _times(n: int) -> str:
    return "one question" if n == 1 else f"{n} questions"
