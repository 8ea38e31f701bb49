"""The blocks of an image as columns, and back."""

from __future__ import annotations

from ... import functional as F
from .._parts import Array, Pullback, Size, attributes, named
from ..module import Module


class Unfold(Module):
    """What a kernel sees at every place of an image, as columns: `functional.unfold`."""

    def __init__(self, kernel_size: Size, dilation: Size = 1, padding: Size = 0, stride: Size = 1):
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride))

    def extra_repr(self) -> str:
        return attributes(self, "kernel_size", "dilation", "padding", "stride")


class Fold(Module):
    """The image of `output_size` that blocks, given as columns, add up to: `functional.fold`."""

    def __init__(self, output_size: Size, kernel_size: Size, dilation: Size = 1, padding: Size = 0, stride: Size = 1):
        self.output_size = output_size
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.fold(input, self.output_size, self.kernel_size, self.dilation, self.padding, self.stride))

    def extra_repr(self) -> str:
        return attributes(self, "output_size", "kernel_size", "dilation", "padding", "stride")
