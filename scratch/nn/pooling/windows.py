"""Layers that pool windows of a fixed size: their largest value, their mean, or their p-norm."""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array, Pullback, Size, as_float, attributes, each, named
from ..module import Module


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
        return attributes(self, "kernel_size", "stride", "padding", "dilation", "ceil_mode")


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
        self.kernel_size = each(kernel_size, 1)
        self.stride = self.kernel_size if stride is None else each(stride, 1)
        self.padding = each(padding, 1)
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        sizes = self.kernel_size, self.stride, self.padding
        return named(F.avg_pool1d(input, *sizes, self.ceil_mode, self.count_include_pad))

    def extra_repr(self) -> str:
        return attributes(self, "kernel_size", "stride", "padding")


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
        return attributes(self, "kernel_size", "stride", "padding")


class AvgPool2d(_AvgPool):
    """The mean of each window of an image: `functional.avg_pool2d`. `stride` is the window unless given."""

    op = staticmethod(F.avg_pool2d)


class AvgPool3d(_AvgPool):
    """The mean of each window of a volume: `functional.avg_pool3d`. `stride` is the window unless given."""

    op = staticmethod(F.avg_pool3d)


class _LPPool(Module):
    op: Any

    def __init__(self, norm_type: float, kernel_size: Size, stride: Size | None = None, ceil_mode: bool = False):
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        p = as_float(type(self).__name__, "norm_type", self.norm_type)
        return named(self.op(input, p, self.kernel_size, self.stride, self.ceil_mode))

    def extra_repr(self) -> str:
        return attributes(self, "norm_type", "kernel_size", "stride", "ceil_mode")


class LPPool1d(_LPPool):
    """The p-norm of each `kernel_size` places: `functional.lp_pool1d`. `stride` is the window unless given."""

    op = staticmethod(F.lp_pool1d)


class LPPool2d(_LPPool):
    """The p-norm of each window of an image: `functional.lp_pool2d`. `stride` is the window unless given.

    >>> LPPool2d(2, 3)
    LPPool2d(norm_type=2, kernel_size=3, stride=None, ceil_mode=False)
    """

    op = staticmethod(F.lp_pool2d)


class LPPool3d(_LPPool):
    """The p-norm of each window of a volume: `functional.lp_pool3d`. `stride` is the window unless given."""

    op = staticmethod(F.lp_pool3d)
