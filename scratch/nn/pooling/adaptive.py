"""Layers that pool a given number of regions, of whatever size covers the input."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array, Pullback, attributes, named
from ..module import Module


class _AdaptiveAvgPool(Module):
    op: Any

    def __init__(self, output_size: Any):
        self.output_size = output_size

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(self.op(input, self.output_size))

    def extra_repr(self) -> str:
        return attributes(self, "output_size")


class AdaptiveAvgPool1d(_AdaptiveAvgPool):
    """The means of `output_size` regions of a sequence: `functional.adaptive_avg_pool1d`."""

    op = staticmethod(F.adaptive_avg_pool1d)


class AdaptiveAvgPool2d(_AdaptiveAvgPool):
    """The means of `output_size` regions of an image (None: as many as it has): `functional.adaptive_avg_pool2d`."""

    op = staticmethod(F.adaptive_avg_pool2d)


class AdaptiveAvgPool3d(_AdaptiveAvgPool):
    """The means of `output_size` regions of a volume (None: as many as it has): `functional.adaptive_avg_pool3d`."""

    op = staticmethod(F.adaptive_avg_pool3d)


class _AdaptiveMaxPool(Module):
    op: Any

    def __init__(self, output_size: Any, return_indices: bool = False):
        self.output_size = output_size
        self.return_indices = return_indices

    def forward(self, input: Array) -> tuple[Any, Pullback]:
        return named(self.op(input, self.output_size, self.return_indices))

    def extra_repr(self) -> str:
        return attributes(self, "output_size")


class AdaptiveMaxPool1d(_AdaptiveMaxPool):
    """The largest of each of `output_size` regions of a sequence: `functional.adaptive_max_pool1d`."""

    op = staticmethod(F.adaptive_max_pool1d)


class AdaptiveMaxPool2d(_AdaptiveMaxPool):
    """The largest of each of `output_size` regions of an image: `functional.adaptive_max_pool2d`."""

    op = staticmethod(F.adaptive_max_pool2d)


class AdaptiveMaxPool3d(_AdaptiveMaxPool):
    """The largest of each of `output_size` regions of a volume: `functional.adaptive_max_pool3d`."""

    op = staticmethod(F.adaptive_max_pool3d)
