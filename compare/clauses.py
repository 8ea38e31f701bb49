"""The generic promises of a pullback, one named check each, kept by any right op whatever it computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from .cases import cases
from .contract import NOT_GIVEN, Case, Namespace, Raised, Seed
from .inputs import cast, mapped
from .run import OpQuestion, Pair, Reference, quiet
from .verdict import Row

Found = dict[str, np.ndarray | None]  # `y` and the gradients, by quantity


class Subject:
    """One op of a candidate on one case: make calls, take gradients."""

    def __init__(self, question: OpQuestion, namespace: Namespace, reference: Reference):
        self.question, self.namespace, self.inputs = question, namespace, reference.inputs
        self.dtype, self.names = reference.dtype, question.differentiable(reference.inputs)
        self.pair = self.call(self.inputs)
        self.dy = self.inputs["dy"].astype(self.pair.first.dtype)

    def call(self, inputs: dict[str, Any]) -> Pair:
        return self.question.forward(self.namespace, inputs)

    def gradients(self, dy: np.ndarray) -> Found:
        """The gradients, as they were returned: in whatever memory."""
        grads = (None if g is None or g is NOT_GIVEN else np.asarray(g) for g in self.pair.backward(dy))
        return {f"grad {name}": g for name, g in zip(self.names, grads)}


def repeatable(s: Subject) -> tuple[Found, Found]:
    """The same cotangent twice gives the same gradients, and another one in between leaves the first ones alone."""
    first = s.gradients(s.dy.copy())
    before = _copied(first)
    s.gradients(np.asarray(-s.dy))
    after = _named("the first ", _copied(first))
    return {**before, **_named("the first ", before)}, {**s.gradients(s.dy.copy()), **after}


def linear(s: Subject) -> tuple[Found, Found]:
    """Minus twice the cotangent gives minus twice the gradients (exact in binary, so rounding is no excuse)."""
    once = _copied(s.gradients(s.dy.copy()))
    return {n: None if g is None else -2 * g for n, g in once.items()}, s.gradients(np.asarray(-2 * s.dy))


def reentrant(s: Subject) -> tuple[Found, Found]:
    """Calls on other values, and with other options, leave alone what the first one returned, and its pullback."""
    first = {"y": s.pair.first, **_named("the first ", s.gradients(s.dy.copy()))}
    before = _copied(first)
    expected, found = dict(before), dict(before)
    for call, when in ((_on_other_values, ""), (_with_other_options, "after other options, ")):
        with suppress(Exception):  # what is wrong with the other call is a row of its own
            call(s)
        found |= _copied(first)
        again = s.gradients(s.dy.copy())
        found |= _named(when, again)
        expected |= {f"{when}{name}": before[f"the first {name}"] for name in again}
        if not all(_close(x, found[name]) for name, x in expected.items()):
            break  # before another call puts it right again
    return expected, found


def _on_other_values(s: Subject) -> None:
    args, kwargs = (mapped(s.inputs[k], _other) for k in ("args", "kwargs"))
    kwargs = {name: Seed(v.value + 1) if isinstance(v, Seed) else v for name, v in kwargs.items()}
    s.call({**s.inputs, "args": args, "kwargs": kwargs}).backward(np.asarray(-s.dy))


def _other(x: np.ndarray) -> np.ndarray:
    """Another array that is as valid: the same elements in another order, the other half of a mask."""
    return ~x if x.dtype == bool else np.array(np.flip(x))


def _with_other_options(s: Subject) -> None:
    """The next question about the same op that is not refused."""
    asked = _accepted(s.question.op, s.question.seed[0])
    place = next((i for i, case in enumerate(asked) if case.name == s.question.case), -1)
    case = asked[(place + 1) % len(asked)]
    other = OpQuestion(s.question.about, case, 0)
    pair = other.forward(s.namespace, cast({"args": case.call.args, "kwargs": dict(case.call.kwargs)}, s.dtype))
    pair.backward(np.ones_like(pair.first))


@cache
def _accepted(op: str, seed: int) -> list[Case]:
    return [case for case in cases(op, seed) if not case.raises and case.layout == "C"]


def _copied(found: Found) -> Found:
    return {name: None if x is None else x.copy() for name, x in found.items()}


def _named(prefix: str, found: Found) -> Found:
    return {f"{prefix}{name}": x for name, x in found.items()}


def broadcast(s: Subject) -> tuple[Found, Found]:
    """A cotangent whose elements share one place in memory is like any other."""
    value = s.dy.flat[0] if s.dy.size else s.dy.dtype.type(1)
    usual = _copied(s.gradients(s.dy.copy()))  # says how large a gradient is where that of one value cancels

    def beside(found: Found) -> Found:
        return {name: None if g is None else np.stack([np.asarray(usual[name]), g]) for name, g in found.items()}

    return beside(s.gradients(np.full(s.dy.shape, value))), beside(s.gradients(np.broadcast_to(value, s.dy.shape)))


CLAUSES: dict[str, Callable[[Subject], tuple[Found, Found]]] = {
    "backward repeatable": repeatable,
    "backward linear in dy": linear,
    "calls independent": reentrant,
    "dy of any layout": broadcast,
}


def kept(reference: Reference, namespace: Namespace) -> Iterator[Row]:
    """A row per promise, for a question about an op that has gradients and that the candidate answers."""
    q = reference.question
    if not isinstance(q, OpQuestion) or "dy" not in reference.inputs or q.raises:
        return
    if isinstance(reference.own, dict) and any(isinstance(x, Raised) for x in reference.own.values()):
        return  # PyTorch's own backward fails
    row = Row(q.concept, q.op, q.case, reference.dtype.name, "", "agrees", bits_equal=True, budget=0.0)
    for name, clause in CLAUSES.items():
        with quiet():
            try:
                subject = Subject(q, namespace, reference)
                if subject.pair.first.shape != subject.dy.shape:
                    return  # the row of y says so
                expected, found = clause(subject)
                bad = [key for key, x in expected.items() if not _close(x, found.get(key))]
            except KeyboardInterrupt:
                raise
            except BaseException as error:
                yield replace(
                    row, quantity=name, status="error", bits_equal=None, budget=None, cause=f"{Raised.of(error)}"
                )
                continue
        if bad:
            cause = f"{clause.__doc__} Not so for {', '.join(bad)}."
            yield replace(row, quantity=name, status="differs", bits_equal=False, budget=None, cause=cause)
        else:
            yield replace(row, quantity=name)


def _close(expected: np.ndarray | None, found: np.ndarray | None) -> bool:
    """Equal but for the order of summation: within eight units in the last place of the largest value."""
    if expected is None or found is None:
        return expected is found
    if expected.shape != found.shape or expected.dtype != found.dtype:
        return False
    finite = np.isfinite(expected)
    if not np.array_equal(expected[~finite], found[~finite], equal_nan=True):
        return False
    largest = np.abs(expected[finite]).max(initial=0)
    return bool(np.all(np.abs(found[finite] - expected[finite]) <= 8 * np.spacing(largest)))
