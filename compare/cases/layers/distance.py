"""Distances and the angle between vectors: layers of two inputs."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._draw import Draw
from ._common import misfits
from ._kinds import Calls, Description, LayerQuestion
from ._layer import layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    draw = Draw(0, "layers of two vectors")
    a, b = draw.normal(5, 3), draw.normal(5, 3)
    whole = np.arange(15).reshape(5, 3) - 6
    for name, every in (("CosineSimilarity", (0, 10.0)), ("PairwiseDistance", (3.0, 0.1, True))):
        plain, full = layer(name), layer(name, *every)
        yield Description(layer=plain)
        yield Description(layer=full, case="constructor, every option")
        yield from misfits(plain)
        yield Calls(layer=plain, case="plain", given=((a, b),))
        yield Calls(layer=plain, case="two calls", given=((a, b), (b, a)), training=(True, False))
        yield Calls(layer=full, case="every option", given=((a, b),))
        yield Calls(layer=plain, case="broadcast", given=((a, b[:1]),))
        yield Calls(layer=plain, case="integers", given=((whole, b),))
        yield Calls(layer=plain, case="integers in the second", given=((a, whole),))
        yield Refused(layer=plain, case="one input", shape=(5, 3))
        yield Refused(layer=layer(name, *every, 1), case="an argument too many")
