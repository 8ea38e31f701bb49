"""Unfold and Fold."""

from __future__ import annotations

from collections.abc import Iterator

from .._common import common
from .._kinds import Calls, Description, LayerQuestion
from .._layer import layer
from .._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    image, columns = (2, 3, 7, 5), (2, 18, 20)
    for name, size, given, plain in (("Unfold", (), image, image), ("Fold", ((7, 5),), (2, 18, 12), columns)):
        yield from common(layer(name, *size, (3, 2)), plain)
        every = layer(name, *size, (2, 3), (3, 1), (1, 2), (2, 2))
        yield Description(layer=every, case="constructor, every option")
        yield Description(layer=layer(name, *size, [2, 3], 1, (1,), stride=2), case="constructor, as it was given")
        yield Calls(layer=every, case="every option", shapes=(given,))
        yield Calls(layer=every, case="unbatched", shapes=(given[1:],))
        yield Refused(layer=layer(name, *size, 0), case="kernel_size=0", shape=plain)
        yield Refused(layer=layer(name, *size, (3, 2)), case="one axis", shape=(7,))
    for numbers, x in ((layer("Unfold", 2, 1, 1, 2), image), (layer("Fold", 5, 2, 1, 1, 3), (2, 12, 4))):
        yield Description(layer=numbers, case="constructor, numbers")
        yield Calls(layer=numbers, case="numbers", shapes=(x,))
    yield Refused(layer=layer("Fold", (7, 5), (3, 2)), case="a column too few", shape=(2, 18, 19))
