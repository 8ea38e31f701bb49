"""Questions about windows of fixed size: maximum and average."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import spiked


def max_pool1d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 11)
    yield Case("plain", call(x, 3))
    yield from _max(draw, x, kernel=(3,), tight=draw.normal(2, 3, 5))


def max_pool2d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 7, 11)
    yield Case("plain", call(x, (3, 2)))
    yield from _max(draw, x, kernel=(3, 2), tight=draw.normal(2, 3, 5, 7))

    yield Case("stride=(1, 3)", call(x, (3, 2), stride=(1, 3)))
    yield Case("padding=(1, 0)", call(x, (3, 2), padding=(1, 0)))
    yield Case("dilation=(2, 5)", call(x, (3, 2), dilation=(2, 5)))
    yield Case("global", call(x, (7, 11), return_indices=True))
    yield Case("kernel larger than the input, ceil_mode", call(x, (9, 2), ceil_mode=True))
    yield Case("a dilated window that misses the input's border", call(x, 2, 1, 1, (3, 4), False, True))
    yield Case("lists and NumPy integers", call(x, [3, 2], np.int64(2), [1], [np.int32(1), 2]))
    yield Case("stride=[]", call(x, (3, 2), []))
    yield Case("kernel=(2,) for both axes", call(x, (2,)))
    yield Case("ties across rows", call(draw.ties(2, 3, 7, 5), (3, 2), 1, 1, return_indices=True), exact=True)
    nan = draw.ties(2, 3, 7, 5)
    nan[draw.mask(0.2, *nan.shape)] = np.nan
    yield Case("several nan in a window", call(nan, (3, 2), 1, 1, return_indices=True), exact=True)
    special = np.stack([draw.special(), draw.special()[::-1]])[:, :, None]
    yield Case("large and small", call(special, (3, 1), 1, return_indices=True), exact=True)
    yield Case("refused: dilated kernel too large", call(x, (3, 2), dilation=(1, 11)), raises=True)
    yield Case("refused: three kernel sizes", call(x, (3, 2, 2)), raises=True)
    yield Case("refused: kernel_size=None", call(x, None), raises=True)
    yield Case("refused: padding=None", call(x, 2, padding=None), raises=True)
    yield Case("refused: kernel_size=True", call(x, True), raises=True)


def max_pool3d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 4, 5, 7)
    yield Case("plain", call(x, (2, 3, 1)))
    yield from _max(draw, x, kernel=(2, 3, 4), tight=draw.normal(2, 3, 5, 3, 7))

    yield Case("stride=(1, 2, 3)", call(x, 2, stride=(1, 2, 3)))
    yield Case("padding=(1, 0, 2)", call(x, (2, 3, 4), padding=(1, 0, 2), return_indices=True))
    yield Case("dilation=(3, 1, 2)", call(x, 2, dilation=(3, 1, 2)))
    yield Case("refused: two kernel sizes", call(x, (2, 3)), raises=True)


def _max(draw: Draw, x: np.ndarray, kernel: tuple[int, ...], tight: np.ndarray) -> Iterator[Case]:
    """What is asked of every dimension."""
    d = len(kernel)
    yield Case("kernel=2", call(x, 2))
    yield Case("stride=1, overlapping", call(x, kernel, 1))
    yield Case("stride=3, gaps", call(x, 2, 3))
    yield Case("padding=1, all negative", call(-np.abs(x), 2, padding=1))
    yield Case("dilation=2", call(x, 2, dilation=2))
    yield Case("ceil_mode", call(x, 3, 3, ceil_mode=True, return_indices=True))
    yield Case("ceil_mode, a last window in the padding alone is left out", call(tight, 2, 2, 1, ceil_mode=True))
    yield Case("ceil_mode, the last window starts on the last element", call(tight, 2, ceil_mode=True))
    yield Case("ceil_mode dilation=2", call(tight, 2, 2, dilation=2, ceil_mode=True))
    yield Case("return_indices", call(x, kernel, return_indices=True))
    yield Case("return_indices, padding=1, stride=1", call(x, 2, 1, 1, return_indices=True))
    yield Case("every option", call(x, 3, 3, 1, 2, True, True))
    yield Case("unbatched", call(x[0], kernel))
    yield Case("unbatched, every option", call(x[0], 3, 3, 1, 2, True, True))
    yield Case("every option, Fortran order", call(x, 3, 3, 1, 2, True, True), layout="F")
    yield Case("empty batch", call(x[:0], kernel, return_indices=True))
    yield Case("one element", call(draw.normal(1, 1, *(1,) * d), 1))
    yield Case("one element, padding=1", call(draw.normal(1, 1, *(1,) * d), 3, 1, 1, return_indices=True))

    ties = draw.ties(*x.shape)
    yield Case("ties", call(ties, kernel, 1, return_indices=True), exact=True)
    zeros = np.where(ties > 0, 0.0, -0.0)
    yield Case("zeros of both signs", call(zeros, 2, 1, 1, return_indices=True), exact=True, zeros={"y"})
    yield Case("all −inf", call(np.full(x.shape, -np.inf), 2, 1, 1, return_indices=True), exact=True)
    yield Case("inf, −inf and nan", call(spiked(draw, x), 2, 1, return_indices=True), exact=True)

    yield from _refused(x)
    yield Case("the largest dilation", call(x, 1, dilation=2**31 - 1))
    yield Case("refused: dilation=2**31 - 1", call(x, 2, dilation=2**31 - 1), raises=True)
    yield Case("refused: dilation=2**31", call(x, 1, dilation=2**31), raises=True)
    yield Case("refused: dilation=0", call(x, 2, dilation=0), raises=True)
    yield Case("refused: padding beyond half of a dilated kernel", call(x, 3, 1, 2, 2), raises=True)


def avg_pool1d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 11)
    yield Case("plain", call(x, 3))
    yield from _avg(draw, x, kernel=(3,), tight=draw.normal(2, 3, 5))
    yield Case("every option", call(x, 4, 2, 1, True, False))
    yield Case("refused: divisor_override", call(x, 3, divisor_override=2), raises=True)


def avg_pool2d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 7, 11)
    yield Case("plain", call(x, (3, 2)))
    yield from _avg(draw, x, kernel=(3, 2), tight=draw.normal(2, 3, 5, 7))
    yield from _divisor(x)

    yield Case("stride=(1, 3)", call(x, (3, 2), stride=(1, 3)))
    yield Case("padding=(1, 0)", call(x, (3, 2), padding=(1, 0)))
    yield Case("padding=(1, 2), not counted", call(x, (3, 4), 1, (1, 2), count_include_pad=False))
    yield Case("global", call(x, (7, 11)))
    yield Case("kernel larger than the input, ceil_mode", call(x, (9, 2), ceil_mode=True))
    yield Case("kernel larger than the input, padding", call(x[:, :, :2], 3, 1, 1))
    yield Case("long sums", call(draw.normal(1, 2, 23, 29, mean=3.0), (19, 23), 3))
    yield Case("far from zero", call(draw.normal(2, 3, 7, 11, mean=1000.0), 2, 1))
    yield Case("lists and NumPy integers", call(x, [3, 2], np.int64(2), [1]))
    yield Case("stride=[]", call(x, (3, 2), []))
    yield Case("refused: three strides", call(x, 2, (1, 2, 3)), raises=True)
    yield Case("refused: kernel_size=None", call(x, None), raises=True)


def avg_pool3d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 4, 5, 7)
    yield Case("plain", call(x, (2, 3, 1)))
    yield from _avg(draw, x, kernel=(2, 3, 4), tight=draw.normal(2, 3, 5, 3, 7))
    yield from _divisor(x)

    yield Case("stride=(1, 2, 3)", call(x, 2, stride=(1, 2, 3)))
    yield Case("padding=(1, 0, 2)", call(x, (2, 3, 4), padding=(1, 0, 2)))
    yield Case("padding=(1, 0, 2), not counted", call(x, (2, 3, 4), 1, (1, 0, 2), count_include_pad=False))
    yield Case("refused: smaller than the kernel without its padding", call(x[:, :, :2], 3, 1, 1), raises=True)
    yield Case("refused: smaller than the kernel, ceil_mode", call(x[..., :2], (1, 1, 3), ceil_mode=True), raises=True)


def _avg(draw: Draw, x: np.ndarray, kernel: tuple[int, ...], tight: np.ndarray) -> Iterator[Case]:
    """What is asked of every dimension."""
    d = len(kernel)
    yield Case("kernel=2", call(x, 2))
    yield Case("stride=1, overlapping", call(x, kernel, 1))
    yield Case("stride=3, gaps", call(x, 2, 3))
    yield Case("padding=1", call(x, 3, padding=1))
    yield Case("padding=1, not counted", call(x, 3, padding=1, count_include_pad=False))
    yield Case("ceil_mode", call(x, 3, 3, ceil_mode=True))
    yield Case("ceil_mode, over the padding's edge", call(tight, 3, 3, 1, ceil_mode=True))
    yield Case("ceil_mode, over the padding's edge, not counted", call(tight, 3, 3, 1, True, False))
    yield Case("ceil_mode, a last window in the padding alone is left out", call(tight, 2, 2, 1, ceil_mode=True))
    yield Case("unbatched", call(x[0], kernel))
    yield Case("unbatched, every option", call(x[0], 4, 2, 1, True, False))
    yield Case("padding=1, gaps in memory", call(x, 3, 1, 1), layout="strided")
    yield Case("small", call(1e-6 * x, kernel))
    yield Case("empty batch", call(x[:0], kernel))
    yield Case("one element", call(draw.normal(1, 1, *(1,) * d), 1))
    yield Case("inf, −inf and nan", call(spiked(draw, x), 2, 1), exact=True)
    yield Case("zeros of both signs", call(np.where(draw.ties(*x.shape) > 0, 0.0, -0.0), 2), exact=True, zeros={"y"})

    yield from _refused(x)
    yield Case("refused: count_include_pad=0", call(x, 2, count_include_pad=0), raises=True)
    yield Case("refused: dilation", call(x, 2, dilation=2), raises=True)


def _divisor(x: np.ndarray) -> Iterator[Case]:
    yield Case("divisor_override=5", call(x, 3, divisor_override=5))
    yield Case("divisor_override=-1", call(x, 2, divisor_override=-1))
    yield Case("divisor_override, ceil_mode, padding, not counted", call(x, 4, 2, 1, True, False, 7))
    yield Case("divisor_override=2**40", call(x, 2, divisor_override=2**40))
    yield Case("refused: divisor_override=2**63", call(x, 2, divisor_override=2**63), raises=True)
    yield Case("refused: divisor_override=0", call(x, 2, divisor_override=0), raises=True)
    yield Case("refused: divisor_override=2.0", call(x, 2, divisor_override=2.0), raises=True)


def _refused(x: np.ndarray) -> Iterator[Case]:
    """What no pooling with windows of fixed size accepts."""
    yield Case("refused: kernel_size=0", call(x, 0), raises=True)
    yield Case("refused: kernel_size=2.0", call(x, 2.0), raises=True)
    yield Case("refused: kernel too large", call(x, 12), raises=True)
    yield Case("refused: far too large, ceil_mode", call(x[..., :1], 5, 2, ceil_mode=True), raises=True)
    yield Case("the largest stride", call(x, 2, 2**31 - 1))
    yield Case("refused: stride=2**31", call(x, 2, 2**31), raises=True)
    yield Case("refused: kernel_size=2**31", call(x, 2**31), raises=True)
    yield Case("refused: kernel_size=2**32 + 2, 2 in 32 bits", call(x, 2**32 + 2), raises=True)
    yield Case("refused: padding=2**63", call(x, 2, padding=2**63), raises=True)
    yield Case("refused: stride=0", call(x, 2, 0), raises=True)
    yield Case("refused: padding=-1", call(x, 2, padding=-1), raises=True)
    yield Case("refused: padding beyond half of the kernel", call(x, 3, padding=2), raises=True)
    yield Case("refused: ceil_mode=1", call(x, 2, ceil_mode=1), raises=True)
    yield Case("refused: an axis too few", call(x[0, 0], 2), raises=True)
    yield Case("refused: an axis too many", call(x[None], 2), raises=True)
    yield Case("refused: no channels", call(x[:, :0], 2), raises=True)
    yield Case("refused: empty axis", call(x[..., :0], 1), raises=True)
