"""Questions about dropout, on PyTorch's random stream (`rng`) and on a given mask.

`y` hardly needs rounding, so a wrong element stands out; that the generator has moved on by as many words as PyTorch's
is the quantity `rng after`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..contract import Case, Seed, call
from ._draw import Draw


def dropout(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 7)
    yield Case("plain", call(x, rng=Seed(1)))
    yield Case("mask", call(x, mask=draw.mask(0.5, 5, 3, 7)))
    yield from _elementwise(draw, x)
    yield Case("no draw in evaluation, no generator", call(x, 0.5, False))


def alpha_dropout(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 7)
    yield Case("plain", call(x, 0.5, True, rng=Seed(1)))
    yield Case("mask", call(x, 0.5, True, mask=draw.mask(0.5, 5, 3, 7)))
    yield from _elementwise(draw, x)
    yield Case("p is 0.5 unless given", call(x, training=True, rng=Seed(2)))
    yield Case("training is False unless given", call(x, 0.3, rng=Seed(2)))


def _elementwise(draw: Draw, x: np.ndarray) -> Iterator[Case]:
    """Questions about both that draw for each element; x is (5, 3, 7)."""
    for p in (0.1, 0.37, 0.9, 1e-9):
        yield Case(f"p={p}", call(x, p, True, rng=Seed(2)))
    yield Case("p=0", call(x, 0.0, True, rng=Seed(3)))
    yield Case("p=1", call(x, 1.0, True, rng=Seed(3)), zeros={"y", "grad input"})
    yield Case("p=0.3 and a mask", call(x, 0.3, True, mask=draw.mask(0.7, *x.shape)))
    yield Case("p=0 and a mask", call(x, 0, True, mask=draw.mask(0.5, *x.shape)))
    yield Case("p=1 and a mask", call(x, 1, True, mask=draw.mask(0.5, *x.shape)), zeros={"y", "grad input"})
    yield Case("p=np.float16(0.3)", call(x, np.float16(0.3), True, rng=Seed(2)))
    yield Case("mask keeps all", call(x, 0.4, True, mask=np.ones(x.shape, bool)))
    yield Case("evaluation", call(x, 0.3, False, rng=Seed(4)))
    yield Case("mask in evaluation", call(x, 0.3, False, mask=draw.mask(0.7, *x.shape)))
    yield Case("seed 2**32 - 1", call(x, 0.3, True, rng=Seed(2**32 - 1)))
    yield Case("more than one round of the generator", call(draw.normal(11, 59), 0.3, True, rng=Seed(5)))
    yield Case("transposed: drawn in memory order", call(x.T, 0.3, True, rng=Seed(6)), layout="F")
    yield Case("vector", call(x[0, 0], 0.3, True, rng=Seed(7)))
    yield Case("one element", call(x[:1, :1, :1], 0.3, True, rng=Seed(1)))
    yield Case("0-d", call(np.array(1.5), 0.3, True, rng=Seed(1)))
    yield Case("empty batch", call(x[:0], 0.3, True, rng=Seed(9)))
    special = np.tile(draw.special(), 4)
    yield Case("special values", call(special, 0.3, True, rng=Seed(10)), exact=True)
    yield Case("special values, p=1", call(special, 1.0, True, rng=Seed(10)), exact=True, zeros={"y", "grad input"})
    yield Case("special values in evaluation", call(special, 0.3, False), exact=True)
    yield from _refused(x, draw.mask(0.5, *x.shape))
    yield Case("refused: mask of a row", call(x, 0.5, True, mask=draw.mask(0.5, 7)), raises=True)


def dropout1d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 7)
    yield from _channelwise(draw, x)
    yield Case("p is 0.5 and training True unless given", call(x, rng=Seed(2)))
    yield Case("unbatched", call(x[0], 0.3, rng=Seed(11)))
    yield Case("unbatched with mask", call(x[0], 0.3, mask=np.array([[True], [False], [True]])))
    yield Case("unbatched, empty", call(x[0, :, :0], 0.3, rng=Seed(11)))
    yield Case("refused: 1-d", call(x[0, 0], 0.3), raises=True)
    yield Case("refused: 4-d", call(x[None], 0.3), raises=True)
    yield Case("refused: 4-d in evaluation", call(x[None], 0.3, False), raises=True)


def dropout2d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 4, 2)
    yield from _channelwise(draw, x)
    yield Case("p is 0.5 and training True unless given", call(x, rng=Seed(2)))
    yield Case("3-d: taken for (N, C, L)", call(x[0], 0.3, rng=Seed(11)))
    yield Case("2-d: every element a channel", call(x[0, 0], 0.3, rng=Seed(12)))
    yield Case("5-d", call(x[..., None], 0.3, rng=Seed(13)))
    yield Case("1-d, p=0", call(x[0, 0, 0], 0.0, rng=Seed(13)))
    yield Case("1-d, p=1", call(x[0, 0, 0], 1.0, rng=Seed(13)), zeros={"y", "grad input"})
    yield Case("1-d, empty", call(x[0, 0, 0, :0], 0.3, rng=Seed(13)))
    yield Case("1-d in evaluation", call(x[0, 0, 0], 0.3, False, rng=Seed(13)))
    yield Case("refused: 1-d", call(x[0, 0, :, 0], 0.3), raises=True)
    yield Case("refused: 0-d", call(np.array(1.0), 0.3), raises=True)


def dropout3d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 2, 4, 6)
    yield from _channelwise(draw, x)
    yield Case("p is 0.5 and training True unless given", call(x, rng=Seed(2)))
    yield Case("unbatched", call(x[0], 0.3, rng=Seed(11)))
    yield Case("unbatched with mask", call(x[0], 0.3, mask=np.array([True, False, True]).reshape(3, 1, 1, 1)))
    yield Case("3-d: taken for (C, ...)", call(x[0, 0], 0.3, rng=Seed(12)))
    yield Case("6-d: taken for (C, ...)", call(x[..., None], 0.3, rng=Seed(13)))
    yield Case("refused: 0-d", call(np.array(1.0), 0.3), raises=True)


def feature_alpha_dropout(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 4, 2)
    yield from _channelwise(draw, x)
    yield Case("p is 0.5 unless given", call(x, training=True, rng=Seed(2)))
    yield Case("training is False unless given", call(x, 0.3, rng=Seed(2)))
    yield Case("p=0 and a mask", call(x, 0, True, mask=draw.mask(0.5, 5, 3, 1, 1)))
    yield Case("3-d: taken for (N, C, L)", call(x[0], 0.3, True, rng=Seed(11)))
    yield Case("2-d: every element a channel", call(x[0, 0], 0.3, True, rng=Seed(12)))
    yield Case("5-d", call(x[..., None], 0.3, True, rng=Seed(13)))
    yield Case("1-d, p=0", call(x[0, 0, 0], 0.0, True, rng=Seed(13)))
    yield Case("1-d, p=1", call(x[0, 0, 0], 1.0, True, rng=Seed(13)), zeros={"y", "grad input"})
    yield Case("1-d, empty", call(x[0, 0, 0, :0], 0.3, True, rng=Seed(13)))
    yield Case("1-d in evaluation", call(x[0, 0, 0], 0.3, rng=Seed(13)))
    yield Case("0-d in evaluation", call(np.array(1.5), 0.3, rng=Seed(13)))
    special = np.tile(draw.special(), (4, 2, 1)).transpose(0, 2, 1)
    yield Case("special values", call(special, 0.3, True, rng=Seed(10)), exact=True)
    yield Case("special values, p=1", call(special, 1.0, True, rng=Seed(10)), exact=True, zeros={"y", "grad input"})
    yield Case("special values in evaluation", call(special, 0.3), exact=True)
    yield Case("refused: 1-d", call(x[0, 0, :, 0], 0.3, True), raises=True)
    yield Case("refused: 0-d", call(np.array(1.0), 0.3, True), raises=True)


def _channelwise(draw: Draw, x: np.ndarray) -> Iterator[Case]:
    """Questions about all that draw for each channel; x is (5, 3, ...)."""
    mask = draw.mask(0.5, 5, 3, *(1 for _ in x.shape[2:]))
    yield Case("plain", call(x, 0.5, True, rng=Seed(1)))
    yield Case("mask", call(x, 0.5, True, mask=mask))
    for p in (0.1, 0.37, 0.9):
        yield Case(f"p={p}", call(x, p, True, rng=Seed(2)))
    yield Case("p=0", call(x, 0.0, True, rng=Seed(3)))
    yield Case("p=1", call(x, 1.0, True, rng=Seed(3)), zeros={"y", "grad input"})
    yield Case("p=0.3 and a mask", call(x, 0.3, True, mask=mask))
    yield Case("evaluation", call(x, 0.3, False, rng=Seed(4)))
    yield Case("p=np.float16(0.3)", call(x, np.float16(0.3), True, rng=Seed(2)))
    yield Case("channels in order, whatever the memory", call(x, 0.3, True, rng=Seed(5)), layout="F")
    yield Case("one element", call(x[(slice(1),) * x.ndim], 0.3, True, rng=Seed(6)))
    yield Case("empty batch", call(x[:0], 0.3, True, rng=Seed(7)))
    spiked = x.copy()
    spiked[..., 0], spiked[..., 1], spiked[1], spiked[2] = np.inf, -0.0, np.nan, -np.inf
    yield Case("inf, nan and zeros", call(spiked, 0.3, True, rng=Seed(8)), exact=True)
    yield from _refused(x, mask)
    yield Case("refused: mask of input's shape", call(x, 0.5, True, mask=draw.mask(0.5, *x.shape)), raises=True)


def _refused(x: np.ndarray, mask: np.ndarray) -> Iterator[Case]:
    yield Case("refused: p below 0", call(x, -0.1, True), raises=True)
    yield Case("refused: p above 1", call(x, 1.1, True), raises=True)
    yield Case("refused: p above 1 in evaluation", call(x, 1.1, False), raises=True)
    yield Case("refused: p=nan", call(x, np.nan, True), raises=True)
    yield Case("refused: p=None", call(x, None, True), raises=True)
    yield Case("refused: training=1", call(x, 0.5, 1), raises=True)
    yield Case(
        "refused: integers", call(np.arange(15).reshape(5, 3, *(1 for _ in x.shape[2:])), 0.5, True), raises=True
    )
    yield Case("refused: mask of another shape", call(x, 0.5, True, mask=mask[:4]), raises=True)
    yield Case("refused: mask of integers", call(x, 0.5, True, mask=mask.astype(np.int64)), raises=True)
    yield Case("refused: rng and mask", call(x, 0.5, True, rng=Seed(1), mask=mask), raises=True)
