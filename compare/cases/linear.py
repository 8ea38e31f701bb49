"""Questions about the linear layer. No two sizes are equal, so that no transpose goes unseen."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..contract import Case, call
from ._draw import Draw


def linear(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(7, 3), draw.normal(5, 3), draw.normal(5)
    sequence = draw.normal(2, 7, 3)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("by keyword", call(bias=b, weight=w, input=x))
    yield Case("one row, no batch", call(x[0], w, b))
    yield Case("one row, no batch, no bias", call(x[0], w))
    yield Case("3-d input", call(sequence, w, b))
    yield Case("4-d input, no bias", call(draw.normal(2, 4, 7, 3), w))
    yield Case("5-d input", call(draw.normal(2, 1, 4, 7, 3), w, b))
    yield Case("square weight", call(draw.normal(7, 5), draw.normal(5, 5), b))
    yield Case("one input", call(draw.normal(7, 1), draw.normal(5, 1), b))
    yield Case("one output", call(x, draw.normal(1, 3), draw.normal(1)))
    yield Case("one element", call(draw.normal(1, 1), draw.normal(1, 1), draw.normal(1)))
    yield Case("many inputs", call(draw.normal(3, 257), draw.normal(2, 257), draw.normal(2)))
    yield Case("many rows", call(draw.normal(257, 3, mean=1.0), w, b))
    yield Case("large and small", call(draw.normal(7, 3, scale=1e3), draw.normal(5, 3, scale=1e-3), b))
    yield Case("1-d weight, 1-d input", call(x[0], w[0]))
    yield Case("1-d weight, 2-d input", call(x, w[0]))
    yield Case("1-d weight, 3-d input", call(sequence, w[0]))
    yield Case("1-d weight, 1-d input, 0-d bias", call(x[0], w[0], np.array(0.7)))
    yield Case("1-d weight, 3-d input, 0-d bias", call(sequence, w[0], np.array(0.7)))
    yield Case("1-d weight, 3-d input, 2-d bias", call(sequence, w[0], draw.normal(2, 7)))
    yield Case("bias of one row", call(x, w, draw.normal(1, 5)))
    yield Case("bias of one column", call(x, w, draw.normal(7, 1)))
    yield Case("bias of one number", call(x, w, draw.normal(1)))
    yield Case("0-d bias", call(x, w, np.array(0.7)))
    yield Case("bias for every output", call(x, w, draw.normal(7, 5)))
    yield Case("bias for every output, 3-d input", call(sequence, w, draw.normal(2, 7, 5)))
    yield Case("0-d bias, no batch", call(x[0], w, np.array(0.7)))
    yield Case("empty batch", call(x[:0], w, b))
    yield Case("empty axis in the batch", call(sequence[:, :0], w, b))
    yield Case("no inputs", call(np.zeros((7, 0)), np.zeros((5, 0)), b))
    yield Case("no outputs", call(x, w[:0], b[:0]))
    yield Case("inf and nan in the input", call(_spiked(x), w, b), exact=True)
    yield Case("inf and nan in the weight", call(x, _spiked(w), b), exact=True)
    yield Case("inf and nan in the bias", call(x, w, np.array([np.inf, -np.inf, np.nan, 0.0, -1.0])), exact=True)

    yield Case("refused: features", call(draw.normal(7, 5), w), raises=True)
    yield Case("refused: weight transposed", call(x, draw.normal(3, 5), b), raises=True)
    yield Case("refused: 0-d input", call(np.array(0.7), w), raises=True)
    yield Case("refused: 0-d weight", call(x, np.array(0.7)), raises=True)
    yield Case("refused: 3-d weight", call(x, draw.normal(2, 5, 3)), raises=True)
    yield Case("refused: bias of another length", call(x, w, draw.normal(3)), raises=True)
    yield Case("refused: bias for the rows", call(x, w, draw.normal(7)), raises=True)
    yield Case("refused: bias with more axes", call(x, w, draw.normal(1, 7, 5)), raises=True)
    yield Case("refused: bias with axes of 1, 3-d input", call(sequence, w, b[None, None]), raises=True)
    yield Case("refused: bias of a column, 3-d input", call(sequence, w, x[:, :1]), raises=True)
    yield Case("refused: bias that adds rows", call(x[:1], w, draw.normal(7, 5)), raises=True)
    yield Case("refused: 1-d weight, 2-d input, bias", call(x, w[0], np.array(0.7)), raises=True)
    yield Case("refused: 1-d weight, 1-d bias", call(sequence, w[0], draw.normal(7)), raises=True)
    yield Case("refused: integers", call(x, draw.integers(-3, 3, 5, 3)), raises=True)
    yield Case("refused: integers in the bias", call(x, w, draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: bias of float32", call(x, w, b.astype(np.float32)), raises=True, dtypes=("float64",))
    yield Case("refused: no weight", call(x, None, b), raises=True)


def _spiked(x: np.ndarray) -> np.ndarray:
    """`x` with inf, -inf and nan in it, each in a row of its own."""
    spiked = x.copy()
    spiked[[0, 2, 4], [0, 1, 2]] = np.inf, -np.inf, np.nan
    return spiked


def bilinear(draw: Draw) -> Iterator[Case]:
    x1, x2, w, b = draw.normal(7, 3), draw.normal(7, 4), draw.normal(5, 3, 4), draw.normal(5)
    yield Case("plain", call(x1, x2, w, b))
    yield Case("no bias", call(x1, x2, w))
    yield Case("by keyword", call(bias=b, weight=w, input2=x2, input1=x1))
    yield Case("one row, no batch", call(x1[0], x2[0], w, b))
    yield Case("one row, no batch, no bias", call(x1[0], x2[0], w))
    yield Case("3-d inputs", call(draw.normal(2, 7, 3), draw.normal(2, 7, 4), w, b))
    yield Case("4-d inputs, no bias", call(draw.normal(2, 1, 7, 3), draw.normal(2, 1, 7, 4), w))
    yield Case("square weight", call(x1, draw.normal(7, 3), draw.normal(5, 3, 3), b))
    yield Case("all sizes equal", call(*(draw.normal(3, 3) for _ in "12"), draw.normal(3, 3, 3), draw.normal(3)))
    yield Case("one feature each", call(draw.normal(7, 1), draw.normal(7, 1), draw.normal(5, 1, 1), b))
    yield Case("one output", call(x1, x2, w[:1], b[:1]))
    yield Case("one element", call(draw.normal(1, 1), draw.normal(1, 1), draw.normal(1, 1, 1), draw.normal(1)))
    yield Case("many features", call(draw.normal(3, 29), draw.normal(3, 31), draw.normal(2, 29, 31), draw.normal(2)))
    yield Case("many rows", call(draw.normal(257, 3, mean=1.0), draw.normal(257, 4, mean=1.0), w, b))
    yield Case("large and small", call(x1 * 1e3, x2 * 1e-3, w, b))
    yield Case("one input of zeros", call(0 * x1, x2, w, b), zeros={"grad input2", "grad weight"})
    yield Case("bias for every output", call(x1[:5], x2[:5], w, draw.normal(5, 5)))
    yield Case("bias of one column", call(x1[:5], x2[:5], w, draw.normal(5, 1)))
    yield Case("bias that adds rows", call(x1[0], x2[0], w, draw.normal(5, 1)))
    yield Case("bias that adds an axis", call(x1, x2, w, draw.normal(5, 7, 5)))
    yield Case("bias that adds columns", call(x1, x2, w[:1], draw.normal(1, 6)))
    yield Case("empty batch", call(x1[:0], x2[:0], w, b))
    yield Case("empty axis in the batch", call(draw.normal(2, 0, 3), draw.normal(2, 0, 4), w, b))
    yield Case("no outputs", call(x1, x2, w[:0], b[:0]))
    yield Case("inf and nan in the first input", call(_spiked(x1), x2, w, b), exact=True)
    yield Case("inf and nan in the second input", call(x1, _spiked(x2), w, b), exact=True)
    spiked = w.copy()
    spiked[[0, 2, 4], 0, [1, 2, 3]] = np.inf, -np.inf, np.nan
    yield Case("inf and nan in the weight", call(x1, x2, spiked, b), exact=True)
    yield Case("inf and nan in the bias", call(x1, x2, w, np.array([np.inf, -np.inf, np.nan, 0.0, -1.0])), exact=True)

    yield Case("refused: features of the first input", call(draw.normal(7, 2), x2, w), raises=True)
    yield Case("refused: features of the second input", call(x1, draw.normal(7, 5), w, b), raises=True)
    yield Case("refused: inputs exchanged", call(x2, x1, w, b), raises=True)
    yield Case("refused: batches differ", call(x1, x2[:6], w, b), raises=True)
    yield Case("refused: a batch of one", call(x1, x2[:1], w, b), raises=True)
    yield Case("refused: one input without a batch", call(x1, x2[0], w, b), raises=True)
    yield Case("refused: 0-d inputs", call(np.array(0.7), np.array(0.2), w), raises=True)
    yield Case("refused: no features", call(np.zeros((7, 0)), x2, np.zeros((5, 0, 4)), b), raises=True)
    yield Case("refused: no features in the second input", call(x1, np.zeros((7, 0)), np.zeros((5, 3, 0))), raises=True)
    yield Case("refused: 2-d weight", call(x1, x2, w[0]), raises=True)
    yield Case("refused: 4-d weight", call(x1, x2, w[..., None]), raises=True)
    yield Case("refused: bias of one number", call(x1, x2, w, draw.normal(1)), raises=True)
    yield Case("refused: 0-d bias", call(x1, x2, w, np.array(0.7)), raises=True)
    yield Case("refused: bias of another length", call(x1, x2, w, draw.normal(7)), raises=True)
    yield Case("refused: bias for other rows", call(x1, x2, w, draw.normal(5, 5)), raises=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 7, 3), x2, w), raises=True)
    yield Case("refused: integers in the bias", call(x1, x2, w, draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: weight of float32", call(x1, x2, w.astype(np.float32)), raises=True, dtypes=("float64",))
    yield Case("refused: no weight", call(x1, x2, None, b), raises=True)


def embedding(draw: Draw) -> Iterator[Case]:
    index, w = np.array([[4, 0, 4], [5, 4, 0]]), draw.normal(6, 5)
    yield Case("plain", call(draw.integers(0, 6, 2, 3), w))
    yield Case("an index twice and three times", call(index, w))
    yield Case("by keyword", call(weight=w, input=index, padding_idx=4))
    yield Case("int32", call(index.astype(np.int32), w))
    yield Case("every index once", call(np.array([3, 1, 5, 0, 4, 2]), w))
    yield Case("one index", call(np.array([3]), w))
    yield Case("0-d input", call(np.array(3), w))
    yield Case("0-d input, int32, scaled", call(np.array(3, np.int32), w, scale_grad_by_freq=True))
    yield Case("3-d input", call(draw.integers(0, 6, 2, 3, 4), w))
    yield Case("the same index everywhere", call(np.full(7, 2), w))
    yield Case("many indices of few rows", call(draw.integers(0, 3, 1009), w))
    yield Case("few indices of many rows", call(draw.integers(0, 1009, 3), draw.normal(1009, 2)))
    yield Case("one column", call(index, w[:, :1]))
    yield Case("one row", call(np.zeros((2, 3), np.int64), w[:1]))
    for padding in (4, 0, 5, -1, -2, -6):
        yield Case(f"padding_idx={padding}", call(index, w, padding))
    scaled = {"scale_grad_by_freq": True}
    yield Case("scale_grad_by_freq", call(index, w, **scaled))
    yield Case("scale_grad_by_freq, padding_idx=4", call(index, w, 4, **scaled))
    yield Case("scale_grad_by_freq, padding_idx=-2, int32", call(index.astype(np.int32), w, -2, **scaled))
    yield Case("scale_grad_by_freq, many indices", call(draw.integers(0, 3, 1009), w, **scaled))
    yield Case("nothing but padding", call(np.full(3, 2), w, 2), zeros={"grad weight"})
    yield Case("no indices", call(np.zeros((2, 0), np.int64), w))
    yield Case("no indices, scaled", call(np.zeros(0, np.int64), w, 1, **scaled))
    yield Case("no columns", call(index, w[:, :0]))
    yield Case("no rows", call(np.zeros(0, np.int64), w[:0], 0))
    spiked = w.copy()
    spiked[[4, 0, 1, 3], [0, 1, 2, 3]] = np.inf, -np.inf, np.nan, -0.0
    yield Case("inf, nan and -0 in the weight", call(index, spiked), exact=True)

    for wrong in (6, -1, 2**40):
        yield Case(f"refused: index {wrong}", call(np.array([0, wrong]), w), raises=True)
    yield Case("refused: an index where there are no rows", call(np.array([0]), w[:0]), raises=True)
    for dtype in ("int8", "uint8", "int16", "bool", "float32"):
        yield Case(f"refused: indices of {dtype}", call(np.ones(3, dtype), w), raises=True)
    yield Case("refused: 1-d weight", call(index, w[:, 0]), raises=True)
    yield Case("refused: 3-d weight", call(index, w[..., None]), raises=True)
    for bad_padding in (6, -7, 1.0, True, "0"):
        yield Case(f"refused: padding_idx={bad_padding!r}", call(index, w, bad_padding), raises=True)
    for flag in (1, None):
        yield Case(f"refused: scale_grad_by_freq={flag}", call(index, w, scale_grad_by_freq=flag), raises=True)
    yield Case("refused: no weight", call(index, None), raises=True)
