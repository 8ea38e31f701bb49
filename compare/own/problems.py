"""What is wrong with a candidate, and why: a problem for every cause, and for what nothing explains."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from ..diagnose.cause import Assumed, every_cause
from ..diagnose.evidence import gathered, verdicts
from ..diagnose.explain import explain
from ..diagnose.locate import locate
from ..diagnose.search import Account
from ..run import OpQuestion, Reference
from ..verdict import Row
from .adapter import Adapted
from .collect import Candidate
from .finding import Problem
from .slope import own_gradient

DTYPES = ("float64", "float32")
NUMBERS = ("differs", "nonfinite", "shape", "vacuous", "error")


def problems_of(
    candidate: Candidate,
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
            f"PyTorch, changed so, gives the same {listed(quantities)} down to rounding in {times(len(cases))}{own}"
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
                *source(candidate, quantities),
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
    evidence = f"{listed([str(a) for a in own])} in forward, not in {listed(stray)}; finite differences say so too"
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
            *source(candidate, stray),
        )
    ]


def _key(row: Row) -> tuple[str, str, str]:
    return row.case, row.dtype, row.quantity


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
        f"in {listed(cases)}",
        cause.mend,
        None,
        (),
        *source(candidate, quantities),
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
    where = _where([q for q in questions if q.case == row.case], namespace, quantity)
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
        *source(candidate, [quantity]),
    )


def _where(questions: Sequence[OpQuestion], namespace: Adapted, quantity: str) -> str:
    """Which part of the array is wrong, and what it looks like beside PyTorch's, in one question."""
    for e in gathered(questions, namespace):
        found, foretold = e.found.get(quantity), e.foretell(())
        expected = foretold.get(quantity) if isinstance(foretold, dict) else None
        if not isinstance(found, np.ndarray) or not isinstance(expected, np.ndarray):
            continue
        pattern = next((p.line for p in explain(found, expected).causes if p.explained == 1), "")
        place = ""
        if found.shape == expected.shape:
            with np.errstate(all="ignore"):
                wrong = ~(np.abs(found - expected) <= 1e-9 * np.nanmax(np.abs(expected), initial=0.0))
            x = e.asked.inputs["args"][0] if e.asked.inputs["args"] else None
            beside = {"input": x} if isinstance(x, np.ndarray) and x.shape == found.shape else {}
            place = f"in {locate(wrong, **beside)}" if wrong.any() else ""
        words = "; ".join(filter(None, (place, pattern)))
        return f"; of the question {e.asked.question.case}: {words}" if words else ""
    return ""


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


def source(candidate: Candidate, quantities: Sequence[str]) -> tuple[str, int]:
    """The file and line of the part that computes the first of the quantities."""
    backward = all(q.startswith("grad") for q in quantities)
    part = candidate.parts.get("backward", candidate.parts.get("derivative")) if backward else None
    if part is None:
        part = candidate.main
    try:
        return inspect.getsourcefile(part) or "", inspect.getsourcelines(part)[1]
    except (OSError, TypeError):
        return candidate.place


def listed(items: Sequence[str]) -> str:
    return ", ".join(items[:-1]) + f" and {items[-1]}" if len(items) > 1 else "".join(items)


def times(n: int) -> str:
    return "one question" if n == 1 else f"{n} questions"
