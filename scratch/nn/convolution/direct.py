"""Convolution layers, with every kind of border."""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import functional as F
from ...functional._check import choice
from .._parts import Array, Pullback, Size, named
from ._kernel import Kernel


class _Conv(Kernel):
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
        if isinstance(padding, str):
            name = type(self).__name__
            choice(name, "padding", padding, ("same", "valid"))
            if padding == "same" and any(s != 1 for s in self._each(stride)):
                raise ValueError(f"{name}: padding is 'same' and stride {self._each(stride)}, expected stride 1")
        super().__init__(
            in_channels, out_channels, kernel_size, stride, padding, dilation, 0, groups, bias, padding_mode, dtype
        )

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        if self.padding_mode == "zeros":
            return self._convolve(input, self.padding)
        padded, unpad = F.pad(input, self._border(), self.padding_mode)
        y, pullback = self._convolve(padded, 0)

        def backward(dy: Array) -> tuple[Array, dict[str, Any]]:
            dpadded, grads = pullback(dy)
            return unpad(dpadded)[0], grads

        return y, backward

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
