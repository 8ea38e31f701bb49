"""Activation layers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ._common import common
from ._kinds import Calls, Description, LayerQuestion, layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    options: dict[str, tuple[Any, ...]] = {
        "ReLU": (), "LeakyReLU": (0.2,), "ELU": (1.3,), "GELU": ("tanh",), "SiLU": (), "Softplus": (2.0, 1.5),
        "Sigmoid": (), "LogSigmoid": (), "Tanh": (), "Hardtanh": (-0.5, 0.7), "ReLU6": (),
        "Softmax": (1,), "LogSoftmax": (1,),
    }  # fmt: skip
    for name, args in options.items():
        plain = layer(name, 0) if name in ("Softmax", "LogSoftmax") else layer(name)
        yield from common(plain, (4, 5))
        if args:
            yield Description(layer=layer(name, *args), case="constructor, every option")
            yield Calls(layer=layer(name, *args), case="every option", shapes=((4, 5, 3),))
        else:
            yield Refused(layer=layer(name, 3, 4), case="an argument too many")
    yield Refused(layer=layer("GELU", "erf"), case="unknown approximate", shape=(2, 3))
    yield Refused(layer=layer("Hardtanh", 1.0, -1.0), case="min_val above max_val")
    yield Refused(layer=layer("Softmax", 2), case="dim out of range", shape=(2, 3))
