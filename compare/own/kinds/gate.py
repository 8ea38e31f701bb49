"""Gates: functions of two numbers with a truth table."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

from ...run import quiet
from ..collect import Candidate
from ..finding import Finding
from ..words import words
from ._found import Notes

TABLES: dict[str, tuple[int, int, int, int]] = {  # of (0, 0), (0, 1), (1, 0), (1, 1)
    "AND": (0, 0, 0, 1),
    "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0),
    "XOR": (0, 1, 1, 0),
    "NOR": (1, 0, 0, 0),
    "XNOR": (1, 0, 0, 1),
}
INPUTS = ((0, 0), (0, 1), (1, 0), (1, 1))


def finding(candidate: Candidate) -> Finding | None:
    """The truth table of a function, or of an object's forward pass, that is named like a gate."""
    name = next((w.upper() for w in words(candidate.name) if w.upper() in TABLES), None)
    if name is None:
        return None
    way = _way(candidate)
    if way is None:
        return None
    notes = Notes(candidate, "gates", f"gates.{name}", "by its name", way[0])
    wrong = []
    for inputs, expected in zip(INPUTS, TABLES[name]):
        case = f"{inputs[0]}, {inputs[1]}"
        try:
            with quiet():
                found = float(np.squeeze(way[1](*inputs)))
        except Exception as error:
            notes.failed(case, error)
            continue
        if round(found) == expected and abs(found - expected) < 0.5:
            notes.agrees(case, "y")
        else:
            wrong.append(f"{name}({case}) is {found:g}, expected {expected}")
    if wrong:
        notes.wrong("truth-table", "truth table", ("y",), "; ".join(wrong))
    return notes.finding


def _way(candidate: Candidate) -> tuple[str, Callable[..., Any]] | None:
    """How two numbers are handed over: side by side, or as an array."""
    source = candidate.main
    if inspect.isclass(source):
        try:
            source = source()
        except Exception:
            return None
        source = next(
            (getattr(source, n) for n in ("forward", "__call__", "predict") if callable(getattr(source, n, None))), None
        )
    if source is None:
        return None
    for line, call in (
        ("called with two numbers", lambda a, b: source(a, b)),
        ("called with an array", lambda a, b: source(np.array([a, b]))),
    ):
        try:
            with quiet():
                if np.size(call(1, 1)) == 1:
                    return line, call
        except Exception:
            continue
    return None
