"""What a pullback promises, as far as from-scratch code does: linear in `dy`, and gradients afresh."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import numpy as np

from ..contract import Inputs
from ..run import OpQuestion, Reference, quiet
from .adapter import Adapted
from .native import UPDATES, Layer
from .tape import Taped

Gradients = dict[str, np.ndarray]


def broken(asked: Reference, namespace: Adapted) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The promises that the candidate breaks: the name of the cause, the quantities, and what was seen."""
    q = asked.question
    if not isinstance(q, OpQuestion) or "dy" not in asked.inputs or UPDATES in namespace.native.notes:
        return
    with quiet():
        try:
            once, twice = _gradients(q, namespace, asked.inputs, 1.0), _gradients(q, namespace, asked.inputs, -2.0)
        except Exception:
            return  # a row of its own says so
        if wrong := [n for n, g in once.items() if not _close(-2 * g, twice.get(n))]:
            same = all(_close(once[n], twice.get(n)) for n in wrong)
            words = "the same" if same else "others than -2 times as much"
            yield (
                "upstream-ignored" if same else "not-linear-in-upstream",
                _named(wrong),
                f"for -2 times the upstream gradient the gradients are {words}",
            )
        try:
            again = _again(q, namespace, asked.inputs)
        except Exception:
            return  # backward may be used once only
        if stale := _stale(q, namespace, asked.inputs):
            yield "stale-state", _named(stale), "an object that was used before gives other gradients than a new one"
            return
        if isinstance(namespace.native, Taped):
            return  # PyTorch's own graphs accumulate too
        if added := [n for n, g in once.items() if n in again and _close(2 * g, again[n]) and g.any()]:
            yield "gradients-accumulate", _named(added), "the second call of backward gives the sum of both"


def _gradients(q: OpQuestion, namespace: Adapted, inputs: Inputs, scale: float) -> Gradients:
    """The gradients of a call of its own."""
    pair = q.forward(namespace, inputs)
    return _collected(q, inputs, pair.backward(np.asarray(scale * inputs["dy"])))


def _again(q: OpQuestion, namespace: Adapted, inputs: Inputs) -> Gradients:
    """The gradients of the second of two calls of backward."""
    pair = q.forward(namespace, inputs)
    pair.backward(inputs["dy"].copy())
    return _collected(q, inputs, pair.backward(inputs["dy"].copy()))


def _stale(q: OpQuestion, namespace: Adapted, inputs: Inputs) -> list[str]:
    """The gradients that are others where an object has gone forward and backward on other values before."""
    native = namespace.native
    if not isinstance(native, Layer) or not inspect.isclass(native.source):
        return []
    fresh = _gradients(q, namespace, inputs, 1.0)
    other = {**inputs, "args": [np.flip(inputs["args"][0]).copy(), *inputs["args"][1:]], "dy": -inputs["dy"]}
    before = _gradients(q, namespace, other, 1.0)
    try:
        native.again = native.built
        found = _gradients(q, namespace, inputs, 1.0)
    except Exception:
        return []
    finally:
        native.again = None
    added = [n for n, g in fresh.items() if n in before and _close(g + before[n], found.get(n))]
    return [n for n, g in fresh.items() if n not in added and not _close(g, found.get(n))]


def _collected(q: OpQuestion, inputs: Inputs, grads: tuple[object, ...]) -> Gradients:
    return {n: g for n, g in zip(q.differentiable(inputs), grads) if isinstance(g, np.ndarray)}


def _named(names: list[str]) -> tuple[str, ...]:
    return tuple(f"grad {n}" for n in names)


def _close(expected: np.ndarray, found: np.ndarray | None) -> bool:
    if found is None or found.shape != expected.shape:
        return False
    return bool(np.all(np.abs(found - expected) <= 1e-9 * np.abs(expected).max(initial=1e-300)))
