"""Upsample and its two old names for images."""

from __future__ import annotations

from collections.abc import Iterator

from ._common import common
from ._kinds import SIZES, Calls, Description, LayerQuestion
from ._layer import layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    sequence, image, volume = ((2, 3, *SIZES[n]) for n in (1, 2, 3))
    yield from common(layer("Upsample", scale_factor=2), image)
    for shape, size in ((sequence, (11,)), (image, (9, 4)), (volume, (4, 6, 3))):
        d = len(size)
        every = layer("Upsample", size, None, ("linear", "bilinear", "trilinear")[d - 1], True, False)
        yield Calls(layer=every, case=f"every option, {d}-d", shapes=(shape,))
        factor = layer("Upsample", None, (1.7, 0.6, 2.5)[:d], "nearest", None, True)
        yield Calls(layer=factor, case=f"factors, {d}-d", shapes=(shape,))
        yield Calls(layer=layer("Upsample", 5, mode="area"), case=f"size=5 mode=area, {d}-d", shapes=(shape,))
    for case, options in {
        "recompute_scale_factor": (None, 1.7, "bilinear", False, True),
        "the factor as it is": (None, 1.7, "bilinear", False, False),
        "align_corners": (None, 1.7, "bicubic", True),
        "factors, not whole": (None, (1.5, 2), "bicubic"),
    }.items():
        yield Description(layer=layer("Upsample", *options), case=f"constructor, {case}")
        yield Calls(layer=layer("Upsample", *options), case=case, shapes=(image,))
    yield Description(layer=every, case="constructor, every option")
    yield Description(layer=layer("Upsample"), case="constructor, nothing given")
    yield Refused(layer=layer("Upsample"), case="nothing given", shape=image)
    yield Refused(layer=layer("Upsample", 5, 2), case="size and factor", shape=image)
    yield Refused(layer=layer("Upsample", scale_factor=0), case="factor 0 is none", shape=image)
    yield Refused(layer=layer("Upsample", scale_factor=[1.5, 2]), case="a list of factors")
    yield Refused(layer=layer("Upsample", 5, antialias=True), case="antialias")

    for name in ("UpsamplingNearest2d", "UpsamplingBilinear2d"):
        yield from common(layer(name, scale_factor=2), image)
        yield Description(layer=layer(name, (9, 4)), case="constructor, size")
        yield Calls(layer=layer(name, (9, 4)), case="size", shapes=(image,))
        yield Calls(layer=layer(name, None, (1.7, 2.5)), case="factors", shapes=(image,))
    yield Refused(layer=layer("UpsamplingBilinear2d", 5), case="a sequence", shape=sequence)
