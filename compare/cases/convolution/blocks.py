"""Questions about unfold and fold: blocks that overlap, leave gaps, and reach into the padding."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._spiked import spiked


def unfold(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 7, 5)
    yield Case("plain", call(x, (3, 2)))
    yield Case("one number for both", call(x, 2))
    yield Case("every option", call(x, (2, 3), (3, 1), (1, 2), (1, 2)))
    yield Case("dilation=2", call(x, (3, 2), 2))
    yield Case("dilation=(1, 3)", call(x, (3, 2), (1, 3)))
    yield Case("padding=1", call(x, (3, 2), padding=1))
    yield Case("padding=(0, 2)", call(x, (3, 2), padding=(0, 2)))
    yield Case("stride=2", call(x, (3, 2), stride=2))
    yield Case("stride=(1, 3)", call(x, (3, 2), stride=(1, 3)))
    yield Case("stride beyond the kernel", call(x, 1, stride=(2, 3)))
    yield Case("stride beyond the input", call(x, (3, 2), stride=20))
    yield Case("no overlap", call(x, (2, 1), stride=(2, 1)))
    yield Case("kernel 1x1", call(x, 1))
    yield Case("kernel of the input's size", call(x, (7, 5)))
    yield Case("kernel larger than the input", call(x, (9, 6), padding=(1, 2)))
    yield Case("most blocks in the padding alone", call(x[:, :, :1, :2], (1, 2), 1, (2, 4), (2, 3)))
    yield Case("one element", call(draw.normal(1, 1, 1, 1), 1))
    yield Case("unbatched", call(x[0], (3, 2)))
    yield Case("unbatched, every option", call(x[0], [2, 3], (3, 1), (1, 2), (1, 2)))
    yield Case("every option, negative strides", call(x, (2, 3), (3, 1), (1, 2), (1, 2)), layout="reversed")
    yield Case("NumPy integers", call(x, (np.int64(3), 2), np.int32(1), np.int64(1), (1, np.int64(2))))
    yield Case("empty batch", call(x[:0], (3, 2), padding=1))
    yield Case("inf and nan", call(spiked(x), (3, 2), padding=1), exact=True)
    yield Case("negative zeros", call(np.copysign(draw.ties(2, 3, 4), -1.0), 2), exact=True)

    yield Case("refused: two axes", call(x[0, 0], 2), raises=True)
    yield Case("refused: five axes", call(x[None], 2), raises=True)
    yield Case("refused: no channels", call(x[:, :0], 2), raises=True)
    yield Case("refused: empty axis", call(x[:, :, :0], 1, 1, 1), raises=True)
    yield Case("refused: empty batch and axis", call(x[:0, :, :0], 1, 1, 1), raises=True)
    yield Case("refused: kernel larger than the input", call(x, (8, 2)), raises=True)
    yield Case("refused: and so on an empty batch", call(x[:0], (8, 2)), raises=True)
    yield Case("refused: dilated kernel too large", call(x, (3, 2), (4, 1)), raises=True)
    for name, option in _refused().items():
        yield Case(f"refused: {name}", call(x, **{"kernel_size": 2, **option}), raises=True)


def fold(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3 * 6, 3 * 4)  # 3 channels in blocks of 3 x 2, at 3 x 4 places
    yield Case("plain", call(x, (5, 5), (3, 2)))
    yield Case("one number for both", call(draw.normal(2, 12, 16), 5, 2))
    yield Case("every option", call(draw.normal(2, 18, 12), (7, 5), (2, 3), (3, 1), (1, 2), (2, 2)))
    yield Case("dilation=2", call(draw.normal(2, 18, 9), (7, 5), (3, 2), 2))
    yield Case("dilation=(1, 3)", call(draw.normal(2, 18, 10), (7, 5), (3, 2), (1, 3)))
    yield Case("padding=1", call(draw.normal(2, 18, 42), (7, 5), (3, 2), padding=1))
    yield Case("padding=(0, 2)", call(draw.normal(2, 18, 40), (7, 5), (3, 2), padding=(0, 2)))
    yield Case("stride=2", call(draw.normal(2, 18, 6), (7, 5), (3, 2), stride=2))
    yield Case("stride=(1, 3)", call(draw.normal(2, 18, 10), (7, 5), (3, 2), stride=(1, 3)))
    yield Case("stride beyond the kernel: gaps", call(draw.normal(2, 3, 8), (7, 5), 1, stride=(2, 3)))
    yield Case("stride beyond the output", call(draw.normal(2, 18, 1), (7, 5), (3, 2), stride=20))
    yield Case("no overlap", call(draw.normal(2, 6, 15), (7, 5), (2, 1), stride=(2, 1)))
    yield Case("kernel 1x1", call(draw.normal(2, 3, 35), (7, 5), 1))
    yield Case("kernel of the output's size", call(draw.normal(2, 70, 1), (7, 5), (7, 5)))
    yield Case("kernel larger than the output", call(draw.normal(2, 54, 4), (7, 5), (6, 9), 1, (1, 2)))
    yield Case("most blocks in the padding alone", call(draw.normal(2, 6, 9), (1, 2), (1, 2), 1, (2, 4), (2, 3)))
    yield Case("many numbers on one pixel", call(draw.normal(2, 13 * 11, 13 * 11), 1, (13, 11), 1, (12, 10)))
    yield Case("one element", call(draw.normal(1, 1, 1), 1, 1))
    yield Case("unbatched", call(x[0], (5, 5), (3, 2)))
    yield Case("unbatched, every option", call(draw.normal(18, 12), [7, 5], [2, 3], (3, 1), (1, 2), (2, 2)))
    every = call(draw.normal(2, 18, 12), (7, 5), (2, 3), (3, 1), (1, 2), (2, 2))
    yield Case("every option, negative strides", every, layout="reversed")
    yield Case("NumPy integers", call(x, (5, np.int64(5)), (3, np.int32(2)), np.int64(1)))
    yield Case("empty batch", call(x[:0], (5, 5), (3, 2)))
    yield Case("inf and nan", call(spiked(x), (5, 5), (3, 2)), exact=True)
    yield Case("negative zeros", call(np.copysign(draw.ties(2, 4, 6), -1.0), (3, 4), 2), exact=True)

    yield Case("refused: one axis", call(x[0, 0], (5, 5), (3, 2)), raises=True)
    yield Case("refused: four axes", call(x[None], (5, 5), (3, 2)), raises=True)
    yield Case("refused: no rows", call(x[:, :0], (5, 5), (3, 2)), raises=True)
    yield Case("refused: no columns", call(x[:, :, :0], (2, 1), (3, 2)), raises=True)
    yield Case("refused: unbatched, no rows", call(x[0, :0], (5, 5), (3, 2)), raises=True)
    yield Case("refused: rows of no whole blocks", call(x[:, :17], (5, 5), (3, 2)), raises=True)
    yield Case("refused: a column too few", call(x[:, :, :11], (5, 5), (3, 2)), raises=True)
    yield Case("refused: a column too many", call(x, (5, 5), (3, 2), stride=2), raises=True)
    yield Case("refused: and so on an empty batch", call(x[:0, :, :11], (5, 5), (3, 2)), raises=True)
    yield Case("refused: kernel larger than the output", call(draw.normal(2, 18, 1), (2, 5), (3, 2)), raises=True)
    yield Case("refused: output_size=0", call(draw.normal(2, 4, 1), 0, 2, 1, 1), raises=True)
    options = _refused() | {
        "output_size=-5": {"output_size": -5}, "output_size=5.0": {"output_size": 5.0},
        "output_size=None": {"output_size": None}, "output_size of one": {"output_size": (5,)},
        "output_size of three": {"output_size": (5, 5, 5)},
    }  # fmt: skip
    for name, option in options.items():
        given = {"output_size": 5, "kernel_size": 2, **option}
        yield Case(f"refused: {name}", call(draw.normal(2, 12, 16), **given), raises=True)


def _refused() -> dict[str, Any]:
    """Options of both ops that PyTorch takes from neither."""
    values = {
        "kernel_size": (0, (2, -1), 2.0, True, None, "2", (2,), (2, 2, 2), ()),
        "dilation": (0, (1, -1), 1.0, True, None, (1,), (1, 1, 1)),
        "padding": (-1, (0, -1), 0.5, True, None, "same", (0,), (0, 0, 0)),
        "stride": (0, (1, -1), 1.0, True, None, (1,), (1, 1, 1)),
    }
    return {f"{name}={value!r}": {name: value} for name, several in values.items() for value in several}
