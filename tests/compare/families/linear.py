"""Any valid linear or bilinear layer or embedding: sizes, batch axes, bias, options and values drawn together."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from compare.contract import Case, call


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    op = draw(st.sampled_from(("linear", "bilinear", "embedding")))
    batch = tuple(draw(st.lists(st.sampled_from([1, 2, 3, 5, 7, 0]), max_size=3)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    made = {"linear": _linear, "bilinear": _bilinear, "embedding": _embedding}[op]
    return op, made(draw, rng, batch)


def _linear(draw: st.DrawFn, rng: np.random.Generator, batch: tuple[int, ...]) -> Case:
    inputs, outputs = draw(st.integers(1, 23)), draw(st.integers(1, 11))
    scale, offset = 10.0 ** draw(st.integers(-3, 3)), draw(st.sampled_from([0.0, 1.0, 30.0]))
    x = scale * (rng.standard_normal((*batch, inputs)) + offset)
    w = 10.0 ** draw(st.integers(-3, 3)) * rng.standard_normal((outputs, inputs))
    biases = [None, (outputs,), (outputs,)] + ([(1, outputs), (*batch, outputs)] if len(batch) == 1 else [])
    if draw(st.integers(0, 5)) == 0:
        w, biases = w[0], [None, ()] if len(batch) != 1 else [None]
    shape = draw(st.sampled_from(biases))
    b = None if shape is None else np.asarray(scale * rng.standard_normal(shape))
    return Case(f"{x.shape} with {w.shape}, bias {shape}, scale {scale:g}, offset {offset:g}", call(x, w, b))


def _bilinear(draw: st.DrawFn, rng: np.random.Generator, batch: tuple[int, ...]) -> Case:
    first, second, outputs = draw(st.integers(1, 11)), draw(st.integers(1, 9)), draw(st.integers(1, 7))
    scales = [10.0 ** draw(st.integers(-2, 2)) for _ in range(3)]
    offset = draw(st.sampled_from([0.0, 1.0, 30.0]))
    x1 = scales[0] * (rng.standard_normal((*batch, first)) + offset)
    x2 = scales[1] * rng.standard_normal((*batch, second))
    w = scales[2] * rng.standard_normal((outputs, first, second))
    b = np.prod(scales) * rng.standard_normal(outputs) if draw(st.booleans()) else None
    name = f"{x1.shape} and {x2.shape} with {w.shape}, bias {b is not None}, scales {scales}, offset {offset:g}"
    return Case(name, call(x1, x2, w, b))


def _embedding(draw: st.DrawFn, rng: np.random.Generator, batch: tuple[int, ...]) -> Case:
    rows, columns = draw(st.integers(1, 11)), draw(st.integers(1, 5))
    w = 10.0 ** draw(st.integers(-3, 3)) * rng.standard_normal((rows, columns))
    dtype = draw(st.sampled_from([np.int64, np.int32]))
    index = np.asarray(rng.integers(0, rows, (*batch, 17) if draw(st.booleans()) else batch, dtype))
    padding = draw(st.none() | st.integers(-rows, rows - 1)) if rows > 1 else None
    scaled = draw(st.booleans())
    name = f"{index.dtype} {index.shape} into {w.shape}, padding_idx {padding}, scale_grad_by_freq {scaled}"
    return Case(name, call(index, w, padding, scale_grad_by_freq=scaled))
