"""Any valid activation: shapes, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from compare.contract import OPS, Case, Seed, call

NAMES = [name for name, op in OPS.items() if op.concept == "activation"]
SOFT = ("softmax", "softmin", "log_softmax")


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    name = draw(st.sampled_from(NAMES))
    rows = name in SOFT
    shape = tuple(draw(st.lists(st.integers(2 if rows else 1, 5), min_size=1 if rows else 0, max_size=4)))
    if name == "glu":
        shape = (*shape, 2 * draw(st.integers(1, 3)))
    if draw(st.integers(0, 20)) == 0:
        shape = (0, *shape)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    # Of scores very far apart one wins, and nothing is left of the gradient; of x − tanh x near 0, nothing is.
    scale = 10.0 ** draw(st.integers(-1 if name == "tanhshrink" else -3, 1 if rows else 3))
    offset = draw(st.sampled_from([0.0, 0.0, 1.0, -1.0, 30.0]))
    kwargs = options(draw, name, shape)
    x = np.asarray(scale * rng.standard_normal(shape) + offset)
    if x.size and name not in (*SOFT, "glu"):  # one element where no function is flat
        x.flat[0] = slanting(name, kwargs, scale)
    zeros = {"grad input"} if name == "step" and x.size else set()
    # In PyTorch's float64 gradient of hardsigmoid, 1 / 6 is a float32 number.
    dtypes = ("float32",) if name == "hardsigmoid" else ("float64", "float32")
    words = f"{shape}, scale {scale:g}, offset {offset:g}, {kwargs}"
    return name, Case(words, call(x, **kwargs), zeros=zeros, dtypes=dtypes)


def slanting(name: str, kwargs: dict[str, Any], scale: float) -> float:
    """A place where the function has a slope."""
    if name == "hardtanh" and kwargs:
        return sum(kwargs.values()) / 2
    if name in ("softshrink", "hardshrink", "threshold"):
        return 1 + max(kwargs.get("lambd", 0.5), kwargs.get("threshold", 0.5))
    return (-1 if name == "prelu" else 1) * min(scale, 1.0) / 2


def options(draw: st.DrawFn, name: str, shape: tuple[int, ...]) -> dict[str, Any]:
    """Every option of the op, or none but those that it must have."""
    number, positive = st.floats(-2.0, 2.0, width=32), st.floats(0.0, 2.0, width=32)
    ndim = len(shape)
    if name == "prelu":
        one = ndim < 2 or draw(st.booleans())
        return {"weight": np.array([draw(number) for _ in range(1 if one else shape[1])])}
    if name == "threshold":
        return {"threshold": draw(number), "value": draw(number)}
    if draw(st.booleans()):
        return {}
    if name == "leaky_relu":
        return {"negative_slope": draw(number)}
    if name == "rrelu":
        lower, training = draw(number), draw(st.booleans())
        seed = {"rng": Seed(draw(st.integers(0, 2**32 - 1)))} if training else {}
        return {"lower": lower, "upper": lower + draw(positive), "training": training, **seed}
    if name == "elu":
        return {"alpha": draw(number)}
    if name == "celu":  # powers of two, whose inverses are float32 numbers
        return {"alpha": draw(st.sampled_from([-1, 1])) * 2.0 ** draw(st.integers(-3, 3))}
    if name in ("softshrink", "hardshrink"):
        return {"lambd": draw(positive)}
    if name == "gelu":
        return {"approximate": draw(st.sampled_from(["none", "tanh"]))}
    if name == "softplus":
        return {"beta": draw(st.floats(0.125, 4.0, width=32)), "threshold": draw(st.integers(1, 30))}
    if name == "hardtanh":
        low = draw(number)
        return {"min_val": low, "max_val": low + draw(st.floats(0.125, 3.0, width=32))}
    if name == "glu":
        return {"dim": draw(st.sampled_from([d for d in range(-ndim, ndim) if shape[d] % 2 == 0]))}
    if name in SOFT:
        return {"dim": draw(st.integers(-ndim, ndim - 1)), "dtype": draw(st.sampled_from([None, np.float64]))}
    return {}
