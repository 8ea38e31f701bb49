"""Any valid activation: shapes, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from compare.contract import OPS, Case, call

NAMES = [name for name, op in OPS.items() if op.concept == "activation"]


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    name = draw(st.sampled_from(NAMES))
    soft = name in ("softmax", "log_softmax")
    shape = tuple(draw(st.lists(st.integers(2 if soft else 1, 5), min_size=1 if soft else 0, max_size=4)))
    if draw(st.integers(0, 20)) == 0:
        shape = (0, *shape)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    # Of scores very far apart one wins, and nothing is left of the gradient.
    scale, offset = 10.0 ** draw(st.integers(-3, 1 if soft else 3)), draw(st.sampled_from([0.0, 0.0, 1.0, -1.0, 30.0]))
    kwargs = options(draw, name, len(shape))
    x = np.asarray(scale * rng.standard_normal(shape) + offset)
    if x.size and not soft:  # one element where no function is flat
        x.flat[0] = sum(kwargs.values()) / 2 if name == "hardtanh" and kwargs else min(scale, 1.0) / 2
    zeros = {"grad input"} if name == "step" and x.size else set()
    return name, Case(f"{shape}, scale {scale:g}, offset {offset:g}, {kwargs}", call(x, **kwargs), zeros=zeros)


def options(draw: st.DrawFn, name: str, ndim: int) -> dict[str, Any]:
    """Every option of the op, or none."""
    if draw(st.booleans()):
        return {}
    number = st.floats(-2.0, 2.0, width=32)
    if name == "leaky_relu":
        return {"negative_slope": draw(number)}
    if name == "elu":
        return {"alpha": draw(number)}
    if name == "gelu":
        return {"approximate": draw(st.sampled_from(["none", "tanh"]))}
    if name == "softplus":
        return {"beta": draw(st.floats(0.125, 4.0, width=32)), "threshold": draw(st.integers(1, 30))}
    if name == "hardtanh":
        low = draw(number)
        return {"min_val": low, "max_val": low + draw(st.floats(0.125, 3.0, width=32))}
    if name in ("softmax", "log_softmax"):
        return {"dim": draw(st.integers(-ndim, ndim - 1)), "dtype": draw(st.sampled_from([None, np.float64]))}
    return {}
