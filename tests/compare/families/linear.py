"""Any valid linear layer: sizes, batch axes, bias and values drawn together."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from compare.contract import Case, call


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    batch = tuple(draw(st.lists(st.sampled_from([1, 2, 3, 5, 7, 0]), max_size=3)))
    inputs, outputs = draw(st.integers(1, 23)), draw(st.integers(1, 11))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    scale, offset = 10.0 ** draw(st.integers(-3, 3)), draw(st.sampled_from([0.0, 1.0, 30.0]))
    x = scale * (rng.standard_normal((*batch, inputs)) + offset)
    w = 10.0 ** draw(st.integers(-3, 3)) * rng.standard_normal((outputs, inputs))
    biases = [None, (outputs,), (outputs,)] + ([(1, outputs), (*batch, outputs)] if len(batch) == 1 else [])
    if draw(st.integers(0, 5)) == 0:
        w, biases = w[0], [None, ()] if len(batch) != 1 else [None]
    shape = draw(st.sampled_from(biases))
    b = None if shape is None else np.asarray(scale * rng.standard_normal(shape))
    name = f"{x.shape} with {w.shape}, bias {shape}, scale {scale:g}, offset {offset:g}"
    return "linear", Case(name, call(x, w, b))
