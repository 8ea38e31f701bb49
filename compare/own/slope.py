"""Is a gradient that of its own forward? Finite differences of the candidate itself."""

from __future__ import annotations

import zlib

import numpy as np

from ..contract import Inputs, Namespace, Raised, Unsupported
from ..inputs import mapped
from ..run import OpQuestion, Reference, answer, quiet

STEP = 2.0**-17
CLOSE = 1e-5  # of the larger: central differences of a smooth function are closer, another gradient is not


def own_gradient(asked: Reference, candidate: Namespace, quantity: str) -> bool | None:
    """Whether the candidate's gradient is the slope of its own `y · dy` along random directions, in float64.

    None where that cannot be told: at a kink, where it raises, or where nothing changes.
    """
    q = asked.question
    if not isinstance(q, OpQuestion) or "dy" not in asked.inputs:
        return None
    try:
        found = answer(q, candidate, asked.inputs, asked.dtype)
    except Unsupported:
        return None
    gradient = found.get(quantity) if isinstance(found, dict) else None
    x = q.named(asked.inputs).get(quantity.removeprefix("grad "))
    if not isinstance(gradient, np.ndarray) or not isinstance(x, np.ndarray) or gradient.shape != x.shape:
        return None
    rng = np.random.default_rng(zlib.crc32(quantity.encode()))
    told = []
    with quiet():
        for _ in range(2):
            step = rng.standard_normal(x.shape) * np.maximum(np.abs(x), 1.0)

            def value(scale: float, step: np.ndarray = step) -> float:
                there: Inputs = mapped(asked.inputs, lambda a: np.asarray(a + scale * step) if a is x else a)
                y = answer(q, candidate, there, asked.dtype)
                if isinstance(y, Raised) or not isinstance(y.get("y"), np.ndarray):
                    return np.nan
                return float(np.sum(y["y"] * there["dy"]))

            zero, plus, minus = value(0.0), value(STEP), value(-STEP)
            slope, mine = (plus - minus) / (2 * STEP), float(np.sum(gradient * step))
            bend = abs(plus - 2 * zero + minus) / STEP
            size = max(abs(slope), abs(mine))
            if not np.isfinite([slope, mine, bend]).all() or bend > 1e-2 * max(size, 1e-300) or size == 0:
                return None
            noise = 64 * np.spacing(max(abs(plus), abs(minus))) / STEP
            told.append(abs(slope - mine) <= CLOSE * size + noise)
    return all(told)
