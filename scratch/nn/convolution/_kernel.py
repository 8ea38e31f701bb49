"""What a convolution and a transposed one have in common: a kernel, how it moves, and how both are described."""

from __future__ import annotations

from typing import Any

from ...functional._check import choice, integer
from ...init import linear_and_conv_
from .._parts import Array, Size, each, parameter
from ..module import Module


class Kernel(Module):
    """A layer with a kernel of `dims` axes; `op` applies it."""

    dims: int
    op: Any
    transposed = False
    weight: Array
    bias: Array | None

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Size,
        stride: Size,
        padding: Size | str,
        dilation: Size,
        output_padding: Size,
        groups: int,
        bias: bool,
        padding_mode: str,
        dtype: Any,
    ):
        name = type(self).__name__
        for label, count in (("in_channels", in_channels), ("out_channels", out_channels), ("groups", groups)):
            integer(name, label, count)
        if groups < 1 or in_channels % groups or out_channels % groups:
            channels = f"in_channels {in_channels} and out_channels {out_channels}"
            raise ValueError(f"{name}: groups is {groups}, expected a positive divisor of {channels}")
        modes = ("zeros",) if self.transposed else ("zeros", "reflect", "replicate", "circular")
        choice(name, "padding_mode", padding_mode, modes)
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = self._each(kernel_size)
        self.stride = self._each(stride)
        self.padding: Any = padding if isinstance(padding, str) else self._each(padding)
        self.dilation = self._each(dilation)
        self.output_padding = self._each(output_padding)
        self.groups = groups
        self.padding_mode = padding_mode
        if len(self.kernel_size) != self.dims:
            raise ValueError(f"{name}: kernel_size is {kernel_size!r}, expected an int or {self.dims} of them")
        outer, inner = (in_channels, out_channels) if self.transposed else (out_channels, in_channels)
        self.weight = parameter(name, (outer, inner // groups, *self.kernel_size), dtype)
        self.bias = parameter(name, (out_channels,), dtype) if bias else None
        linear_and_conv_(self.weight, self.bias)

    def extra_repr(self) -> str:
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        for name, usual in (("padding", 0), ("dilation", 1), ("output_padding", 0)):
            value = getattr(self, name)
            if value != (usual,) * len(value):
                text += f", {name}={value}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        return text + (f", padding_mode={self.padding_mode}" if self.padding_mode != "zeros" else "")

    def _each(self, size: Size) -> tuple[int, ...]:
        return each(size, self.dims)
