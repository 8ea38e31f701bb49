"""Dropout layers: the same masks from the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...contract import Seed
from ._common import misfits
from ._kinds import Calls, Description, LayerQuestion
from ._layer import layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    shapes = {"Dropout": (3, 5, 4), "Dropout1d": (3, 5, 4), "Dropout2d": (3, 5, 4, 2), "Dropout3d": (3, 5, 2, 4, 2)}
    for name, x in {**shapes, "AlphaDropout": (3, 5, 4), "FeatureAlphaDropout": (3, 5, 4)}.items():
        both: dict[str, Any] = {"shapes": (x, x), "training": (True, True)}
        yield Description(layer=layer(name))
        yield from misfits(layer(name))
        yield Description(layer=layer(name, 0.2), case="constructor, every option")
        yield Calls(layer=layer(name), case="two calls, default generator", seeded=True, **both)
        yield Calls(layer=layer(name, 0.3, rng=Seed(5)), case="two calls, rng", **both)
        yield Calls(layer=layer(name, 0.3), case="eval", shapes=(x,), training=(False,))
        then: dict[str, Any] = {"shapes": (x, x), "training": (False, True), "seeded": True}
        yield Calls(layer=layer(name, 0.3), case="eval draws nothing", **then)
        yield Calls(layer=layer(name, 0.0), case="p=0", shapes=(x,))
        nothing = frozenset(("y", "grad input"))
        yield Calls(layer=layer(name, 1.0), case="p=1", shapes=(x,), zeros=nothing)
        yield Refused(layer=layer(name, 1.5), case="p above 1")
        yield Refused(layer=layer(name, -0.1), case="p below 0")
