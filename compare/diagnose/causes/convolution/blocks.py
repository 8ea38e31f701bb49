"""`unfold` and `fold`, im2col and col2im: the layout of blocks, and what becomes of overlaps."""

from __future__ import annotations

from typing import Any

import torch

from ...cause import Cause
from ...program import Tensors, options
from .._windows import Windows, answer, count, each, forward_of, swapped
from .kernel import LINE, MEND

BLOCKS = ("unfold", "fold")


def _channels(a: Tensors) -> int:
    """How many channels a column has."""
    kh, kw = each(a.kernel_size, 2)
    return int(a.input.shape[-3]) if "output_size" not in a.values else int(a.input.shape[-2]) // (kh * kw)


def _columns(before: Any, after: Any) -> Any:
    """The change of the order of rows: `before` on what `fold` is given, `after` on what `unfold` returns."""

    def compute(a: Tensors, usual: Any, w: Windows) -> Any:
        if "output_size" in a.values:
            return usual(a.but(input=before(a.input, _channels(a), w)))
        return after(usual(a), _channels(a), w)

    return forward_of(compute)


def _to_channels_last(x: Any, c: int, w: Windows) -> Any:
    return x.unflatten(-2, (c, -1)).transpose(-3, -2).flatten(-3, -2)


def _from_channels_last(x: Any, c: int, w: Windows) -> Any:
    return x.unflatten(-2, (-1, c)).transpose(-3, -2).flatten(-3, -2)


def _to_width_first(x: Any, c: int, w: Windows) -> Any:
    return x.unflatten(-2, (c, *w.kernel)).transpose(-3, -2).flatten(-4, -2)


def _from_width_first(x: Any, c: int, w: Windows) -> Any:
    return x.unflatten(-2, (c, w.kernel[1], w.kernel[0])).transpose(-3, -2).flatten(-4, -2)


def _out(w: Windows) -> tuple[int, ...]:
    return count(w.size, w.kernel, w.stride, w.dilation, tuple(b + f for b, f in zip(w.before, w.after)))


def _to_columns(x: Any, c: int, w: Windows) -> Any:
    return x.unflatten(-1, _out(w)).transpose(-1, -2).flatten(-2) if x.shape[-1] == _size(w) else x


def _from_columns(x: Any, c: int, w: Windows) -> Any:
    return x.unflatten(-1, _out(w)[::-1]).transpose(-1, -2).flatten(-2) if x.shape[-1] == _size(w) else x


def _size(w: Windows) -> int:
    rows, columns = _out(w)
    return rows * columns


def _assigned(kernel_outside: bool) -> Any:
    def compute(a: Tensors, usual: Any, w: Windows) -> Any:
        kept = torch.from_numpy(w.winners(kernel_outside).T.copy()).to(a.input.dtype)
        return usual(a.but(input=a.input * kept.tile(_channels(a), 1)))

    return forward_of(compute)


def _averaged(a: Tensors, usual: Any, w: Windows) -> Any:
    often = usual(a.but(input=torch.ones_like(a.input)))
    return usual(a) / often.clamp(min=1)


def _whole(a: Tensors, usual: Any, w: Windows) -> Any:
    size = tuple(n + b + f for n, b, f in zip(w.size, w.before, w.after))
    return usual(a.but(output_size=size, padding=0))


def _from_corner(a: Tensors, usual: Any, w: Windows) -> Any:
    return _whole(a, usual, w)[..., : w.size[0], : w.size[1]]


def _emptied(y: Any, a: Tensors) -> Any:
    inside = tuple(slice(None) if p else slice(0) for p in each(a.padding, 2))
    return y[(..., *inside)]


CAUSES: list[Cause] = [
    Cause(
        "column-order",
        "the rows are in the order (height, width, channel); in PyTorch channels come first",
        "the rows are permuted; right for one channel",
        "convention",
        "order the rows by channel, then by height, then by width",
        (),
        BLOCKS,
        _columns(_from_channels_last, _to_channels_last),
    ),
    Cause(
        "hw-swapped",
        LINE + "the rows are in the order (channel, width, height)",
        "the rows are permuted; right for kernels of one row or column",
        "mistake",
        MEND,
        (40,),
        BLOCKS,
        _columns(_from_width_first, _to_width_first),
    ),
    Cause(
        "hw-swapped",
        LINE + "the stride pair is read as (width, height)",
        "right where the two strides are equal",
        "mistake",
        MEND,
        (40,),
        ("unfold",),
        options(lambda a: {"stride": swapped(a.stride)}),
    ),
    Cause(
        "hw-swapped",
        LINE + "the padding pair is read as (width, height)",
        "right where the two paddings are equal",
        "mistake",
        MEND,
        (40, 47),
        ("unfold",),
        options(lambda a: {"padding": swapped(a.padding)}),
    ),
    Cause(
        "windows-column-by-column",
        "the blocks are numbered column by column; in PyTorch row by row",
        "the columns are permuted",
        "convention",
        "number the blocks row by row",
        (),
        BLOCKS,
        _columns(_from_columns, _to_columns),
    ),
    Cause(
        "overlap-assigned",
        "where blocks overlap they overwrite each other instead of adding up: the last element of the kernel remains",
        "right where blocks do not overlap",
        "mistake",
        "add where blocks overlap, += instead of =",
        (55,),
        ("fold",),
        _assigned(kernel_outside=True),
    ),
    Cause(
        "overlap-assigned",
        "where blocks overlap they overwrite each other instead of adding up: the last block remains",
        "right where blocks do not overlap",
        "mistake",
        "add where blocks overlap, += instead of =",
        (55,),
        ("fold",),
        _assigned(kernel_outside=False),
    ),
    Cause(
        "overlap-averaged",
        "where blocks overlap they are averaged, as if fold were the inverse of unfold; they add up",
        "y times the number of blocks at each place is right",
        "mistake",
        "do not divide by the number of blocks",
        (),
        ("fold",),
        forward_of(_averaged),
    ),
    Cause(
        "padding-cropped-wrongly",
        "all of the padding is cut off behind the image, none in front",
        "y is shifted by the padding",
        "mistake",
        "cut off both sides: image[:, :, p:p + H, p:p + W]",
        (),
        ("fold",),
        forward_of(_from_corner),
    ),
    Cause(
        "padding-not-cropped",
        "the padding is not cut off the image",
        "y has the padded shape",
        "mistake",
        "cut it off: image[:, :, p:p + H, p:p + W]",
        (),
        ("fold",),
        forward_of(_whole),
    ),
    Cause(
        "empty-slice-at-padding-0",
        "the padding is cut off with [p:-p], and [0:-0] is empty",
        "without padding y has size 0; right with padding",
        "mistake",
        "cut with [p:p + size]",
        (),
        ("fold",),
        answer(lambda y, a, d: _emptied(y, a)),
    ),
]
