"""Activation layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Seed
from ._common import common
from ._kinds import Calls, Description, LayerQuestion, Start
from ._layer import layer
from ._refused import Refused

SOFT = ("Softmax", "Softmin", "LogSoftmax")


def questions() -> Iterator[LayerQuestion]:
    options: dict[str, tuple[Any, ...]] = {
        "ReLU": (), "Threshold": (-0.3, 0.7), "LeakyReLU": (0.2,), "Hardtanh": (-0.5, 0.7), "ReLU6": (),
        "Hardsigmoid": (), "Hardswish": (), "Softshrink": (0.2,), "Hardshrink": (0.2,), "Tanhshrink": (),
        "ELU": (1.3,), "SELU": (), "CELU": (2.0,), "Sigmoid": (), "LogSigmoid": (), "Softplus": (2.0, 1.5),
        "Tanh": (), "Softsign": (), "SiLU": (), "GELU": ("tanh",), "Mish": (), "GLU": (0,),
        "Softmax": (1,), "Softmin": (1,), "LogSoftmax": (1,),
    }  # fmt: skip
    needed: dict[str, tuple[Any, ...]] = {"Threshold": (0.1, 20.0), **dict.fromkeys(SOFT, (0,))}
    for name, args in options.items():
        yield from common(layer(name, *needed.get(name, ())), (5, 4))
        if args:
            yield Description(layer=layer(name, *args), case="constructor, every option")
            yield Calls(layer=layer(name, *args), case="every option", shapes=((4, 5, 3),))
        else:
            yield Refused(layer=layer(name, 3, 4), case="an argument too many")
    yield Refused(layer=layer("Threshold", 0.1), case="no value")
    yield Refused(layer=layer("Hardtanh", 1.0, -1.0), case="min_val above max_val")
    yield Refused(layer=layer("Softshrink", -1.0), case="lambd below 0", shape=(2, 3))
    yield Refused(layer=layer("CELU", 0.0), case="alpha=0", shape=(2, 3))
    yield Refused(layer=layer("GELU", "erf"), case="unknown approximate", shape=(2, 3))
    yield Refused(layer=layer("GLU"), case="an odd size", shape=(2, 3))
    yield Refused(layer=layer("Softmax", 2), case="dim out of range", shape=(2, 3))
    yield Refused(layer=layer("Softmin", 2), case="dim out of range", shape=(2, 3))
    yield from _softmax2d()
    yield from _prelu()
    yield from _rrelu()


def _softmax2d() -> Iterator[LayerQuestion]:
    plain = layer("Softmax2d")
    yield from common(plain, (2, 3, 5, 4))
    yield Calls(layer=plain, case="unbatched", shapes=((3, 5, 4),))
    yield Refused(layer=plain, case="2-d", shape=(3, 5))
    yield Refused(layer=plain, case="5-d", shape=(2, 3, 5, 4, 6))
    yield Refused(layer=layer("Softmax2d", 1), case="an argument too many")


def _prelu() -> Iterator[LayerQuestion]:
    every = layer("PReLU", 3, -0.3)
    yield from common(layer("PReLU"), (5, 3, 7))
    yield Start(layer=layer("PReLU"))
    yield Start(layer=every, case="start, every option")
    yield Description(layer=every, case="constructor, every option")
    yield Calls(layer=every, case="every option", shapes=((5, 3, 7),))
    yield Calls(layer=every, case="image", shapes=((2, 3, 5, 7),))
    yield Refused(layer=every, case="another number of channels", shape=(5, 4))
    yield Refused(layer=layer("PReLU", -1), case="num_parameters below 0")
    yield Refused(layer=layer("PReLU", 1.5), case="num_parameters=1.5")
    yield Refused(layer=layer("PReLU", 1, "0.25"), case="init as text")
    yield Refused(layer=layer("PReLU", 1, 1e300), case="init too large", dtypes=("float32",))
    yield Refused(layer=layer("PReLU", 1, 0.25, np.float32), case="dtype by position")


def _rrelu() -> Iterator[LayerQuestion]:
    plain, x = layer("RReLU"), (3, 5, 4)
    yield Description(layer=plain)
    yield Description(layer=layer("RReLU", 0.1, 0.2), case="constructor, every option")
    both: dict[str, Any] = {"shapes": (x, x), "training": (True, True)}
    yield Calls(layer=plain, case="two calls, default generator", seeded=True, **both)
    yield Calls(layer=layer("RReLU", -0.3, 0.9, rng=Seed(5)), case="two calls, rng", **both)
    yield Calls(layer=layer("RReLU", 0.1, 0.9), case="eval", shapes=(x,), training=(False,))
    then: dict[str, Any] = {"shapes": (x, x), "training": (False, True), "seeded": True}
    yield Calls(layer=plain, case="eval draws nothing", **then)
    yield Refused(layer=layer("RReLU", 0.5, 0.1), case="lower above upper", shape=(2, 3))
    yield Refused(layer=layer("RReLU", 0.1, 0.2, 3), case="an argument too many")
