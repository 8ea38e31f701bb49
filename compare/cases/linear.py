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
