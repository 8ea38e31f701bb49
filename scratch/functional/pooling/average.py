"""The mean of every window. Each of its elements gets an equal share of the gradient."""

from __future__ import annotations

import functools

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from .._windows import scatter, windows
from ._geometry import Geometry, Ints, geometry, pad


@op
def avg_pool1d(
    input: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> tuple[Array, Backward]:
    """The mean of every window of a sequence: see `avg_pool2d`, with one axis L in place of H and W.

    Args:
        input: (N, C, L) or (C, L).
        kernel_size, stride, padding, ceil_mode, count_include_pad: as in `avg_pool2d`.

    Returns:
        y of shape (N, C, L′) or (C, L′), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool1d.html

    >>> y, _ = avg_pool1d(np.array([[2.0, 4.0, 8.0]]), 2, padding=1)
    >>> y
    array([[1., 6.]])
    """
    return means("avg_pool1d", 1, input, kernel_size, stride, padding, ceil_mode, count_include_pad, None)


@op
def avg_pool2d(
    input: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> tuple[Array, Backward]:
    """The mean of every window.

        y[n, c, p] = Σ_k x[n, c, p · stride + k − padding] / count[p]

    p = (h′, w′) is a place in the output, k = (kh, kw) one in the window; x is 0 outside the image.

    Args:
        input: (N, C, H, W) or (C, H, W).
        kernel_size, stride, ceil_mode: as in `max_pool2d`.
        padding: zeros on each side, at most half of kernel_size.
        count_include_pad: count the window's elements in the image and its padding; else those in the image alone.
            What reaches over the padding's edge (ceil_mode) never counts.
        divisor_override: the count to divide by, instead.

    Returns:
        y of shape (N, C, H′, W′) or (C, H′, W′), and backward(dy) -> (dinput,):

        dx = Σ of dy / count of the windows that the element lies in

    Raises:
        ValueError: a kernel too large, padding of more than half of it, options out of range, empty axes.
        TypeError: not a floating array, options of another type.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool2d.html

    >>> y, backward = avg_pool2d(np.array([[[1.0, 5.0, 3.0], [4.0, 2.0, 7.0]]]), 2, stride=1)
    >>> y
    array([[[3.  , 4.25]]])
    >>> backward(np.array([[[4.0, 8.0]]]))
    (array([[[1., 3., 2.],
            [1., 3., 2.]]]),)
    """
    return means("avg_pool2d", 2, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


@op
def avg_pool3d(
    input: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> tuple[Array, Backward]:
    """The mean of every window of a volume: see `avg_pool2d`, with an axis D before H and W.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W), at least as large as the kernel even without its padding.
        kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override: as in `avg_pool2d`.

    Returns:
        y of shape (N, C, D′, H′, W′) or (C, D′, H′, W′), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.avg_pool3d.html

    >>> y, _ = avg_pool3d(np.arange(16.0).reshape(1, 2, 2, 4), 2)
    >>> y
    array([[[[6.5, 8.5]]]])
    """
    return means("avg_pool3d", 3, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override)


def means(
    op: str,
    d: int,
    input: Array,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Ints,
    ceil_mode: bool,
    count_include_pad: bool,
    divisor_override: int | None,
) -> tuple[Array, Backward]:
    g = geometry(op, d, input, kernel_size, stride, padding, 1, ceil_mode)
    _check.flag(op, "count_include_pad", count_include_pad)
    if divisor_override is not None and not _check.is_int(divisor_override):
        raise TypeError(f"{op}: divisor_override is {_check.shown(divisor_override)}, expected an int or None")
    if divisor_override == 0:
        raise ValueError(f"{op}: divisor_override is 0, expected any other int")
    if d == 3 and any(n < k for n, k in zip(g.size, g.kernel)):
        raise ValueError(f"{op}: input {input.shape} is smaller than kernel_size {g.kernel}, expected it to fit inside")

    padded, inside = pad(input, g, 0)
    seen = windows(padded, g.kernel, g.stride)  # (N, C, *out, *kernel)
    total = np.zeros(seen.shape[:-d], input.dtype)
    for position in np.ndindex(*g.kernel):
        total += seen[(..., *position)]  # 10 times as fast as `sum`, whose inner loops are as short as a kernel
    count = _counts(g, count_include_pad).astype(input.dtype) if divisor_override is None else int(divisor_override)
    shape, seen_shape = padded.shape, seen.shape

    def backward(dy: Array) -> tuple[Array]:
        share = (dy / count).reshape(*dy.shape, *(1,) * d)
        return (scatter(np.broadcast_to(share, seen_shape), shape, g.stride)[inside],)

    return total / count + 0.0, backward  # a quotient of −0 becomes 0, as in PyTorch


def _counts(g: Geometry, include_pad: bool) -> Array:
    """How many elements of each window count."""
    edges = [(-p, n + p) if include_pad else (0, n) for n, p in zip(g.size, g.padding)]
    along = [np.minimum(s + k, high) - np.maximum(s, low) for s, k, (low, high) in zip(g.start, g.kernel, edges)]
    return functools.reduce(np.multiply.outer, along)
