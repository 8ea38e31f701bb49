"""Pooling layers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._draw import Draw
from ._common import common, misfits
from ._kinds import SIZES, Calls, Description, LayerQuestion
from ._layer import layer
from ._refused import Refused

# With padding 1, ceil_mode makes room for one window more.
WINDOWS = {1: (4,), 2: (4, 3), 3: (3, 2, 4)}
STRIDES = {1: (2,), 2: (2, 1), 3: (3, 1, 2)}


def questions() -> Iterator[LayerQuestion]:
    for n in (1, 2, 3):
        size, kernel, stride, padding = SIZES[n], WINDOWS[n], STRIDES[n], (1, 1, 1)[:n]
        shapes = ((2, 3, *size),)
        for plain in (layer(f"MaxPool{n}d", 2), layer(f"AvgPool{n}d", 2)):
            yield from common(plain, shapes[0])
            yield Calls(layer=plain, case="unbatched", shapes=((3, *size),))
            yield Refused(layer=plain, case="too many axes", shape=(1, 2, 3, *size))
            yield Refused(layer=layer(plain.name, 2, padding=2), case="padding too wide", shape=shapes[0])
        every = layer(f"MaxPool{n}d", kernel, stride, padding, 1, True, True)
        yield Description(layer=every, case="constructor, every option")
        yield Calls(layer=every, case="every option", shapes=shapes)
        yield Calls(layer=layer(f"MaxPool{n}d", 2, 1, dilation=2), case="dilation=2", shapes=shapes)
        divisor = (5,) if n > 1 else ()
        for case, options in {
            "ceil_mode count_include_pad=False": (True, False),
            "ceil_mode": (True, True),
            "every option": (True, False, *divisor),
        }.items():
            every = layer(f"AvgPool{n}d", kernel, stride, padding, *options)
            yield Calls(layer=every, case=case, shapes=shapes)
        yield Description(layer=every, case="constructor, every option")
        yield from _power(n, shapes[0])
        yield from _unpool(n)
        target = (3, 4, 2)[:n] if n < 3 else (2, 3, 3)
        for name in (f"AdaptiveAvgPool{n}d", f"AdaptiveMaxPool{n}d"):
            yield from common(layer(name, 3), shapes[0])
            yield Calls(layer=layer(name, target), case="sizes", shapes=shapes)
            if n > 1:
                yield Calls(layer=layer(name, (None, *target[1:])), case="None keeps the size", shapes=shapes)
            yield Refused(layer=layer(name, (2,) * (n + 1)), case="output_size too long", shape=shapes[0])
        yield Calls(layer=layer(f"AdaptiveMaxPool{n}d", target, True), case="return_indices", shapes=shapes)


def _power(n: int, x: tuple[int, ...]) -> Iterator[LayerQuestion]:
    name = f"LPPool{n}d"
    kernel, stride = WINDOWS[n] if n > 1 else 4, STRIDES[n]
    yield from common(layer(name, 2, 2), x)
    yield Calls(layer=layer(name, 2, 2), case="unbatched", shapes=(x[1:],))
    every = layer(name, 4, kernel, stride, True)
    yield Description(layer=every, case="constructor, every option")
    yield Calls(layer=every, case="every option", shapes=(x,))
    for p in ("2", float("inf"), float("-inf"), True):
        yield Calls(layer=layer(name, p, 2), case=f"norm_type={p!r}", shapes=(x,))
    yield Refused(layer=layer(name, "two", 2), case="norm_type is no number", shape=x)
    yield Refused(layer=layer(name, 0, 2), case="norm_type=0", shape=x)
    yield Refused(layer=layer(name, 2, (2,) * (n + 1)), case="kernel_size too long", shape=x)
    yield Refused(layer=layer(name, 2, 2), case="too many axes", shape=(1, *x, 2))


def _unpool(n: int) -> Iterator[LayerQuestion]:
    name, draw = f"MaxUnpool{n}d", Draw(0, "unpool")
    shape = (2, 3, *(2, 4, 3)[:n])
    x, more = draw.normal(*shape), [2 * m + 1 for m in shape[2:]]
    indices = np.arange(x.size).reshape(shape) % x[0, 0].size
    plain = layer(name, 2)
    yield Description(layer=plain)
    yield from misfits(plain)
    yield Calls(layer=plain, case="plain", given=((x, indices),))
    yield Calls(layer=plain, case="two calls", given=((x, indices), (2 * x, indices + 1)), training=(True, False))
    yield Calls(layer=plain, case="unbatched", given=((x[0], indices[0]),))
    yield Calls(layer=plain, case="output_size", given=((x, indices),), options=({"output_size": more},))
    whole = {"output_size": (2, 3, *more)}
    yield Calls(layer=plain, case="output_size with batch and channels", given=((x, indices),), options=(whole,))
    every = layer(name, (3, 2, 4)[:n], (2, 3, 4)[:n], (0, 1, 2)[:n])
    yield Description(layer=every, case="constructor, every option")
    yield Calls(layer=every, case="every option", given=((x, 0 * indices),))
    yield Description(layer=layer(name, [3] * n, [2], [1]), case="constructor, lists")
    yield Refused(layer=plain, case="no indices", shape=shape)
