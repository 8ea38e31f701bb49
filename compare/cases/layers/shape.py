"""Flatten, Identity, PixelShuffle and PixelUnshuffle."""

from __future__ import annotations

from collections.abc import Iterator

from ._common import common
from ._kinds import Calls, Description, LayerQuestion
from ._layer import layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    yield from common(layer("Flatten"), (2, 3, 5, 4))
    yield Description(layer=layer("Flatten", 0, 2), case="constructor, every option")
    yield Calls(layer=layer("Flatten", 0, 2), case="every option", shapes=((2, 3, 5, 4),))
    yield Calls(layer=layer("Flatten", -2), case="start_dim=-2", shapes=((2, 3, 5, 4),))
    yield Refused(layer=layer("Flatten", 2, 1), case="start after end", shape=(2, 3, 4))
    yield from common(layer("Identity"), (2, 3))
    yield Calls(layer=layer("Identity", 3, spare=True), case="any arguments", shapes=((2, 3),))
    yield from common(layer("PixelShuffle", 2), (2, 12, 5, 3))
    yield Calls(layer=layer("PixelShuffle", 3), case="upscale_factor=3", shapes=((18, 2, 4),))
    yield Refused(layer=layer("PixelShuffle", 2), case="channels that do not fit", shape=(2, 6, 5, 3))
    yield from common(layer("PixelUnshuffle", 2), (2, 3, 10, 6))
    yield Calls(layer=layer("PixelUnshuffle", 3), case="downscale_factor=3", shapes=((2, 6, 12),))
    yield Refused(layer=layer("PixelUnshuffle", 2), case="a size that does not fit", shape=(2, 3, 10, 5))
