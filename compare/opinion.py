"""Who is wrong? A third opinion on a disputed gradient: finite differences of PyTorch's own forward, in float64."""

from __future__ import annotations

import numpy as np

from .contract import Answer, Raised
from .inputs import mapped, widen
from .run import OpQuestion, Reference, quiet
from .run import reference as pytorch

STEP = 2.0**-17  # about the cube root of float64's unit in the last place: balances rounding against curvature


def opinion(reference: Reference, candidate: Answer, quantity: str, name: str) -> str:
    """One line on the gradient `quantity`, along one random direction; empty where there is nothing to say."""
    question = reference.question
    argument = quantity.removeprefix("grad ")
    if not isinstance(question, OpQuestion) or argument == quantity or isinstance(reference.oracle, Raised):
        return ""
    inputs = widen(reference.inputs)
    x = question.named(inputs).get(argument)
    if not isinstance(x, np.ndarray) or candidate[quantity] is None or reference.oracle[quantity] is None:
        return ""
    direction = np.random.default_rng(question.seed).standard_normal(x.shape)

    def objective(t: float) -> float:
        def move(a: np.ndarray) -> np.ndarray:
            return a + t * direction * np.maximum(np.abs(a), 1.0) if a is x else a

        with quiet():
            y = question.forward(
                pytorch(), {**inputs, **{k: mapped(inputs[k], move) for k in ("args", "kwargs")}}
            ).first
            return float(np.sum(y * inputs["dy"]))

    try:
        minus, zero, plus = objective(-STEP), objective(0.0), objective(STEP)
        half = (objective(STEP / 2) - objective(-STEP / 2)) / STEP
    except Exception:
        return "finite differences abstain: the call is refused beside this point"
    slope, left, right = (plus - minus) / (2 * STEP), (zero - minus) / STEP, (plus - zero) / STEP
    weight = direction * np.maximum(np.abs(x), 1.0)
    with quiet():
        theirs, ours = (
            float(np.sum(np.asarray(a, np.float64) * weight)) for a in (reference.oracle[quantity], candidate[quantity])
        )
    if not np.isfinite([slope, left, right, theirs, ours]).all():
        return "finite differences abstain: values that are not finite"
    size = max(abs(slope), abs(theirs), abs(ours))
    if abs(right - left) > 1e-2 * size:
        return "finite differences abstain: a kink lies here"
    error = 4 * abs(slope - half) + 64 * np.spacing(max(abs(minus), abs(plus))) / STEP
    text = f"along a random direction finite differences give {slope:.6g}, PyTorch {theirs:.6g}, {name} {ours:.6g}: "
    near_theirs, near_ours = abs(slope - theirs) <= error, abs(slope - ours) <= error
    if near_theirs and near_ours:
        return text + "too close to tell"
    if near_theirs or near_ours:
        return text + ("PyTorch is right" if near_theirs else f"{name} is right")
    return text + "neither agrees"
