"""Transposed convolution: the pullback of a convolution with respect to its input, as an op of its own.

Where a convolution gathers what the kernel sees, this one scatters the kernel, and turns a small image into a large.
"""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._grid import Each, Grid, Ints, nothing, occupied, output_channels, span


@op
def conv_transpose1d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> tuple[Array, Backward]:
    """Spread a sequence by a kernel: see `conv_transpose2d`, with one axis L in place of H and W.

    Args:
        input: (N, C, L) or (C, L).
        weight: (C, O / groups, K).
        bias: (O,) or None.
        stride, padding, output_padding, groups, dilation: as in `conv_transpose2d`.

    Returns:
        y of shape (N, O, L′) or (O, L′), and backward(dy) -> (dinput, dweight, dbias).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose1d.html

    >>> y, backward = conv_transpose1d(np.array([[1.0, 2.0, 4.0]]), np.array([[[1.0, 10.0]]]))
    >>> y
    array([[ 1., 12., 24., 40.]])
    >>> backward(np.ones_like(y))[0]
    array([[11., 11., 11.]])
    """
    return _transpose("conv_transpose1d", 1, input, weight, bias, stride, padding, output_padding, groups, dilation)


@op
def conv_transpose2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> tuple[Array, Backward]:
    """Spread an image by a kernel: every pixel adds its multiple of the kernel to the output.

        y[n, o, p · stride + k · dilation − padding] += x[n, c, p] · w[c, o, k]   over all c, p, k, beginning with b[o]

    p = (h, w) is a place in the input, k = (kh, kw) one in the kernel; what falls outside the output is dropped. It is
    what `conv2d` of the same weight and options, O channels to C, does to its cotangent. With groups, the channels form
    that many blocks, and the c-th input adds to the O / groups outputs of its own block.
    H′ = (H − 1) · stride − 2 · padding + dilation · (Kh − 1) + output_padding + 1.

    Args:
        input: (N, C, H, W) or (C, H, W).
        weight: (C, O / groups, Kh, Kw).
        bias: (O,) or None.
        stride: pixels of the output between kernels; one int or one for each axis, as `padding`, `output_padding` and
            `dilation`.
        padding: what is cut off each side: the zeros that the convolution had there.
        output_padding: further rows and columns at the bottom and on the right, less than the stride or than the
            dilation: a convolution with a stride turns images of several sizes into one, and this chooses among them.
        groups: blocks of channels.
        dilation: pixels between the kernel's elements.

    Returns:
        y of shape (N, O, H′, W′) or (O, H′, W′), and backward(dy) -> (dinput, dweight, dbias):

        dx[n, c, p] = Σ_{o, k} w[c, o, k] · dy[n, o, p · stride + k · dilation − padding], a convolution
        dw[c, o, k] = Σ_{n, p} x[n, c, p] · dy[n, o, p · stride + k · dilation − padding]
        db[o] = Σ dy[n, o, ...]

    At: where no kernel reaches, y is the bias. An empty batch is not asked whether the output is too small, or its
    padding too large, as in PyTorch.

    Raises:
        ValueError: shapes that do not fit, an output without pixels, options out of range.
        TypeError: dtypes that differ, options of another type.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html,
        Dumoulin and Visin (2016), A guide to convolution arithmetic for deep learning

    >>> y, backward = conv_transpose2d(np.array([[[1.0, 2.0]]]), np.array([[[[1.0, 10.0], [0.0, 5.0]]]]), stride=2)
    >>> y
    array([[[ 1., 10.,  2., 20.],
            [ 0.,  5.,  0., 10.]]])
    >>> dinput, dweight, dbias = backward(np.ones_like(y))
    >>> dinput
    array([[[16., 16.]]])
    """
    return _transpose("conv_transpose2d", 2, input, weight, bias, stride, padding, output_padding, groups, dilation)


@op
def conv_transpose3d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Ints = 0,
    output_padding: Ints = 0,
    groups: int = 1,
    dilation: Ints = 1,
) -> tuple[Array, Backward]:
    """Spread a volume by a kernel: see `conv_transpose2d`, with an axis D (depth, time) before H and W.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W).
        weight: (C, O / groups, Kd, Kh, Kw).
        bias: (O,) or None.
        stride, padding, output_padding, groups, dilation: as in `conv_transpose2d`.

    Returns:
        y of shape (N, O, D′, H′, W′) or (O, D′, H′, W′), and backward(dy) -> (dinput, dweight, dbias).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose3d.html

    >>> y, _ = conv_transpose3d(np.ones((1, 1, 2, 3)), np.ones((1, 1, 1, 2, 2)), np.array([0.5]))
    >>> y
    array([[[[1.5, 2.5, 2.5, 1.5],
             [2.5, 4.5, 4.5, 2.5],
             [1.5, 2.5, 2.5, 1.5]]]])
    """
    return _transpose("conv_transpose3d", 3, input, weight, bias, stride, padding, output_padding, groups, dilation)


def _transpose(
    op: str,
    d: int,
    input: Array,
    weight: Array,
    bias: Array | None,
    stride: Ints,
    padding: Ints,
    output_padding: Ints,
    groups: int,
    dilation: Ints,
) -> tuple[Array, Backward]:
    outputs = output_channels(op, d, input, weight, bias, groups, transposed=True)
    x = input if input.ndim == d + 2 else input[None]
    grid = _grid(op, x, weight.shape[2:], stride, padding, output_padding, dilation)
    N, C = x.shape[:2]
    _check.storable(op, "y", (N, outputs, *grid.padded))
    if x.size == 0:
        return nothing((N, outputs, *grid.size), input, weight, bias)

    rows, w = grid.rows(x, groups), weight.reshape(groups, C // groups, -1)
    y = np.ascontiguousarray(grid.image(w, rows, N))
    if bias is not None:
        y += bias.reshape(-1, *[1] * d)

    def backward(dy: Array) -> tuple[Array, Array, Array | None]:
        dy = dy.reshape(y.shape)
        dcolumns = grid.columns(dy, groups)
        dx = grid.unrows(w @ dcolumns, N).reshape(input.shape)
        dw = (rows @ dcolumns.swapaxes(1, 2)).reshape(weight.shape)
        db = None if bias is None else dy.swapaxes(0, 1).reshape(outputs, -1).sum(axis=1)
        return dx, dw, db

    return y if x is input else y[0], backward


def _grid(op: str, x: Array, kernel: Each, stride: Ints, padding: Ints, output_padding: Ints, dilation: Ints) -> Grid:
    """Where the kernel stands on the output: at one place for each pixel of the input."""
    d, out = len(kernel), x.shape[2:]
    stride = _check.ntuple(op, "stride", stride, d, 1)
    padding = _check.ntuple(op, "padding", padding, d, 0)
    output_padding = _check.ntuple(op, "output_padding", output_padding, d, 0)
    dilation = _check.ntuple(op, "dilation", dilation, d, 1)
    occupied(op, x)
    size = tuple(
        (n - 1) * by - 2 * p + s + more
        for n, by, p, s, more in zip(out, stride, padding, span(kernel, dilation), output_padding)
    )
    if any(more >= max(by, step) for more, by, step in zip(output_padding, stride, dilation)) and x.size:
        expected = f"less than stride {stride} or dilation {dilation} along each axis"
        raise ValueError(f"{op}: output_padding is {output_padding}, expected {expected}")
    if min(size) < (1 if x.size else 0):
        raise ValueError(f"{op}: y would have size {size}, expected at least 1 along each axis")
    return Grid(size, kernel, stride, dilation, padding, padding, out)
