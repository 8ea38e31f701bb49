"""The generic promises of a pullback, one named check each, kept by any right op whatever it computes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from .contract import Namespace, Raised, Seed
from .inputs import is_floating, mapped
from .run import OpQuestion, Reference, quiet
from .verdict import Row

Gradients = list[np.ndarray | None]


class Subject:
    """One op of a candidate on one case: make calls, take gradients."""

    def __init__(self, question: OpQuestion, namespace: Namespace, reference: Reference):
        self.question, self.namespace, self.inputs = question, namespace, reference.inputs
        self.pair = self.call(self.inputs)
        self.dy = self.inputs["dy"].astype(self.pair.first.dtype)

    def call(self, inputs: dict[str, Any]) -> Any:
        return self.question.forward(self.namespace, inputs)

    def gradients(self, dy: np.ndarray) -> Gradients:
        return [None if g is None else np.asarray(g).copy() for g in self.pair.backward(dy)]


def repeatable(s: Subject) -> tuple[Gradients, Gradients]:
    """The same cotangent twice gives the same gradients."""
    return s.gradients(s.dy.copy()), s.gradients(s.dy.copy())


def linear(s: Subject) -> tuple[Gradients, Gradients]:
    """Minus twice the cotangent gives minus twice the gradients (exact in binary, so rounding is no excuse)."""
    return [None if g is None else -2 * g for g in s.gradients(s.dy.copy())], s.gradients(np.asarray(-2 * s.dy))


def reentrant(s: Subject) -> tuple[Gradients, Gradients]:
    """A second forward call, on other values, leaves the pullback of the first one alone."""
    before = s.gradients(s.dy.copy())
    s.call(
        {**s.inputs, "args": mapped(s.inputs["args"], _other), "kwargs": _reseeded(mapped(s.inputs["kwargs"], _other))}
    )
    return before, s.gradients(s.dy.copy())


def _other(x: np.ndarray) -> np.ndarray:
    """Another array that is as valid: numbers in another order, the other half of a mask, the same indices."""
    return ~x if x.dtype == bool else np.array(np.flip(x)) if is_floating(x) else x


def _reseeded(kwargs: dict[str, Any]) -> dict[str, Any]:
    return {name: Seed(v.value + 1) if isinstance(v, Seed) else v for name, v in kwargs.items()}


def broadcast(s: Subject) -> tuple[Gradients, Gradients]:
    """A cotangent whose elements share one place in memory is like any other."""
    value = s.dy.flat[0] if s.dy.size else s.dy.dtype.type(1)
    return s.gradients(np.full(s.dy.shape, value)), s.gradients(np.broadcast_to(value, s.dy.shape))


CLAUSES: dict[str, Callable[[Subject], tuple[Gradients, Gradients]]] = {
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
    row = Row(q.concept, q.op, q.case, reference.dtype.name, "", "agrees", bits_equal=True, budget=0.0)
    for name, clause in CLAUSES.items():
        with quiet():
            try:
                subject = Subject(q, namespace, reference)
                if subject.pair.first.shape != subject.dy.shape:
                    return  # the row of y says so
                expected, found = clause(subject)
            except Exception as error:
                yield replace(
                    row, quantity=name, status="error", bits_equal=None, budget=None, cause=f"{Raised.of(error)}"
                )
                continue
        bad = [n for n, e, f in zip(q.differentiable(reference.inputs), expected, found) if not _close(e, f)]
        if bad:
            cause = f"{clause.__doc__} Not so for the gradient of {', '.join(bad)}."
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
