"""Questions about what normalizes every sample by itself: group, layer and root mean square normalization."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import SPIKES, hard, with_value


def group_norm(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 6, 4, 3, mean=1.5, scale=2.0)
    w, b = draw.normal(6), draw.normal(6)

    yield Case("plain", call(x, 3, w, b))
    for name, shape in (("2-d", (7, 6)), ("3-d", (5, 6, 4)), ("5-d", (2, 6, 4, 1, 5)), ("6-d", (2, 6, 1, 2, 1, 4))):
        yield Case(name, call(draw.normal(*shape), 2, w, b))
    yield Case("input and groups alone", call(x, 2))
    yield Case("no bias", call(x, 2, w))
    yield Case("bias alone", call(x, 2, None, b))
    yield Case("one group", call(x, 1, w, b))
    yield Case("six groups", call(x, 6, w, b))
    yield Case("groups of NumPy's int64", call(x, np.int64(2), w, b))
    yield Case("eps=0.5", call(x, 2, w, b, 0.5))
    yield Case("eps=0", call(x, 2, w, b, eps=0.0))
    yield Case("eps=True", call(x, 2, w, b, eps=True))
    yield Case("eps=-0.1", call(x, 2, w, b, eps=-0.1))
    yield Case("eps=-100", call(x, 2, w, b, eps=-100.0), exact=True)
    yield Case("one sample", call(x[:1], 2, w, b))
    yield Case("one sample, 2-d", call(draw.normal(1, 6), 2, w, b))
    powers = np.exp2(draw.integers(-2, 3, 4, 6))  # of two, as rstd is here: PyTorch's zeros are exact
    single = call(powers, 6, powers[0], b, 0.25)
    yield Case("one value per group", single, zeros={"grad input", "grad weight"})
    yield Case("many values", call(draw.normal(2, 6, 499, mean=1.0), 3, w, b))
    yield Case("many samples", call(draw.normal(997, 6, mean=1.0), 2, w, b))
    for name, values in hard(draw, 5, 6, 4):
        yield Case(name, call(values, 2, w, b))
    yield Case("samples of different size", call(10.0 ** np.arange(-2, 3).reshape(5, 1, 1, 1) * x, 3, w, b))
    constant = np.broadcast_to(np.exp2(draw.integers(-2, 3, 4, 2, 1, 1)), (4, 2, 3, 5)).reshape(4, 6, 5)
    yield Case("constant groups", call(constant, 2, w, b), zeros={"grad weight"})
    yield Case("a weight of zero", call(x, 2, with_value(w, 0.0), b))
    for value in SPIKES:
        yield Case(f"{value} in one group", call(with_value(x, value), 3, w, b), exact=True)
    yield Case("batch of no samples", call(x[:0], 2, w, b))
    yield Case("no space", call(x[..., :0], 2))
    yield Case("no channels", call(x[:, :0], 2, w[:0], b[:0]))

    yield Case("refused: one value in one group", call(x[:1, :1, 0, 0], 1, w[:1], b[:1]), raises=True)
    yield Case("refused: one sample, one value per group", call(x[:1, :, 0, 0], 6), raises=True)
    yield Case("refused: one axis", call(w, 2), raises=True)
    yield Case("refused: groups do not divide", call(x, 4, w, b), raises=True)
    yield Case("refused: more groups than channels", call(x, 12, w, b), raises=True)
    for groups in (0, -2, 2.0, True, None, (2,)):
        yield Case(f"refused: num_groups={groups!r}", call(x, groups, w, b), raises=True)
    yield Case("refused: weight of 2", call(x, 2, w[:2], b), raises=True)
    yield Case("refused: weight 2-d", call(x, 2, w[:, None], b), raises=True)
    yield Case("refused: bias of 1", call(x, 2, w, b[:1]), raises=True)
    yield Case("refused: eps=None", call(x, 2, w, b, None), raises=True)
    yield Case("refused: integers", call(draw.integers(0, 9, 5, 6, 2), 2), raises=True)
    mixed = call(x, 2, w.astype(np.float32), b)
    yield Case("refused: weight of another dtype", mixed, raises=True, dtypes=("float64",))


def layer_norm(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 4, 7, mean=1.5, scale=2.0)
    w, b = draw.normal(7), draw.normal(7)
    wide, deep = draw.normal(4, 7), draw.normal(4, 7)

    yield Case("plain", call(x, (7,), w, b))
    yield Case("two axes", call(x, (4, 7), wide, deep))
    yield Case("all axes", call(x[0], (3, 4, 7), draw.normal(3, 4, 7), draw.normal(3, 4, 7)))
    yield Case("2-d", call(draw.normal(6, 7), (7,), w, b))
    yield Case("1-d", call(draw.normal(7), (7,), w, b))
    yield Case("5-d", call(draw.normal(2, 3, 1, 4, 7), (4, 7), wide, deep))
    yield Case("shape as a list", call(x, [4, 7], wide, deep))
    yield Case("shape of NumPy's int64", call(x, (np.int64(7),), w, b))
    yield Case("input and shape alone", call(x, (7,)))
    yield Case("no weight", call(x, (4, 7), None, deep))
    yield Case("no bias", call(x, (4, 7), wide))
    yield Case("eps=0.5", call(x, (7,), w, b, 0.5))
    yield Case("eps=0", call(x, (7,), w, b, eps=0.0))
    yield Case("eps=-0.01", call(x, (7,), w, b, eps=-0.01))
    yield Case("eps=-100", call(x, (7,), w, b, eps=-100.0), exact=True)
    yield Case("two values", call(draw.normal(6, 2), (2,), w[:2], b[:2]))
    powers = np.exp2(draw.integers(-2, 3, 6, 1))  # of two, as rstd is here: PyTorch's zeros are exact
    single = call(powers, (1,), powers[0], b[:1], 0.25)
    yield Case("one value", single, zeros={"grad input", "grad weight"})
    yield Case("many values", call(draw.normal(3, 997, mean=1.0), (997,), draw.normal(997), draw.normal(997)))
    yield Case("many samples", call(draw.normal(997, 7, mean=1.0), (7,), w, b))
    for name, values in hard(draw, 5, 7):
        yield Case(name, call(values, (7,), w, b))
    yield Case("samples of different size", call(10.0 ** np.arange(-2, 3).reshape(5, 1, 1, 1) * x, (7,), w, b))
    constant = np.broadcast_to(np.exp2(draw.integers(-2, 3, 5, 1)), (5, 4)).copy()
    yield Case("constant samples", call(constant, (4,), w[:4], b[:4]), zeros={"grad weight"})
    yield Case("a weight of zero", call(x, (7,), with_value(w, 0.0), b))
    for value in SPIKES:
        yield Case(f"{value} in one sample", call(with_value(x, value), (7,), w, b), exact=True)
    yield Case("batch of no samples", call(x[:0], (7,), w, b))
    yield Case("no values", call(x[..., :0], (4, 0), wide[:, :0], deep[:, :0]))
    yield from _refused_shapes(draw, x, w)
    yield Case("refused: bias of 6", call(x, (7,), w, b[:6]), raises=True)
    yield Case("refused: bias 2-d", call(x, (7,), w, b[None]), raises=True)
    yield Case("refused: bias of one axis", call(x, (4, 7), wide, b), raises=True)
    yield Case("refused: eps=None", call(x, (7,), w, b, None), raises=True)
    mixed = call(x, (7,), w.astype(np.float32), b)
    yield Case("refused: weight of another dtype", mixed, raises=True, dtypes=("float64",))


def rms_norm(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 4, 7, mean=1.5, scale=2.0)
    w, wide = draw.normal(7), draw.normal(4, 7)

    yield Case("plain", call(x, (7,), w))
    yield Case("two axes", call(x, (4, 7), wide))
    yield Case("all axes", call(x[0], (3, 4, 7), draw.normal(3, 4, 7)))
    yield Case("2-d", call(draw.normal(6, 7), (7,), w))
    yield Case("1-d", call(draw.normal(7), (7,), w))
    yield Case("shape as a list", call(x, [4, 7], wide))
    yield Case("input and shape alone", call(x, (7,)))
    yield Case("eps=0.5", call(x, (7,), w, 0.5))
    yield Case("eps=0", call(x, (7,), w, eps=0.0))
    yield Case("eps=True", call(x, (7,), w, eps=True))
    yield Case("eps=-0.01", call(x, (7,), w, eps=-0.01))
    yield Case("eps=-100", call(x, (7,), w, eps=-100.0), exact=True)
    tiny = draw.normal(5, 7, scale=1e-8)  # in float32, whose epsilon is 1e-7, PyTorch itself is far from its float64
    yield Case("mean square near the default eps", call(tiny, (7,), w), dtypes=("float64",))
    yield Case("mean square near eps", call(draw.normal(5, 7, scale=0.003), (7,), w, 1e-5))
    yield Case("one value", call(draw.normal(6, 1), (1,), w[:1], 1.0))
    yield Case("many values", call(draw.normal(3, 997, mean=1.0), (997,), draw.normal(997)))
    yield Case("many samples", call(draw.normal(997, 7, mean=1.0), (7,), w))
    yield Case("mean 1000", call(draw.normal(5, 7, mean=1000.0), (7,), w))
    yield Case("large values", call(draw.normal(5, 7, scale=1e4), (7,), w))
    yield Case("samples of different size", call(10.0 ** np.arange(-2, 3).reshape(5, 1, 1, 1) * x, (7,), w))
    yield Case("sample of zeros", call(np.array([[0.0, -0.0, 0.0], [1.0, -2.0, 3.0]]), (3,), w[:3], 1e-5))
    zero = np.array([[0.0, -0.0, 0.0], [1.0, -2.0, 3.0]])
    yield Case("sample of zeros, eps=0", call(zero, (3,), w[:3], 0.0), exact=True)
    yield Case("weight of zeros", call(x, (7,), 0 * w), exact=True, zeros={"y", "grad input"})
    for value in SPIKES:
        yield Case(f"{value} in one sample", call(with_value(x, value), (7,), w), exact=True)
    yield Case("inf as weight", call(x, (7,), with_value(w, np.inf)), exact=True)
    yield Case("batch of no samples", call(x[:0], (7,), w))
    yield Case("no values", call(x[..., :0], (4, 0), wide[:, :0]))
    yield Case("weight in float32", call(x, (7,), w.astype(np.float32), 0.1), dtypes=("float64",))
    yield Case("input in float32", call(x.astype(np.float32), (7,), w, 0.1), dtypes=("float64",))
    yield from _refused_shapes(draw, x, w)
    yield Case("refused: eps=a word", call(x, (7,), w, "small"), raises=True)


def _refused_shapes(draw: Draw, x: np.ndarray, w: np.ndarray) -> Iterator[Case]:
    for shape in (7, (), (7.0,), (-1,), (4,), (7, 4), (1, 5, 3, 4, 7), None, "7", (True,)):
        yield Case(f"refused: normalized_shape={shape!r}", call(x, shape), raises=True)
    yield Case("refused: 0-d", call(np.array(2.0), (1,)), raises=True)
    yield Case("refused: weight of 6", call(x, (7,), w[:6]), raises=True)
    yield Case("refused: weight 2-d", call(x, (7,), w[None]), raises=True)
    yield Case("refused: weight of one axis", call(x, (4, 7), w), raises=True)
    yield Case("refused: integers", call(draw.integers(0, 9, 5, 7), (7,)), raises=True)
