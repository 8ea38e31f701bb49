"""Convolution: one small linear layer, the kernel, applied wherever it fits.

Strictly this is cross-correlation: as in every deep-learning library, the kernel is not flipped. Lay each window out as
a column, and the convolution of all images at all places is one matrix product, weight · columns; its gradients are two
more. All dimensions share this code: only the number of axes differs.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from . import _check
from ._op import Array, Backward, op
from ._windows import scatter, windows

Ints = int | Sequence[int]
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
    _fit(op, d, input, weight, bias, groups)
    x = input if input.ndim == d + 2 else input[None]
    (N, C, *size), (outputs, _, *kernel) = x.shape, weight.shape
    stride, dilation, before, after = _geometry(op, x, kernel, stride, padding, dilation)

    shape = (N, C, *(b + n + a for b, n, a in zip(before, size, after)))
    _check.storable(op, "the padded input", shape)
    padded = np.zeros(shape, x.dtype)
    inside: tuple[Any, ...] = (..., *(slice(b, b + n) for b, n in zip(before, size)))
    padded[inside] = x
    seen = windows(padded, kernel, stride, dilation)  # (N, C, *out, *kernel)
    out = seen.shape[2 : 2 + d]
    if x.size == 0:  # nothing to multiply
        y = np.zeros((N, outputs if C else 0, *out), x.dtype)
        return y.reshape(*input.shape[: -d - 1], *y.shape[1:]), lambda dy: tuple(
            None if a is None else np.zeros_like(a) for a in (input, weight, bias)
        )

    # The axes that one output sums over come first: (C, *kernel, N, *out).
    summed, first = (1, *range(-d, 0)), range(d + 1)
    columns = np.moveaxis(seen, summed, first).reshape(groups, C // groups * math.prod(kernel), N * math.prod(out))
    rows = weight.reshape(groups, outputs // groups, -1)
    product = rows @ columns
    if bias is not None:
        product += bias.reshape(groups, -1, 1)
    y = np.ascontiguousarray(product.reshape(outputs, N, *out).swapaxes(0, 1))

    def backward(dy: Array) -> tuple[Array, Array, Array | None]:
        dproduct = dy.reshape(y.shape).swapaxes(0, 1).reshape(product.shape)
        dcolumns = rows.swapaxes(1, 2) @ dproduct
        dseen = np.moveaxis(dcolumns.reshape(C, *kernel, N, *out), first, summed)
        dx = scatter(dseen, padded.shape, stride, dilation)[inside].reshape(input.shape)
        dw = (dproduct @ columns.swapaxes(1, 2)).reshape(weight.shape)
        db = None if bias is None else dproduct.sum(axis=2).reshape(outputs)
        return dx, dw, db

    return y if x is input else y[0], backward


def _fit(op: str, d: int, input: Array, weight: Array, bias: Array | None, groups: int) -> None:
    """Refuse arrays that do not belong together."""
    _check.required(op, input=input, weight=weight)
    _check.floating(op, input=input, weight=weight, bias=bias)
    axes = ", ".join("DHW"[-d:]) if d > 1 else "L"
    _check.ndim(op, "input", input, (d + 2, d + 1), f"(N, C, {axes}) or (C, {axes})")
    _check.ndim(op, "weight", weight, (d + 2,))
    channels, outputs = input.shape[-d - 1], weight.shape[0]
    _check.integer(op, "groups", groups)
    if groups < 1:
        raise ValueError(f"{op}: groups is {groups}, expected at least 1")
    if outputs == 0 or outputs % groups:
        raise ValueError(f"{op}: weight {weight.shape} has {outputs} outputs, expected a multiple of groups={groups}")
    if channels != weight.shape[1] * groups:
        expected = f"{weight.shape[1] * groups}" + (f" ({groups} groups of {weight.shape[1]})" if groups > 1 else "")
        raise ValueError(f"{op}: input {input.shape} has {channels} channels, weight {weight.shape} expects {expected}")
    _check.shape(op, "bias", bias, (outputs,), "one for each output channel")


def _geometry(
    op: str, x: Array, kernel: Sequence[int], stride: Ints, padding: Padding, dilation: Ints
) -> tuple[tuple[int, ...], ...]:
    """Stride, dilation, and the zeros before and after, for each axis, of a kernel that fits."""
    d, size = len(kernel), x.shape[2:]
    stride = _check.ntuple(op, "stride", stride, d, 1)
    dilation = _check.ntuple(op, "dilation", dilation, d, 1)
    if min(kernel) < 1:
        raise ValueError(f"{op}: weight has a kernel of {tuple(kernel)}, expected at least 1 along each axis")
    span = tuple(step * (k - 1) + 1 for k, step in zip(kernel, dilation))
    if isinstance(padding, str):
        _check.choice(op, "padding", padding, ("same", "valid"))
        if padding == "same" and max(stride) > 1:
            raise ValueError(f"{op}: stride is {stride}, expected 1 with padding='same'")
        both = tuple(s - 1 if padding == "same" else 0 for s in span)
        before = tuple(b // 2 for b in both)
        after = tuple(b - b // 2 for b in both)
    else:
        before = after = _check.ntuple(op, "padding", padding, d, 0)
    if 0 in size and 0 not in x.shape[:2]:
        raise ValueError(f"{op}: input has size {size}, expected no empty axis but the batch or the channels")
    if any(b + n + a < s for b, n, a, s in zip(before, size, after, span)):
        padded = tuple(b + n + a for b, n, a in zip(before, size, after))
        raise ValueError(f"{op}: input is {padded} with padding, the kernel spans {span}; expected it to fit inside")
    return stride, dilation, before, after
