"""Layers that put the largest values back where `MaxPool` found them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ... import functional as F
from .._parts import Array, Pullback, Size, attributes, each
from ..module import Module


class _MaxUnpool(Module):
    op: Any
    d: int

    def __init__(self, kernel_size: Size, stride: Size | None = None, padding: Size = 0):
        self.kernel_size = each(kernel_size, self.d)
        self.stride = self.kernel_size if stride is None else each(stride, self.d)
        self.padding = each(padding, self.d)

    def forward(self, input: Array, indices: Array, output_size: Sequence[int] | None = None) -> tuple[Array, Pullback]:
        y, pullback = self.op(input, indices, self.kernel_size, self.stride, self.padding, output_size)
        return y, lambda dy: ((*pullback(dy), None), {})

    def extra_repr(self) -> str:
        return attributes(self, "kernel_size", "stride", "padding")


class MaxUnpool1d(_MaxUnpool):
    """Undoes `MaxPool1d` as far as it can be: see `MaxUnpool2d`."""

    op = staticmethod(F.max_unpool1d)
    d = 1


class MaxUnpool2d(_MaxUnpool):
    """The largest values of an image's windows where they were found, and zeros elsewhere: `functional.max_unpool2d`.

    It is called with what `MaxPool2d` with the same options and `return_indices` returns, and with the `output_size`
    if that may not be the smallest; `dx` is a pair, in which the indices' gradient is None.

    >>> MaxUnpool2d(2)
    MaxUnpool2d(kernel_size=(2, 2), stride=(2, 2), padding=(0, 0))
    """

    op = staticmethod(F.max_unpool2d)
    d = 2


class MaxUnpool3d(_MaxUnpool):
    """Undoes `MaxPool3d` as far as it can be: see `MaxUnpool2d`."""

    op = staticmethod(F.max_unpool3d)
    d = 3
