"""The windows of pooling, of both kinds: which there are, where they stand, where their results go."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ...cause import Cause
from ...program import Tensors, options
from .._padding import by_hand, tensorflow
from .._windows import answer, count, each

MAX = ("max_pool1d", "max_pool2d", "max_pool3d")
AVG = ("avg_pool1d", "avg_pool2d", "avg_pool3d")
POOLS = (*MAX, *AVG)
IMAGES = ("max_pool2d", "avg_pool2d")


def _default_stride(step: int) -> Any:
    """Another stride where none is given."""
    return options(lambda a: {"stride": step} if not a.stride else {})


def _given_stride(stride: Callable[[Tensors], Any]) -> Any:
    """Another stride where one is given."""
    return options(lambda a: {"stride": stride(a)} if a.stride else {})


def _smaller(y: Any, a: Tensors, d: int) -> Any:
    kernel = each(a.kernel_size, d)
    stride, dilation = each(a.stride or kernel, d), each(a.values.get("dilation", 1), d)
    out = count(tuple(a.input.shape[-d:]), kernel, stride, dilation, (0,) * d)
    return y[(..., *(slice(n) for n in out))] if min(out) > 0 else y


def _same(ops: tuple[str, ...], fill: float) -> Cause:
    return Cause(
        "same-padding-tensorflow",
        "padding as TensorFlow's SAME has it: as little as ceil(size / stride) windows need, the odd one behind; "
        "PyTorch pads both sides by the number given",
        "with stride 2 and an even size y has the right shape but is that of pads (0, 1): shifted by one pixel",
        "convention",
        "pad both sides by the number that is given",
        (41,),
        ops,
        by_hand(tensorflow, value=fill),
    )


CAUSES: list[Cause] = [
    Cause(
        "default-stride",
        "without a stride the windows are 1 apart; in PyTorch they are as far apart as they are large",
        "y has another shape where no stride is given; right where it is",
        "convention",
        "let the stride be the window's size by default",
        (54,),
        POOLS,
        _default_stride(1),
    ),
    Cause(
        "default-stride",
        "without a stride the windows are 2 apart; in PyTorch they are as far apart as they are large",
        "y has another shape where no stride is given, but for windows of size 2",
        "convention",
        "let the stride be the window's size by default",
        (54,),
        POOLS,
        _default_stride(2),
    ),
    Cause(
        "stride-ignored",
        "the stride is ignored: windows are as far apart as they are large",
        "y has another shape unless the stride is the window's size",
        "mistake",
        "use the stride that was given",
        (),
        POOLS,
        _given_stride(lambda a: None),
    ),
    Cause(
        "stride-ignored",
        "the stride is ignored: windows are one step apart",
        "y has the shape of stride 1",
        "mistake",
        "use the stride that was given",
        (),
        POOLS,
        _given_stride(lambda a: 1),
    ),
    Cause(
        "padding-ignored",
        "the padding is ignored",
        "y has the shape of padding 0",
        "mistake",
        "pad the input by the padding that was given",
        (),
        POOLS,
        options(lambda a: {"padding": 0}),
    ),
    Cause(
        "padding-ignored-in-size",
        "the number of windows is counted without the padding, so the last ones are missing",
        "y has the shape of padding 0 and the values of the first windows with padding; most programs of this kind "
        "stop with a shape that does not fit",
        "mistake",
        "(size + 2 * padding - kernel) // stride + 1",
        (51,),
        POOLS,
        answer(_smaller),
    ),
    Cause(
        "ceil-mode",
        "the number of windows is rounded up: what is left over at the border makes a window of its own; PyTorch "
        "leaves it out unless ceil_mode is set",
        "y has one row or column more where the stride does not divide what it should",
        "convention",
        "(size + 2 * padding - kernel) // stride + 1",
        (53, 46),
        POOLS,
        options(lambda a: {"ceil_mode": True}),
    ),
    Cause(
        "ceil-mode",
        "ceil_mode is ignored: the last window is dropped where it does not fit",
        "y lacks its last row or column",
        "mistake",
        "with ceil_mode, round the number of windows up",
        (53,),
        POOLS,
        options(lambda a: {"ceil_mode": False}),
    ),
    _same(MAX, -math.inf),
    _same(AVG, 0.0),
]
