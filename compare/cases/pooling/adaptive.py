"""Questions about windows that divide the input into a given number of places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import spiked


def adaptive_avg_pool1d(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 11), 4))
    yield from _adaptive(draw, (11,))
    yield from _adaptive_1d(draw)
    yield from _means_of_nothing(1)


def adaptive_avg_pool2d(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 7, 11), (3, 4)))
    yield from _adaptive(draw, (7, 11))
    yield from _adaptive_2d(draw)
    yield from _means_of_nothing(2)
    yield Case("long sums", call(draw.normal(1, 2, 37, 29, mean=3.0), (2, 1)))
    yield Case("far from zero", call(draw.normal(2, 3, 7, 5, mean=1000.0), (3, 4)))


def adaptive_avg_pool3d(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 4, 5, 7), (3, 2, 4)))
    yield from _adaptive(draw, (4, 5, 7))
    yield from _adaptive_3d(draw)
    yield from _means_of_nothing(3)


def adaptive_max_pool1d(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 11), 4))
    yield from _adaptive(draw, (11,))
    yield from _adaptive_1d(draw)
    yield from _adaptive_max(draw, (11,), (4,))


def adaptive_max_pool2d(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 7, 11), (3, 4)))
    yield from _adaptive(draw, (7, 11))
    yield from _adaptive_2d(draw)
    yield from _adaptive_max(draw, (7, 11), (3, 4))
    yield Case("global, ties", call(draw.ties(2, 3, 7, 5), 1, True), exact=True)


def adaptive_max_pool3d(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 4, 5, 7), (3, 2, 4)))
    yield from _adaptive(draw, (4, 5, 7))
    yield from _adaptive_3d(draw)
    yield from _adaptive_max(draw, (4, 5, 7), (3, 2, 4))


def _adaptive(draw: Draw, size: tuple[int, ...]) -> Iterator[Case]:
    """What is asked of both adaptive poolings in every dimension."""
    d = len(size)
    x = draw.normal(2, 3, *size)
    yield Case("global", call(x, 1))
    yield Case("the input's size", call(x, size))
    yield Case("windows of equal size", call(draw.normal(2, 3, *(6, 4, 2)[:d]), 2))
    yield Case("larger than the input", call(x, tuple(n + 3 for n in size)))
    yield Case("many times the input", call(draw.normal(2, 3, *(2, 3, 1)[:d]), (7, 8, 5)[:d]))
    yield Case("unbatched", call(x[0], 2))
    yield Case("small", call(1e-6 * x, 2))
    yield Case("list", call(x, [3] * d))
    yield Case("NumPy integers", call(x, (np.int64(2),) * d))
    yield Case("empty batch", call(x[:0], 3))
    yield Case("unbatched, no channels", call(x[0, :0], 3))
    yield Case("one element", call(draw.normal(1, 1, *(1,) * d), 1))
    yield Case("one element, spread", call(draw.normal(1, 1, *(1,) * d), 3))
    yield Case("inf, −inf and nan", call(spiked(draw, x), tuple(n // 2 for n in size)), exact=True)

    yield Case("refused: output_size=-1", call(x, -1), raises=True)
    yield Case("refused: output_size=2**62", call(x, 2**62), raises=True)
    yield Case("refused: output_size=2**63", call(x, 2**63), raises=True)
    yield Case("refused: output_size=2.0", call(x, 2.0), raises=True)
    yield Case("refused: output_size=True", call(x, True), raises=True)
    yield Case("refused: output_size=None", call(x, None), raises=True)
    yield Case("refused: an axis too few", call(x[0, 0], 2), raises=True)
    yield Case("refused: an axis too many", call(x[None], 2), raises=True)
    yield Case("refused: empty axis", call(x[..., :0], 2), raises=True)


def _adaptive_1d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 11)
    yield Case("output_size=(4,)", call(x, (4,)))
    yield Case("refused: (None,)", call(x, (None,)), raises=True)
    yield Case("refused: two sizes", call(x, (4, 4)), raises=True)


def _adaptive_2d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 7, 11)
    yield Case("refused: np.int64(3) for both axes", call(x, np.int64(3)), raises=True)
    yield Case("output_size=3 for both axes", call(x, 3))
    yield Case("output_size=(None, 4)", call(x, (None, 4)))
    yield Case("output_size=(4, None)", call(x, (4, None)))
    yield Case("unbatched, [None, None]", call(x[0], [None, None]))
    yield Case("larger along one axis", call(x, (9, 2)))
    yield Case("refused: one size in a tuple", call(x, (2,)), raises=True)
    yield Case("refused: three sizes", call(x, (2, 3, 4)), raises=True)


def _adaptive_3d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 4, 5, 7)
    yield Case("refused: np.int64(3) for all axes", call(x, np.int64(3)), raises=True)
    yield Case("output_size=(None, 2, 4)", call(x, (None, 2, 4)))
    yield Case("output_size=(2, 3, None)", call(x, (2, 3, None)))
    yield Case("output_size=(3, None, 2)", call(x, (3, None, 2)))
    yield Case("larger along one axis", call(x, (2, 9, 3)))
    yield Case("refused: no channels", call(x[:, :0], 2), raises=True)
    yield Case("refused: two sizes", call(x, (2, 3)), raises=True)


def _means_of_nothing(d: int) -> Iterator[Case]:
    """One mean over everything may be over nothing."""
    yield Case("global, no channels", call(np.ones((2, 0, *(7, 5, 3)[:d])), 1))
    yield Case("global, empty axis", call(np.ones((2, 3, 0, *(5, 3)[: d - 1])), 1))


def _adaptive_max(draw: Draw, size: tuple[int, ...], out: Any) -> Iterator[Case]:
    """What is asked of the maximum in every dimension."""
    ties = draw.ties(2, 3, *size)
    yield Case("return_indices", call(draw.normal(2, 3, *size), out, return_indices=True))
    yield Case("return_indices, unbatched", call(draw.normal(3, *size), out, return_indices=True))
    yield Case("return_indices, Fortran order", call(draw.normal(2, 3, *size), out, True), layout="F")
    yield Case("ties", call(ties, out, return_indices=True), exact=True)
    yield Case("zeros of both signs", call(np.where(ties > 0, 0.0, -0.0), out, True), exact=True, zeros={"y"})
    yield Case("all −inf", call(np.full((2, 3, *size), -np.inf), out, return_indices=True), exact=True)
    nan = np.where(draw.mask(0.3, *ties.shape), np.nan, ties)
    yield Case("several nan in a window", call(nan, out, return_indices=True), exact=True)
