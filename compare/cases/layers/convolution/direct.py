"""Convolution layers, with every padding mode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._common import common
from .._kinds import KERNELS, SIZES, Calls, Description, LayerQuestion, Start
from .._layer import layer
from .._refused import Refused

MODES = ("reflect", "replicate", "circular")
UNEVEN = {1: ((2,), (3,)), 2: ((3, 2), (1, 3)), 3: ((2, 3, 2), (3, 1, 2))}  # kernels and dilations: an odd border


def questions() -> Iterator[LayerQuestion]:
    for n in (1, 2, 3):
        name, size, kernel = f"Conv{n}d", SIZES[n], KERNELS[n]
        uneven, dilation = UNEVEN[n]
        plain = layer(name, 3, 4, kernel)
        every = layer(name, 4, 6, kernel, (2, 1, 2)[:n], (1, 0, 2)[:n], (1, 2, 1)[:n], 2, False, "zeros")
        yield from common(plain, (2, 3, *size))
        yield Description(layer=every, case="constructor, every option")
        yield Start(layer=layer(name, 3, 4, 2))
        yield Start(
            layer=layer(name, 4, 6, kernel, groups=2, bias=False), case="default initialisation, groups=2 bias=False"
        )
        yield Calls(layer=every, case="every option", shapes=((2, 4, *size),))
        yield Calls(layer=plain, case="unbatched", shapes=((3, *size),))
        yield Calls(layer=layer(name, 3, 4, 3, 2, 1), case="numbers for sizes", shapes=((2, 3, *size),))
        yield Calls(
            layer=layer(name, 3, 2, kernel, padding="same", dilation=2), case="padding=same", shapes=((2, 3, *size),)
        )
        yield Calls(layer=layer(name, 3, 2, kernel, padding="valid"), case="padding=valid", shapes=((2, 3, *size),))
        for mode in MODES:
            padded = layer(name, 3, 2, kernel, (1, 2, 1)[:n], (2, 1, 1)[:n], padding_mode=mode)
            yield Calls(
                layer=padded, case=f"padding_mode={mode}", shapes=((2, 3, *size), (1, 3, *size)), training=(True, True)
            )
            same = layer(name, 3, 2, uneven, padding="same", dilation=dilation, padding_mode=mode, bias=False)
            yield Calls(layer=same, case=f"padding=same padding_mode={mode}", shapes=((1, 3, *size),))
            valid = layer(name, 3, 2, kernel, padding="valid", padding_mode=mode)
            yield Calls(layer=valid, case=f"padding=valid padding_mode={mode}", shapes=((2, 3, *size),))
        yield Description(layer=padded, case="constructor, padding_mode")
        wrong: dict[str, dict[str, Any]] = {
            "in_channels not divisible by groups": {"in_channels": 3, "groups": 2},
            "out_channels not divisible by groups": {"out_channels": 5, "groups": 2},
            "groups=0": {"groups": 0},
            "unknown padding_mode": {"padding_mode": "mirror"},
            "unknown padding": {"padding": "full"},
            "padding=same with a stride": {"padding": "same", "stride": 2},
        }
        right = {"in_channels": 4, "out_channels": 6, "kernel_size": kernel}
        for case, options in wrong.items():
            yield Refused(layer=layer(name, **{**right, **options}), case=case)
        yield Refused(layer=layer(name, 3, 4, (2,) * (n + 1)), case="kernel_size too long", shape=(2, 3, *size))
        yield Refused(layer=plain, case="wrong number of channels", shape=(2, 4, *size))
        yield Refused(layer=plain, case="too many axes", shape=(1, 2, 3, *size))
        yield Refused(
            layer=layer(name, 3, 2, kernel, padding=9, padding_mode="reflect"),
            case="border too wide",
            shape=(2, 3, *size),
        )
