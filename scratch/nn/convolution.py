"""Convolution layers: one implementation, three numbers of dimensions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import functional as F
from ..functional._check import choice, integer
from ..init import linear_and_conv_
from ._parts import Array, Pullback, named, parameter
from .module import Module

Size = int | Sequence[int]


class _Conv(Module):
    dims: int
    op: Any

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Size,
        stride: Size = 1,
        padding: Size | str = 0,
        dilation: Size = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        *,
        dtype: Any = np.float32,
    ):
        name = type(self).__name__
        for label, count in (("in_channels", in_channels), ("out_channels", out_channels), ("groups", groups)):
            integer(name, label, count)
        if groups < 1 or in_channels % groups or out_channels % groups:
            channels = f"in_channels {in_channels} and out_channels {out_channels}"
            raise ValueError(f"{name}: groups is {groups}, expected a positive divisor of {channels}")
        choice(name, "padding_mode", padding_mode, ("zeros", "reflect", "replicate", "circular"))
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = self._each(kernel_size)
        self.stride = self._each(stride)
        self.padding: str | tuple[int, ...] = padding if isinstance(padding, str) else self._each(padding)
        self.dilation = self._each(dilation)
        self.groups = groups
        self.padding_mode = padding_mode
        if len(self.kernel_size) != self.dims:
            raise ValueError(f"{name}: kernel_size is {kernel_size!r}, expected an int or {self.dims} of them")
        if isinstance(self.padding, str):
            choice(name, "padding", self.padding, ("same", "valid"))
            if self.padding == "same" and any(s != 1 for s in self.stride):
                raise ValueError(f"{name}: padding is 'same' and stride {self.stride}, expected stride 1")
        self.weight = parameter(name, (out_channels, in_channels // groups, *self.kernel_size), dtype)
        self.bias = parameter(name, (out_channels,), dtype) if bias else None
        linear_and_conv_(self.weight, self.bias)

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        if self.padding_mode == "zeros":
            return self._convolve(input, self.padding)
        padded, unpad = F.pad(input, self._border(), self.padding_mode)
        y, pullback = self._convolve(padded, 0)

        def backward(dy: Array) -> tuple[Array, dict[str, Any]]:
            dpadded, grads = pullback(dy)
            return unpad(dpadded)[0], grads

        return y, backward

    def extra_repr(self) -> str:
        text = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}, stride={self.stride}"
        if self.padding != (0,) * len(self.padding):
            text += f", padding={self.padding}"
        if self.dilation != (1,) * len(self.dilation):
            text += f", dilation={self.dilation}"
        if self.groups != 1:
            text += f", groups={self.groups}"
        if self.bias is None:
            text += ", bias=False"
        return text + (f", padding_mode={self.padding_mode}" if self.padding_mode != "zeros" else "")

    def _convolve(self, input: Array, padding: Any) -> tuple[Array, Pullback]:
        result = self.op(input, self.weight, self.bias, self.stride, padding, self.dilation, self.groups)
        return named(result, "weight", "bias")

    def _border(self) -> list[int]:
        """Padding in the words of `F.pad`: before and after, the last axis first."""
        if not isinstance(self.padding, str):
            return [p for p in reversed(self.padding) for _ in range(2)]
        if self.padding == "valid":
            return [0, 0] * self.dims
        total = [d * (k - 1) for d, k in zip(self.dilation, self.kernel_size)]
        return [p for t in reversed(total) for p in (t // 2, t - t // 2)]

    def _each(self, size: Size) -> tuple[int, ...]:
        return tuple(size) if isinstance(size, Sequence) else (size,) * self.dims


class Conv1d(_Conv):
    """Convolution of sequences (N, C, L): see `Conv2d`, with one axis in place of two.

    See: `functional.conv1d`, https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv1d.html
    """

    dims = 1
    op = staticmethod(F.conv1d)


class Conv2d(_Conv):
    """Convolution of images (N, C, H, W), C being `in_channels`, into (N, O, H′, W′), O being `out_channels`.

    Args:
        in_channels, out_channels: C and O.
        kernel_size, stride, dilation: a number, or one for each of H and W.
        padding: numbers likewise; "same" (y as large as x; stride 1 only) or "valid" (none).
        groups: in this many parts, each output sees only its part of the input's channels.
        bias: False leaves the bias out.
        padding_mode: what stands in the padding: "zeros", "reflect", "replicate" or "circular".
        dtype: of the parameters, a floating NumPy dtype.

    Parameters: weight (O, C / groups, Kh, Kw) and bias (O,), drawn uniformly between ±1/√(C / groups · Kh · Kw) from
    `scratch.random`'s generator.

    >>> Conv2d(3, 4, (5, 2), padding=1)
    Conv2d(3, 4, kernel_size=(5, 2), stride=(1, 1), padding=(1, 1))

    See: `functional.conv2d`, https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html
    """

    dims = 2
    op = staticmethod(F.conv2d)


class Conv3d(_Conv):
    """Convolution of volumes (N, C, D, H, W): see `Conv2d`, with three axes in place of two.

    See: `functional.conv3d`, https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv3d.html
    """

    dims = 3
    op = staticmethod(F.conv3d)
