"""The kernel and its steps: flipped, turned, with its options exchanged or left out."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Scene, Tensors, options
from .._windows import Windows, answer, edit_of, options_of, swapped
from ._parts import CONV, TRANSPOSED, column_gradient, input_gradient

IMAGES = ("conv2d", "conv_transpose2d")
LINE = "height and width are exchanged: "
MEND = "take height before width everywhere: kernel, stride, padding, sizes; try it on an image that is not square"


def _resized(a: Tensors) -> dict[str, Any]:
    shape = a.weight.shape
    return {"weight": a.weight.reshape(*shape[:-2], shape[-1], shape[-2])}


def _turned(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    weight = s.taken["weight"]
    if weight.shape[-1] != weight.shape[-2]:
        return dx
    return input_gradient(s, column_gradient(s, s.dy, np.ascontiguousarray(weight.swapaxes(-1, -2))), w)


def _exchanged(what: str, signature: str, change: Any, ops: tuple[str, ...] = IMAGES) -> Cause:
    return Cause("hw-swapped", LINE + what, signature, "mistake", MEND, (40,), ops, change)


def _all(a: Tensors) -> dict[str, Any]:
    names = [n for n in ("stride", "padding", "dilation", "output_padding") if n in a.values]
    return {n: swapped(a.values[n]) for n in names}


def _channels_last(a: Tensors) -> Any:
    shape = a.weight.shape
    return a.weight.reshape(shape[0], *shape[2:], shape[1]).movedim(-1, 1)


CAUSES: list[Cause] = [
    Cause(
        "kernel-flipped",
        "true convolution: the kernel is flipped before it slides; PyTorch slides it as it is (cross-correlation)",
        "y = conv(x, w flipped along every kernel axis); no difference for symmetric kernels",
        "convention",
        "slide the kernel as it is, without flipping it",
        (36,),
        (*CONV, *TRANSPOSED),
        options_of(lambda a, d: {"weight": a.weight.flip(tuple(range(-d, 0)))}),
    ),
    _exchanged(
        "the kernel is transposed",
        "y = conv(x, w with its last two axes exchanged)",
        options(lambda a: {"weight": a.weight.transpose(-1, -2)}),
    ),
    _exchanged(
        "the kernel is read as one of width times height",
        "right for square kernels; else the shape of y is that of the turned kernel",
        options(_resized),
    ),
    _exchanged(
        "the stride pair is read as (width, height)",
        "right where the two strides are equal",
        options(lambda a: {"stride": swapped(a.stride)}),
    ),
    _exchanged(
        "the padding pair is read as (width, height), as in F.pad, which begins with the last axis",
        "right where the two paddings are equal; inside the border y is right but shifted",
        options(lambda a: {"padding": swapped(a.padding)}),
    ),
    _exchanged(
        "the dilation pair is read as (width, height)",
        "right where the two dilations are equal",
        options(lambda a: {"dilation": swapped(a.dilation)}),
    ),
    _exchanged(
        "every pair of options is read as (width, height)",
        "right where the pairs have equal numbers",
        options(_all),
    ),
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
    _exchanged(
        "the gradient of the weight is transposed",
        "dw with its last two axes exchanged, everything else right",
        edit_of("grad weight", lambda s, dw, w: dw.swapaxes(-1, -2)),
        ("conv2d",),
    ),
    _exchanged(
        "the gradient of the input uses the transposed kernel",
        "dx is right when computed with w transposed, everything else right",
        edit_of("grad input", _turned),
        ("conv2d",),
    ),
    Cause(
        "padding-order",
        "the padding is read from the last axis to the first, as in F.pad; here it goes from the first to the last",
        "the border is wrong, the inside right but shifted; right where all paddings are equal",
        "mistake",
        "reverse the paddings for F.pad",
        (47,),
        ("conv3d", "conv_transpose3d"),
        options(lambda a: {"padding": swapped(a.padding)}),
    ),
    Cause(
        "stride-dilation-swapped",
        "stride and dilation are exchanged",
        "right where the two are equal",
        "mistake",
        "the stride is the step between windows, the dilation the step within one",
        (47,),
        (*CONV, "unfold"),
        options(lambda a: {"stride": a.dilation, "dilation": a.stride}),
    ),
    Cause(
        "stride-ignored",
        "the stride is ignored: the windows are one step apart",
        "y has the shape of stride 1; its every s-th element is right",
        "mistake",
        "use the stride that was given",
        (),
        (*CONV, *TRANSPOSED, "unfold"),
        options(lambda a: {"stride": 1}),
    ),
    Cause(
        "dilation-ignored",
        "the dilation is ignored: the elements of a window are next to each other",
        "y has the shape of dilation 1",
        "mistake",
        "use the dilation that was given",
        (),
        (*CONV, *TRANSPOSED, "unfold"),
        options(lambda a: {"dilation": 1}),
    ),
    Cause(
        "kernel-of-first-channel",
        "every channel of the input meets the kernel of the first channel",
        "y = conv(x summed over its channels, w[:, 0]); right for one channel",
        "mistake",
        "give every input channel a kernel of its own: w[o, c]",
        (),
        CONV,
        options(lambda a: {"weight": a.weight[:, :1].expand_as(a.weight)}),
    ),
    Cause(
        "column-order",
        "windows are laid out (height, width, channel) but the weight is flattened (channel, height, width)",
        "y is right with the weight's elements rearranged; right for one channel",
        "mistake",
        "lay out both in the same order, channels first",
        (),
        CONV,
        options(lambda a: {"weight": _channels_last(a)}),
    ),
    Cause(
        "weight-reshaped-not-transposed",
        "the weight is made a matrix of columns by reshape(-1, O); that is not reshape(O, -1) transposed",
        "y is right with the weight's elements rearranged",
        "mistake",
        "w.reshape(O, -1).T",
        (),
        CONV,
        options(lambda a: {"weight": a.weight.reshape(-1, a.weight.shape[0]).T.reshape(a.weight.shape)}),
    ),
]
