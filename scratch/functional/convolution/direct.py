"""Convolution. Strictly, cross-correlation: as in every deep-learning library, the kernel is not flipped."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._grid import Each, Grid, Ints, fitting, nothing, occupied, output_channels, span

Padding = Ints | str


@op
def conv1d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> tuple[Array, Backward]:
    """Convolve a sequence: see `conv2d`, with one axis L (a signal, a text) in place of H and W.

    Args:
        input: (N, C, L) or (C, L).
        weight: (O, C / groups, K).
        bias: (O,) or None.
        stride, padding, dilation, groups: as in `conv2d`.

    Returns:
        y of shape (N, O, L′) or (O, L′), and backward(dy) -> (dinput, dweight, dbias).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv1d.html

    >>> y, backward = conv1d(np.array([[1.0, 2.0, 4.0]]), np.array([[[1.0, 10.0]]]))
    >>> y
    array([[21., 42.]])
    >>> backward(np.ones_like(y))[0]
    array([[ 1., 11., 10.]])
    """
    return _conv("conv1d", 1, input, weight, bias, stride, padding, dilation, groups)


@op
def conv2d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> tuple[Array, Backward]:
    """Convolve an image: every output pixel is the product of the kernel with the window under it.

        y[n, o, p] = b[o] + Σ_{c, k} w[o, c, k] · x[n, c, p · stride + k · dilation − padding]

    p = (h′, w′) is a place in the output, k = (kh, kw) one in the kernel; x is zero outside the image. With groups, the
    channels form that many blocks, and the o-th output sums over the C / groups channels of its own block.
    H′ = (H + 2 · padding − dilation · (Kh − 1) − 1) // stride + 1.

    Args:
        input: (N, C, H, W) or (C, H, W).
        weight: (O, C / groups, Kh, Kw).
        bias: (O,) or None.
        stride: pixels between windows; one int or one for each axis, as `padding` and `dilation`.
        padding: zeros on each side, or "valid" (none), or "same" (H′ = H; an odd zero goes to the right or bottom; the
            stride must be 1).
        dilation: pixels between the kernel's elements.
        groups: blocks of channels; `groups=C` is the depthwise convolution.

    Returns:
        y of shape (N, O, H′, W′) or (O, H′, W′), and backward(dy) -> (dinput, dweight, dbias):

        dx = what every window element receives, Σ_o w[o, c, k] · dy[n, o, p], added where the element came from
        dw[o, c, k] = Σ_{n, p} dy[n, o, p] · x[n, c, p · stride + k · dilation − padding]
        db[o] = Σ_{n, p} dy[n, o, p]

    At: an input without channels gives an output without channels, as in PyTorch.

    Raises:
        ValueError: shapes that do not fit, a kernel larger than the padded input, options out of range.
        TypeError: dtypes that differ, options of another type.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv2d.html

    >>> y, backward = conv2d(np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]), np.array([[[[1.0, 10.0]]]]), stride=(1, 1))
    >>> y
    array([[[21., 32.],
            [54., 65.]]])
    >>> dinput, dweight, dbias = backward(np.ones_like(y))
    >>> dweight
    array([[[[12., 16.]]]])
    """
    return _conv("conv2d", 2, input, weight, bias, stride, padding, dilation, groups)


@op
def conv3d(
    input: Array,
    weight: Array,
    bias: Array | None = None,
    stride: Ints = 1,
    padding: Padding = 0,
    dilation: Ints = 1,
    groups: int = 1,
) -> tuple[Array, Backward]:
    """Convolve a volume: see `conv2d`, with an axis D (depth, time) before H and W.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W).
        weight: (O, C / groups, Kd, Kh, Kw).
        bias: (O,) or None.
        stride, padding, dilation, groups: as in `conv2d`.

    Returns:
        y of shape (N, O, D′, H′, W′) or (O, D′, H′, W′), and backward(dy) -> (dinput, dweight, dbias).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv3d.html

    >>> y, _ = conv3d(np.ones((1, 2, 3, 4)), np.ones((1, 1, 2, 2, 2)), np.array([0.5]))
    >>> y
    array([[[[8.5, 8.5, 8.5],
             [8.5, 8.5, 8.5]]]])
    """
    return _conv("conv3d", 3, input, weight, bias, stride, padding, dilation, groups)


def _conv(
    op: str,
    d: int,
    input: Array,
    weight: Array,
    bias: Array | None,
    stride: Ints,
    padding: Padding,
    dilation: Ints,
    groups: int,
) -> tuple[Array, Backward]:
    outputs = output_channels(op, d, input, weight, bias, groups)
    x = input if input.ndim == d + 2 else input[None]
    grid = _grid(op, x, weight.shape[2:], stride, padding, dilation)
    N, C = x.shape[:2]
    if x.size == 0:
        return nothing((*input.shape[: -d - 1], outputs if C else 0, *grid.out), input, weight, bias)

    columns, w = grid.columns(x, groups), weight.reshape(groups, outputs // groups, -1)
    product = w @ columns
    if bias is not None:
        product += bias.reshape(groups, -1, 1)
    y = np.ascontiguousarray(grid.unrows(product, N))

    def backward(dy: Array) -> tuple[Array, Array, Array | None]:
        dproduct = grid.rows(dy.reshape(y.shape), groups)
        dx = grid.image(w, dproduct, N).reshape(input.shape)
        dw = (dproduct @ columns.swapaxes(1, 2)).reshape(weight.shape)
        db = None if bias is None else dproduct.sum(axis=2).reshape(outputs)
        return dx, dw, db

    return y if x is input else y[0], backward


def _grid(op: str, x: Array, kernel: Each, stride: Ints, padding: Padding, dilation: Ints) -> Grid:
    """Where the kernel stands."""
    d, size = len(kernel), x.shape[2:]
    stride = _check.ntuple(op, "stride", stride, d, 1)
    dilation = _check.ntuple(op, "dilation", dilation, d, 1)
    if isinstance(padding, str):
        _check.choice(op, "padding", padding, ("same", "valid"))
        if padding == "same" and max(stride) > 1:
            raise ValueError(f"{op}: stride is {stride}, expected 1 with padding='same'")
        both = tuple(s - 1 if padding == "same" else 0 for s in span(kernel, dilation))
        before = tuple(b // 2 for b in both)
        after = tuple(b - b // 2 for b in both)
    else:
        before = after = _check.ntuple(op, "padding", padding, d, 0)
    occupied(op, x)
    grid = fitting(op, "input", size, kernel, stride, dilation, before, after)
    _check.storable(op, "the padded input", (*x.shape[:2], *grid.padded))
    return grid
