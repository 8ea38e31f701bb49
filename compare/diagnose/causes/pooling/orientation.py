"""Height for width, windows in another order, channels pooled as if they were positions."""

from __future__ import annotations

from typing import Any

from ...cause import Cause
from ...program import Tensors, options
from .._windows import answer, swapped
from .windows import IMAGES, POOLS

LINE = "height and width are exchanged: "
MEND = "take height before width everywhere: window, stride, padding, sizes; try it on an image that is not square"


def _exchanged(what: str, signature: str, change: Any) -> Cause:
    return Cause("hw-swapped", LINE + what, signature, "mistake", MEND, (40,), IMAGES, change)


def _all(a: Tensors) -> dict[str, Any]:
    names = [n for n in ("kernel_size", "stride", "padding", "dilation") if n in a.values]
    return {n: swapped(a.values[n]) for n in names}


def _together(batch: bool) -> Any:
    """All channels (of all samples) reduced as the windows are."""

    def change(y: Any, a: Tensors, d: int) -> Any:
        lead = tuple(range(y.ndim - d)) if batch else (y.ndim - d - 1,)
        mean = "count_include_pad" in a.values
        return (y.mean(lead, keepdim=True) if mean else y.amax(lead, keepdim=True)).expand_as(y)

    return answer(change)


CAUSES: list[Cause] = [
    _exchanged(
        "the window's size is read as (width, height)",
        "right for square windows",
        options(lambda a: {"kernel_size": swapped(a.kernel_size)}),
    ),
    _exchanged(
        "the stride pair is read as (width, height)",
        "right where the two strides are equal",
        options(lambda a: {"stride": swapped(a.stride)}),
    ),
    _exchanged(
        "the padding pair is read as (width, height)",
        "right where the two paddings are equal",
        options(lambda a: {"padding": swapped(a.padding)}),
    ),
    _exchanged("every pair of options is read as (width, height)", "right for pairs of equals", options(_all)),
    _exchanged(
        "the output is filled as width by height",
        "y with its last two axes exchanged",
        answer(lambda y, a, d: y.transpose(-1, -2)),
    ),
    _exchanged(
        "the output is reshaped to width by height",
        "the values of y in their order, in the shape (..., W', H'); right for square outputs",
        answer(lambda y, a, d: y.reshape(*y.shape[:-2], y.shape[-1], y.shape[-2])),
    ),
    Cause(
        "windows-column-by-column",
        "the windows are visited column by column but laid out row by row",
        "y has the right values in other places; for a square output it is transposed",
        "mistake",
        "let the loop over the rows be the outer one",
        (),
        IMAGES,
        answer(lambda y, a, d: y.transpose(-1, -2).reshape(y.shape)),
    ),
    Cause(
        "pooling-over-channels",
        "a window takes all channels together; each channel has windows of its own",
        "y is the same in every channel; right for one channel",
        "mistake",
        "reduce over height and width alone, axis=(2, 3)",
        (),
        POOLS,
        _together(batch=False),
    ),
    Cause(
        "pooling-over-channels",
        "a window takes all channels of all samples together; each has windows of its own",
        "y is the same in every channel of every sample",
        "mistake",
        "reduce over height and width alone, axis=(2, 3)",
        (),
        POOLS,
        _together(batch=True),
    ),
]
