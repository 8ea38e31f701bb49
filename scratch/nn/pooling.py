"""Pooling layers: the largest or the mean value of each window, or of each of a given number of regions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .. import functional as F
from ._parts import Array, Pullback, named
from .module import Module

Size = int | Sequence[int]


class _MaxPool(Module):
    op: Any

    def __init__(
        self,
        kernel_size: Size,
        stride: Size | None = None,
        padding: Size = 0,
        dilation: Size = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
    ):
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def forward(self, input: Array) -> tuple[Any, Pullback]:
        sizes = self.kernel_size, self.stride, self.padding, self.dilation
        return named(self.op(input, *sizes, ceil_mode=self.ceil_mode, return_indices=self.return_indices))

    def extra_repr(self) -> str:
        return _shown(self, "kernel_size", "stride", "padding", "dilation", "ceil_mode")


class MaxPool1d(_MaxPool):
    """The largest of each `kernel_size` places: `functional.max_pool1d`. `stride` is the window unless given."""

    op = staticmethod(F.max_pool1d)


class MaxPool2d(_MaxPool):
    """The largest of each window of an image: `functional.max_pool2d`. `stride` is the window unless given.

    With `return_indices`, y is a pair: the values, and where in the image (flattened) each was found.

    >>> MaxPool2d(2)
    MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
    """

    op = staticmethod(F.max_pool2d)


class MaxPool3d(_MaxPool):
    """The largest of each window of a volume: `functional.max_pool3d`. `stride` is the window unless given."""

    op = staticmethod(F.max_pool3d)


class AvgPool1d(Module):
    """The mean of each `kernel_size` places: `functional.avg_pool1d`. `stride` is the window unless given."""

    def __init__(
        self,
        kernel_size: Size,
        stride: Size | None = None,
        padding: Size = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ):
        self.kernel_size = _single(kernel_size)
        self.stride = self.kernel_size if stride is None else _single(stride)
        self.padding = _single(padding)
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        sizes = self.kernel_size, self.stride, self.padding
        return named(F.avg_pool1d(input, *sizes, self.ceil_mode, self.count_include_pad))

    def extra_repr(self) -> str:
        return _shown(self, "kernel_size", "stride", "padding")


class _AvgPool(Module):
    op: Any

    def __init__(
        self,
        kernel_size: Size,
        stride: Size | None = None,
        padding: Size = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ):
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        sizes = self.kernel_size, self.stride, self.padding
        return named(self.op(input, *sizes, self.ceil_mode, self.count_include_pad, self.divisor_override))

    def extra_repr(self) -> str:
        return _shown(self, "kernel_size", "stride", "padding")


class AvgPool2d(_AvgPool):
    """The mean of each window of an image: `functional.avg_pool2d`. `stride` is the window unless given."""

    op = staticmethod(F.avg_pool2d)


class AvgPool3d(_AvgPool):
    """The mean of each window of a volume: `functional.avg_pool3d`. `stride` is the window unless given."""

    op = staticmethod(F.avg_pool3d)


class _AdaptiveAvgPool(Module):
    op: Any

    def __init__(self, output_size: Any):
        self.output_size = output_size

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(self.op(input, self.output_size))

    def extra_repr(self) -> str:
        return _shown(self, "output_size")


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
        return _shown(self, "output_size")


class AdaptiveMaxPool1d(_AdaptiveMaxPool):
    """The largest of each of `output_size` regions of a sequence: `functional.adaptive_max_pool1d`."""

    op = staticmethod(F.adaptive_max_pool1d)


class AdaptiveMaxPool2d(_AdaptiveMaxPool):
    """The largest of each of `output_size` regions of an image: `functional.adaptive_max_pool2d`."""

    op = staticmethod(F.adaptive_max_pool2d)


class AdaptiveMaxPool3d(_AdaptiveMaxPool):
    """The largest of each of `output_size` regions of a volume: `functional.adaptive_max_pool3d`."""

    op = staticmethod(F.adaptive_max_pool3d)


def _single(size: Size) -> tuple[int, ...]:
    return tuple(size) if isinstance(size, Sequence) else (size,)


def _shown(module: Module, *names: str) -> str:
    return ", ".join(f"{name}={getattr(module, name)}" for name in names)
