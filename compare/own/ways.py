"""The ways in which a candidate might be called."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from .collect import Candidate
from .native import OF_INPUT, OF_OUTPUT, OF_PREDICTION, Functions, Layer, Native
from .roles import LOSSES, roles
from .tape import Taped
from .words import BACKWARD, DERIVATIVE, FORWARD, says

CALLS = (
    *(f.replace(" ", "_") for f in FORWARD),
    "__call__",
    "call",
    "apply",
    "compute",
    "fn",
    "func",
    "function",
    "f",
    "activate",
    "activation",
    "output",
    "_output",
    "loss",
    "calculate",
    "calc",
    "value",
    "cost",
    "propagate",
    "run",
    "predict",
    "transform",
    "encode",
    "evaluate",
    "g",
    "error",
    "compute_loss",
    "normalize",
    "normalise",
)


def ways(candidate: Candidate, op: str) -> Iterator[Native]:
    """The likeliest way first."""
    parts, mapping, tape = candidate.parts, candidate.mapping, candidate.tape
    if tape is not None and "backward" not in parts and "derivative" not in parts:
        yield Taped(tape, op, parts.get("method", candidate.main), mapping)
    if "method" in parts:
        return
    if "forward" in parts:
        backward, derivative = parts.get("backward"), parts.get("derivative")
        if backward is not None:
            yield Functions(parts["forward"], op, backward, mapping)
        elif derivative is not None:
            if _takes_upstream(derivative, op):
                yield Functions(parts["forward"], op, derivative, mapping)
            if op in LOSSES:
                yield Functions(parts["forward"], op, derivative, mapping)
            else:
                yield Functions(parts["forward"], op, derivative, mapping, OF_INPUT)
                yield Functions(parts["forward"], op, derivative, mapping, OF_OUTPUT)
        else:
            yield Functions(parts["forward"], op, None, mapping)
        return
    source = parts.get("class", parts.get("instance"))
    for forward in methods(source, CALLS):
        for backward, derivative in _backwards(source, forward, op):
            yield Layer(source, op, forward, backward, mapping, derivative)


def methods(source: Any, wanted: tuple[str, ...]) -> list[str]:
    """The methods of a class with one of these names, those first that come first in the list."""
    own = [n for n in dir(source) if callable(getattr(source, n, None)) and (not n.startswith("__") or n == "__call__")]
    if inspect.isclass(source) and "__call__" not in {n for c in source.__mro__[:-1] for n in vars(c)}:
        own = [n for n in own if n != "__call__"]  # that of the metaclass
    by_name = {n.lower().replace("_", ""): n for n in own}
    return list(dict.fromkeys(by_name[w.replace("_", "")] for w in wanted if w.replace("_", "") in by_name))


def _backwards(source: Any, forward: str, op: str) -> Iterator[tuple[str | None, str]]:
    """The methods that may give gradients, and what each is handed or gives where that is not the usual."""
    own = [n for n in dir(source) if callable(getattr(source, n, None)) and not n.startswith("__") and n != forward]
    found = [n for n in own if says(n, BACKWARD)]
    for name in sorted(found, key=len):
        yield name, ""
        if op in LOSSES and {"dy", "target"} <= set(_roles(getattr(source, name), op)):
            yield name, OF_PREDICTION
    bare = [n for n in own if n not in found and says(n, DERIVATIVE) and "numerical" not in n]
    for name in sorted(bare, key=len):
        method = getattr(source, name)
        if op in LOSSES or _takes_upstream(method, op):
            yield name, ""
        else:
            yield name, OF_INPUT
            yield name, OF_OUTPUT
    if not found and not bare:
        yield None, ""


def _roles(function: Any, op: str) -> list[str]:
    try:
        return list(roles([n for n in inspect.signature(function).parameters if n != "self"], op, "backward").values())
    except (TypeError, ValueError):
        return []


def _takes_upstream(function: Any, op: str) -> bool:
    """Whether a function with a name such as `relu_grad` is handed the upstream gradient beside its data."""
    found = _roles(function, op)
    return len(found) > 1 and "dy" in found
