"""Plant a mistake in an op and read the diagnosis."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any

from compare.contract import OPS, Call, Case, Namespace
from compare.diagnose.evidence import gathered, verdicts
from compare.diagnose.search import Account, accounts
from compare.run import OpQuestion


def questions(op: str, calls: Sequence[Call]) -> list[OpQuestion]:
    """A question per call, none of which is moved (kinks are allowed)."""
    return [OpQuestion(OPS[op], Case(f"call {i}", call, exact=True), 0) for i, call in enumerate(calls)]


def diagnosis(op: str, function: Callable[..., Any], calls: Sequence[Call]) -> dict[str, Account]:
    """An account of every quantity in which `function`, a candidate for `op` under the contract, differs.

    The calls are in float64. Every exact account is held against the full verdict, in float64 and float32.
    """
    candidate = Namespace(SimpleNamespace(**{op: function, "__name__": "candidate"}))
    asked = questions(op, calls)
    failing = {row.quantity for row in verdicts(asked, candidate, (), ["float64"]) if not row.ok}
    evidence = gathered(asked, candidate)
    found = accounts(op, evidence, failing)
    for quantity, account in found.items():
        if account.exact and quantity in failing:
            rows = verdicts(asked, candidate, account.assumed, ["float64", "float32"])
            assert [r for r in rows if r.quantity == quantity and not r.ok and r.status != "vacuous"] == []
    return {quantity: account for quantity, account in found.items() if quantity in failing}


def causes(op: str, function: Callable[..., Any], calls: Sequence[Call]) -> dict[str, tuple[str, ...]]:
    """The names of the causes by quantity that differs; none where nothing explains it down to rounding."""
    return {
        quantity: tuple(each.cause.name for each in account.assumed) if account.exact else ()
        for quantity, account in diagnosis(op, function, calls).items()
    }
