"""Pooling layers."""

from __future__ import annotations

from collections.abc import Iterator

from ._common import common
from ._kinds import SIZES, Calls, Description, LayerQuestion, layer
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
        target = (3, 4, 2)[:n] if n < 3 else (2, 3, 3)
        for name in (f"AdaptiveAvgPool{n}d", f"AdaptiveMaxPool{n}d"):
            yield from common(layer(name, 3), shapes[0])
            yield Calls(layer=layer(name, target), case="sizes", shapes=shapes)
            if n > 1:
                yield Calls(layer=layer(name, (None, *target[1:])), case="None keeps the size", shapes=shapes)
            yield Refused(layer=layer(name, (2,) * (n + 1)), case="output_size too long", shape=shapes[0])
        yield Calls(layer=layer(f"AdaptiveMaxPool{n}d", target, True), case="return_indices", shapes=shapes)
