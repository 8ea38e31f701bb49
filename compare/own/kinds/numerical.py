"""Numerical gradients: a function `numerical_gradient(f, x)` held against gradients that are known."""

from __future__ import annotations

import inspect

import numpy as np

from ...run import quiet
from ..collect import Candidate
from ..finding import Finding
from ..words import words
from ._found import Notes

NAMES = (
    {"numerical", "gradient"},
    {"numerical", "grad"},
    {"numeric", "gradient"},
    {"numerical", "diff"},
    {"eval", "numerical"},
    {"suuchi", "bibun"},
    {"numerical", "derivative"},
)
CLOSE = 1e-6  # of the largest: central differences with any sensible step are closer
FORWARD = 1e-2  # forward differences


def finding(candidate: Candidate) -> Finding | None:
    """The gradient of a function of one, two and three axes, and whether `x` is left as it was."""
    said = set(words(candidate.name))
    if inspect.isclass(candidate.main) or not any(names <= said for names in NAMES):
        return None
    function = candidate.main
    try:
        taken = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    except (TypeError, ValueError):
        return None
    if len(taken) != 2:
        return None
    notes = Notes(candidate, "training", "numerical_gradient", "by its name")
    first = taken[0].name.lower() in ("x", "w", "point", "params")
    for case, shape in (("a vector", (3,)), ("a matrix", (2, 3)), ("a number", ())):
        x = np.random.default_rng(1).standard_normal(shape) + 0.5
        kept, exact = x.copy(), 3 * x**2 + 2 * x
        cube = lambda v: float(np.sum(v**3 + v**2))  # noqa: E731
        try:
            with quiet():
                found = np.asarray(function(x, cube) if first else function(cube, x), dtype=np.float64)
        except Exception as error:
            if shape:
                notes.failed(case, error)
            continue
        if not shape and found.shape != ():
            continue
        if found.shape != exact.shape:
            notes.wrong(
                "unexplained", case, ("y",), f"the gradient has the shape {found.shape}, expected {exact.shape}"
            )
            continue
        off = float(np.abs(found - exact).max() / np.abs(exact).max())
        if off <= CLOSE:
            notes.agrees(case, "y", max_rel=off)
        elif off <= FORWARD:
            line = "differences are one-sided, (f(x + h) - f(x)) / h: off by h times the curvature"
            notes.known("forward-differences", line, case, ("y",), f"off by {off:.1e} of the largest value")
        else:
            notes.wrong(
                "unexplained", case, ("y",), f"off by {off:.1e} of the largest value, which no step size explains"
            )
        if not np.array_equal(x, kept):
            notes.wrong("input-mutated", case, ("arguments changed",), "x is another after the call")
    return notes.finding
