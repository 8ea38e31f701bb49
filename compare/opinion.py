"""Who is wrong? A third opinion on a disputed gradient: finite differences of PyTorch's own forward, in float64."""

from __future__ import annotations

import zlib

import numpy as np

from .contract import Answer, Inputs, Raised
from .inputs import mapped, widen
from .run import Reference, answer, quiet
from .run import reference as pytorch

DIRECTIONS = 3  # in which a kink may show; slopes are taken along the first
STEP = 2.0**-17  # about the cube root of float64's unit in the last place: balances rounding against curvature


def opinion(reference: Reference, candidate: Answer, quantity: str, name: str) -> str:
    """One line on the gradient `quantity`, along one random direction; empty where there is nothing to say.

    The question says what the gradient is of: `disputed(inputs, quantity)` gives the array that is to move and the
    number that changes with it, as a function of the answer and the inputs.
    """
    inputs = widen(reference.inputs)
    disputed = getattr(reference.question, "disputed", lambda inputs, quantity: None)(inputs, quantity)
    found, own = candidate.get(quantity), reference.oracle.get(quantity) if isinstance(reference.oracle, dict) else None
    if disputed is None or not isinstance(found, np.ndarray) or not isinstance(own, np.ndarray):
        return ""
    x, objective = disputed
    rng = np.random.default_rng(zlib.crc32(quantity.encode()))
    steps = rng.standard_normal((DIRECTIONS, *x.shape)) * np.maximum(np.abs(x), 1.0)

    def value(step: np.ndarray) -> float:
        there: Inputs = mapped(inputs, lambda a: np.asarray(a + step) if a is x else a)
        found = answer(reference.question, pytorch(), there, np.dtype("float64"))
        return np.nan if isinstance(found, Raised) else float(objective(found, there))

    with quiet():
        zero = value(0 * steps[0])
        sides = [(value(-STEP * step), value(STEP * step)) for step in steps]
        (minus, plus), step = sides[0], steps[0]
        slope = (plus - minus) / (2 * STEP)
        half = (value(step * STEP / 2) - value(-step * STEP / 2)) / STEP
        theirs, ours = (float(np.sum(np.asarray(g, np.float64) * step)) for g in (own, found))
        grain = float(np.sum(np.spacing(np.abs(found)).astype(np.float64) * np.abs(step)))  # of the working dtype
        bends = [abs(plus - 2 * zero + minus) / STEP for minus, plus in sides]
    if not np.isfinite([slope, half, theirs, ours, *bends]).all():
        return "finite differences abstain: values that are not finite, or a call that is refused beside this point"
    if max(bends) > 1e-2 * max(abs(slope), abs(theirs), abs(ours)):
        return "finite differences abstain: a kink lies here"
    if minus == zero == plus and theirs:
        return "finite differences abstain: moving it changes nothing that can be seen"
    error = 4 * abs(slope - half) + 64 * np.spacing(max(abs(minus), abs(plus))) / STEP
    text = f"along a random direction finite differences give {slope:.6g}, PyTorch {theirs:.6g}, {name} {ours:.6g}: "
    near_theirs, near_ours = abs(slope - theirs) <= error, abs(slope - ours) <= error + grain
    if near_theirs and near_ours:
        return text + "too close to tell"
    if near_theirs or near_ours:
        return text + ("PyTorch is right" if near_theirs else f"{name} is right")
    return text + "neither agrees"
