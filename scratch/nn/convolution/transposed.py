"""Transposed convolution layers, and the sizes that they can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ... import functional as F
from ...functional._check import ndim, sizes
from .._parts import Array, Pullback, Size, named
from ._kernel import Kernel


class _ConvTranspose(Kernel):
    transposed = True

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: Size,
        stride: Size = 1,
        padding: Size = 0,
        output_padding: Size = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: Size = 1,
        padding_mode: str = "zeros",
        *,
        dtype: Any = np.float32,
    ):
        super().__init__(
            in_channels, out_channels, kernel_size, stride, self._each(padding), dilation, output_padding, groups, bias,
            padding_mode, dtype,
        )  # fmt: skip

    def forward(self, input: Array, output_size: Sequence[int] | None = None) -> tuple[Array, Pullback]:
        more = self.output_padding if output_size is None else self._output_padding(input, output_size)
        result = self.op(input, self.weight, self.bias, self.stride, self.padding, more, self.groups, self.dilation)
        return named(result, "weight", "bias")

    def _output_padding(self, input: Array, output_size: Sequence[int]) -> tuple[int, ...]:
        """What `output_size` has more than the smallest output."""
        name, d = type(self).__name__, self.dims
        ndim(name, "input", input, (d + 2, d + 1))
        wanted = sizes(name, "output_size", output_size)
        if len(wanted) not in (d, input.ndim):
            raise ValueError(f"{name}: output_size is {wanted}, expected {d} or {input.ndim} integers")
        wanted = wanted[-d:]
        each = zip(input.shape[-d:], self.stride, self.padding, self.dilation, self.kernel_size)
        least = tuple((n - 1) * by - 2 * p + step * (k - 1) + 1 for n, by, p, step, k in each)
        most = tuple(n + by - 1 for n, by in zip(least, self.stride))
        if not all(low <= size <= high for low, size, high in zip(least, wanted, most)):
            raise ValueError(f"{name}: output_size is {wanted}, expected from {least} to {most}")
        return tuple(size - low for size, low in zip(wanted, least))


class ConvTranspose1d(_ConvTranspose):
    """Transposed convolution of sequences (N, C, L): see `ConvTranspose2d`, with one axis in place of two.

    See: `functional.conv_transpose1d`, https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose1d.html
    """

    dims = 1
    op = staticmethod(F.conv_transpose1d)


class ConvTranspose2d(_ConvTranspose):
    """Transposed convolution of images (N, C, H, W), C being `in_channels`, into (N, O, H′, W′), O `out_channels`.

    A convolution with a stride turns images of several sizes into one. A layer that undoes its change of size has to be
    told which: by `output_padding` once for all, or by `output_size` in a call, `layer(x, output_size=(H′, W′))`.

    Args:
        in_channels, out_channels: C and O, the other way round than in the convolution whose transpose this is.
        kernel_size, stride, padding, output_padding: a number, or one for each of H and W.
        groups: in this many parts, each input adds to only its part of the output's channels.
        bias: False leaves the bias out.
        dilation: a number, or one for each of H and W.
        padding_mode: "zeros" alone.
        dtype: of the parameters, a floating NumPy dtype.

    Parameters: weight (C, O / groups, Kh, Kw) and bias (O,), drawn uniformly between ±1/√(O / groups · Kh · Kw) from
    `scratch.random`'s generator: PyTorch takes the second axis for the number of inputs, here too.

    >>> ConvTranspose2d(3, 4, (5, 2), stride=2, output_padding=(1, 0))
    ConvTranspose2d(3, 4, kernel_size=(5, 2), stride=(2, 2), output_padding=(1, 0))

    See: `functional.conv_transpose2d`, https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose2d.html
    """

    dims = 2
    op = staticmethod(F.conv_transpose2d)


class ConvTranspose3d(_ConvTranspose):
    """Transposed convolution of volumes (N, C, D, H, W): see `ConvTranspose2d`, with three axes in place of two.

    See: `functional.conv_transpose3d`, https://docs.pytorch.org/docs/stable/generated/torch.nn.ConvTranspose3d.html
    """

    dims = 3
    op = staticmethod(F.conv_transpose3d)
