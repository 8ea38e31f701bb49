"""Layers that move numbers around without changing them."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from ._parts import Array, Pullback, attributes, named
from .module import Module


class Flatten(Module):
    """The axes from `start_dim` to `end_dim` as one; by default all but the batch: `functional.flatten`."""

    def __init__(self, start_dim: int = 1, end_dim: int = -1):
        self.start_dim = start_dim
        self.end_dim = end_dim

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.flatten(input, self.start_dim, self.end_dim))

    def extra_repr(self) -> str:
        return attributes(self, "start_dim", "end_dim")


class Identity(Module):
    """y = x. Takes any arguments, so that it can stand in another layer's place: `functional.identity`."""

    def __init__(self, *args: Any, **kwargs: Any):
        pass

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.identity(input))


class PixelShuffle(Module):
    """r² channels as r × r pixels, after a convolution that made them: `functional.pixel_shuffle`."""

    def __init__(self, upscale_factor: int):
        self.upscale_factor = upscale_factor

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.pixel_shuffle(input, self.upscale_factor))

    def extra_repr(self) -> str:
        return attributes(self, "upscale_factor")


class PixelUnshuffle(Module):
    """r × r pixels as r² channels, so that a convolution loses none of them: `functional.pixel_unshuffle`."""

    def __init__(self, downscale_factor: int):
        self.downscale_factor = downscale_factor

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.pixel_unshuffle(input, self.downscale_factor))

    def extra_repr(self) -> str:
        return attributes(self, "downscale_factor")
