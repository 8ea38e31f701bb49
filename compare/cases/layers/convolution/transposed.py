"""Transposed convolution layers, and the output sizes that they are asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .._common import common
from .._kinds import KERNELS, SIZES, Calls, Description, LayerQuestion, Start
from .._layer import layer
from .._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    for n in (1, 2, 3):
        name, size, kernel = f"ConvTranspose{n}d", SIZES[n], KERNELS[n]
        x = (2, 4, *size)
        plain = layer(name, 3, 4, kernel)
        stride, padding, more, dilation = (2, 3, 1)[:n], (1, 0, 2)[:n], (1, 2, 0)[:n], (1, 2, 3)[:n]
        every = layer(name, 4, 6, kernel, stride, padding, more, 2, False, dilation, "zeros")
        yield from common(plain, (2, 3, *size))
        yield Description(layer=every, case="constructor, every option")
        yield Start(layer=layer(name, 3, 4, 2))
        yield Start(
            layer=layer(name, 4, 6, kernel, groups=2, bias=False), case="default initialisation, groups=2 bias=False"
        )
        yield Calls(layer=every, case="every option", shapes=((2, 4, *size),))
        yield Calls(layer=plain, case="unbatched", shapes=((3, *size),))
        yield Calls(layer=layer(name, 3, 4, 3, 2, 1, 1, 1), case="numbers for sizes", shapes=((2, 3, *size),))

        # The sizes that the transposed convolution can choose among: from `least` to a stride further, exclusive.
        each = zip(size, stride, padding, dilation, kernel)
        least = [(m - 1) * by - 2 * p + step * (k - 1) + 1 for m, by, p, step, k in each]
        most = [low + by - 1 for low, by in zip(least, stride)]
        sizes = {"the least": least, "the most": most, "with batch and channels": [2, 6, *most], "a tuple": tuple(most)}
        for words, wanted in sizes.items():
            yield Calls(layer=every, case=f"output_size: {words}", shapes=(x,), options=({"output_size": wanted},))
        unbatched = {"output_size": [6, *most]}
        yield Calls(layer=every, case="output_size: unbatched", shapes=(x[1:],), options=(unbatched,))
        yield Calls(
            layer=every,
            case="output_size in one call of three",
            shapes=(x, x, x),
            training=(True, True, False),
            options=({}, {"output_size": least}, {"output_size": None}),
        )
        refused: dict[str, Any] = {
            "too small": [least[0] - 1, *least[1:]],
            "too large": [*most[:-1], most[-1] + 1],
            "of other length": [*most, most[-1], 1, 1],
            "a number": most[0],
            "no integers": [float(m) for m in most],
        }
        for words, wanted in refused.items():
            case = f"output_size {words}"
            yield Refused(layer=every, case=case, shape=x, options={"output_size": wanted})
        yield Refused(layer=every, case="output_size with batch, unbatched input", shape=x[1:],
                      options={"output_size": [1, 6, *most]})  # fmt: skip

        wrong: dict[str, dict[str, Any]] = {
            "in_channels not divisible by groups": {"in_channels": 3, "groups": 2},
            "out_channels not divisible by groups": {"out_channels": 5, "groups": 2},
            "groups=0": {"groups": 0},
            "unknown padding_mode": {"padding_mode": "mirror"},
            "padding_mode=reflect": {"padding_mode": "reflect"},
        }
        right = {"in_channels": 4, "out_channels": 6, "kernel_size": kernel}
        for case, options in wrong.items():
            yield Refused(layer=layer(name, **{**right, **options}), case=case)
        yield Refused(layer=layer(name, 3, 4, (2,) * (n + 1)), case="kernel_size too long", shape=(2, 3, *size))
        yield Refused(layer=layer(name, 3, 4, kernel, 1, "same"), case="padding=same", shape=(2, 3, *size))
        yield Refused(layer=layer(name, 3, 4, kernel, 2, 0, 2), case="output_padding=stride", shape=(2, 3, *size))
        yield Refused(layer=plain, case="wrong number of channels", shape=(2, 4, *size))
        yield Refused(layer=plain, case="too many axes", shape=(1, 2, 3, *size))
