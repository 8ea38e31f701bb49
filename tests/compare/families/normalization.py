"""Any valid batch normalization: shapes, statistics, options and values drawn together."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from compare.contract import Case, call


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    training = draw(st.booleans())
    space = draw(st.lists(st.integers(1, 4), max_size=3))
    channels = draw(st.integers(1, 4))
    least = 2 if training and np.prod(space, dtype=int) == 1 else 1
    batch = draw(st.one_of(st.integers(least, 7), st.sampled_from([0, 23])))

    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))

    def per_channel(low: float, high: float) -> np.ndarray:
        return np.array([10.0 ** draw(st.floats(low, high)) for _ in range(channels)])

    column = (channels,) + (1,) * len(space)
    scale = per_channel(-3, 3)
    offset = per_channel(-3, 3) * rng.choice([-1.0, 0.0, 1.0], channels)
    x = scale.reshape(column) * rng.standard_normal((batch, channels, *space)) + offset.reshape(column)
    mean, var = offset + scale * rng.standard_normal(channels), scale**2 * rng.uniform(0.1, 3.0, channels)
    if training and draw(st.booleans()):
        mean = var = None
    w = per_channel(-2, 2) * rng.choice([-1.0, 1.0], channels) if draw(st.booleans()) else None
    b = rng.standard_normal(channels) if draw(st.booleans()) else None
    options = {
        "training": training,
        "momentum": draw(st.sampled_from([0.1, 0.0, 1.0, 0.5, 0.01])),
        "eps": draw(st.sampled_from([1e-5, 1e-5, 1e-3, 1.0])),
    }
    name = f"{x.shape}, statistics={mean is not None}, weight={w is not None}, bias={b is not None}, {options}"
    return "batch_norm", Case(name, call(x, mean, var, w, b, **options))
