"""Questions about power-average pooling: sums that are negative, zero or inf, and the norms between and beyond."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np

from ...contract import DTYPES, Case, call
from .._draw import Draw

SPECIAL = (0.0, -0.0, 1.0, -1.0, 0.5, -3.0, np.inf, -np.inf, np.nan)


def lp_pool1d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 11)
    yield Case("plain", call(x, 2, 3))
    yield from _lp(draw, x, kernel=3)
    yield from _special(2)
    yield Case("kernel_size=(3,), norm_type=inf", call(x, np.inf, (3,)))
    yield Case("refused: kernel_size=(3,)", call(x, 2, (3,)), raises=True)


def lp_pool2d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 7, 11)
    yield Case("plain", call(x, 2, (3, 2)))
    yield from _lp(draw, x, kernel=(3, 2))

    yield Case("stride=(1, 3)", call(x, 2, (3, 2), (1, 3)))
    yield Case("stride=(2,) for both axes", call(x, 2, [3, 2], (2,)))
    yield Case("global", call(x, 2, (7, 11)))
    yield Case("kernel larger than the input, ceil_mode", call(x, 2, (9, 2), None, True))
    yield Case("a hundred elements", call(draw.normal(2, 3, 23, 29), 2, (10, 11)))
    yield Case("norm_type=1, far from zero", call(draw.normal(2, 3, 7, 5, mean=1000.0), 1, 2))
    yield from _special((1, 2))
    yield Case("refused: kernel_size=(2,)", call(x, 2, (2,)), raises=True)
    yield Case("refused: kernel_size=(2,), norm_type=inf", call(x, np.inf, (2,)), raises=True)
    yield Case("refused: three kernel sizes", call(x, 2, (3, 2, 2)), raises=True)


def lp_pool3d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 4, 5, 7)
    yield Case("plain", call(x, 2, (2, 3, 1)))
    yield from _lp(draw, x, kernel=(2, 3, 4))

    yield Case("stride=(1, 2, 3)", call(x, 2, 2, (1, 2, 3)))
    infinite = call(x[..., :2], np.inf, (1, 1, 3), None, True)
    yield Case("kernel larger than the input, ceil_mode, norm_type=inf", infinite)
    yield from _special((1, 1, 2))
    yield Case("refused: smaller than the kernel, ceil_mode", call(x[..., :2], 2, (1, 1, 3), None, True), raises=True)
    yield Case("refused: two kernel sizes", call(x, 2, (2, 3)), raises=True)


def _lp(draw: Draw, x: np.ndarray, kernel: int | tuple[int, ...]) -> Iterator[Case]:
    """What is asked of every dimension."""
    positive = draw.uniform(0.5, 2.0, *x.shape)
    for p in (1, 1.5, 2.0, 3, 7, 0.5, 1 / 3, -1, -2.5):
        yield Case(f"norm_type={p:.2g}", call(positive, p, kernel))
    yield Case("norm_type=4, both signs", call(x, 4, kernel))
    yield Case("norm_type=1, both signs", call(x, 1, kernel))
    yield Case("norm_type=True, which is 1", call(x, True, 2))
    yield Case("norm_type=inf", call(x, np.inf, kernel))
    yield Case("norm_type=-inf", call(x, -np.inf, kernel))
    yield Case("stride=1, overlapping", call(x, 2, kernel, 1))
    yield Case("stride=3, gaps", call(x, 2, 2, 3))
    yield Case("stride=[]", call(x, 2, 2, []))
    yield Case("norm_type=inf, stride=1", call(x, np.inf, kernel, 1))
    for p in (3, np.inf, -np.inf):
        yield Case(f"norm_type={p}, ceil_mode", call(positive, p, 2, 3, True))
        yield Case(f"norm_type={p}, ceil_mode, over the edge", call(positive, p, 3, 2, ceil_mode=True))
    yield Case("unbatched", call(x[0], 2, kernel))
    yield Case("unbatched, every option", call(positive[0], 1.5, 3, 2, True))
    yield Case("every option, Fortran order", call(positive, 1.5, 3, 2, True), layout="F")
    yield Case("empty batch", call(x[:0], 2, kernel))
    yield Case("empty batch, norm_type=inf", call(x[:0], np.inf, kernel))
    yield Case("one element", call(draw.normal(1, 1, *(1 for _ in x.shape[2:])), 2, 1))
    yield Case("small and large", call(np.where(draw.mask(0.5, *x.shape), 1e-15, 1e15) * x, 2, 2))
    ties = draw.ties(*x.shape)
    for p in (1, 2, np.inf, -np.inf):
        yield Case(f"norm_type={p}, ties and sums of zero", call(ties, p, 2, 1), exact=True)

    for words, value in {"0": 0, "0.0": 0.0, "None": None, "text": "2", "10**30": 10**30}.items():
        yield Case(f"refused: norm_type={words}", call(x, value, 2), raises=True)
    for p in (2, np.inf):
        yield Case(f"refused: norm_type={p}, kernel_size=0", call(x, p, 0), raises=True)
        yield Case(f"refused: norm_type={p}, kernel_size=2.0", call(x, p, 2.0), raises=True)
        yield Case(f"refused: norm_type={p}, kernel_size=True", call(x, p, True), raises=True)
        yield Case(f"refused: norm_type={p}, kernel_size=None", call(x, p, None), raises=True)
        yield Case(f"refused: norm_type={p}, kernel_size=2**31", call(x, p, 2**31), raises=True)
        yield Case(f"refused: norm_type={p}, kernel too large", call(x, p, 12), raises=True)
        yield Case(f"refused: norm_type={p}, stride=0", call(x, p, 2, 0), raises=True)
        yield Case(f"refused: norm_type={p}, ceil_mode=1", call(x, p, 2, 2, 1), raises=True)
        yield Case(f"refused: norm_type={p}, an axis too few", call(x[0, 0], p, 2), raises=True)
        yield Case(f"refused: norm_type={p}, an axis too many", call(x[None], p, 2), raises=True)
        yield Case(f"refused: norm_type={p}, no channels", call(x[:, :0], p, 2), raises=True)
        yield Case(f"refused: norm_type={p}, empty axis", call(x[..., :0], p, 1), raises=True)


def _special(kernel: int | tuple[int, ...]) -> Iterator[Case]:
    """Every pair of special values in a window of its own, under norms of every kind."""
    pairs = np.array(list(itertools.product(SPECIAL, SPECIAL))).reshape((1,) * np.size(kernel) + (-1,))
    for p in (1, 2, 3, 4, 1.5, 1 / 3, -1, -2, -3, np.inf, -np.inf, np.nan):
        yield Case(f"special values, norm_type={p:.2g}", call(pairs, p, kernel), exact=True)
    for p in (0.5, -0.5):  # the square root of −∞ is nan; in PyTorch's float16 alone, it is ∞
        dtypes = tuple(dtype for dtype in DTYPES if dtype != "float16")
        yield Case(f"special values, norm_type={p}", call(pairs, p, kernel), exact=True, dtypes=dtypes)
