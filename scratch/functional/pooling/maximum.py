"""The maximum of every window. The gradient goes back to the one element that won."""

from __future__ import annotations

import numpy as np

from .._op import Array, op
from .._windows import windows
from ._geometry import Ints, Pooled, flat, geometry, in_all_planes, pad, put


@op
def max_pool1d(
    input: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Pooled:
    """The largest value of every window of a sequence: see `max_pool2d`, with one axis L in place of H and W.

    Args:
        input: (N, C, L) or (C, L).
        kernel_size, stride, padding, dilation, ceil_mode, return_indices: as in `max_pool2d`.

    Returns:
        y of shape (N, C, L′) or (C, L′), or (y, indices), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool1d.html

    >>> (y, indices), backward = max_pool1d(np.array([[3.0, 1.0, 2.0, 2.0]]), 2, return_indices=True)
    >>> y, indices
    (array([[3., 2.]]), array([[0, 2]]))
    """
    return maxima("max_pool1d", 1, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


@op
def max_pool2d(
    input: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Pooled:
    """The largest value of every window.

        y[n, c, p] = max_k x[n, c, p · stride + k · dilation − padding]

    p = (h′, w′) is a place in the output, k = (kh, kw) one in the window; x is −inf outside the image.
    H′ = (H + 2 · padding − dilation · (Kh − 1) − 1) / stride + 1, rounded down.

    Args:
        input: (N, C, H, W) or (C, H, W).
        kernel_size: the window's size; one int or one for each axis, as `stride`, `padding` and `dilation`.
        stride: pixels between windows, by default kernel_size: then they tile the image.
        padding: rows and columns of −inf on each side, at most half of kernel_size.
        dilation: pixels between the elements of a window.
        ceil_mode: round H′ up, so that the last window may reach over the edge; but it starts inside the image or the
            padding before it.
        return_indices: return (y, indices), where indices (int64) are the winners' places in the H · W pixels.

    Returns:
        y of shape (N, C, H′, W′) or (C, H′, W′), or (y, indices), and backward(dy) -> (dinput,):

        dx = Σ of the dy of the windows that the element won, 0 where it won none

    At: among equals the first wins, among nans (larger than all) the last; as in PyTorch. A dilated window all in the
        padding is −inf and sends its gradient nowhere; PyTorch writes it to an element outside of the window.

    Raises:
        ValueError: a kernel too large, padding of more than half of it, options out of range, empty axes.
        TypeError: not a floating array, options of another type.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool2d.html

    >>> y, backward = max_pool2d(np.array([[[1.0, 5.0, 2.0], [4.0, 3.0, 6.0]]]), (2, 2), stride=1)
    >>> y
    array([[[5., 6.]]])
    >>> backward(np.array([[[10.0, 20.0]]]))
    (array([[[ 0., 10.,  0.],
            [ 0.,  0., 20.]]]),)
    """
    return maxima("max_pool2d", 2, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


@op
def max_pool3d(
    input: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    dilation: Ints = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Pooled:
    """The largest value of every window of a volume: see `max_pool2d`, with an axis D before H and W.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W).
        kernel_size, stride, padding, dilation, ceil_mode, return_indices: as in `max_pool2d`.

    Returns:
        y of shape (N, C, D′, H′, W′) or (C, D′, H′, W′), or (y, indices), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_pool3d.html

    >>> y, _ = max_pool3d(np.arange(16.0).reshape(1, 2, 2, 4), 2)
    >>> y
    array([[[[13., 15.]]]])
    """
    return maxima("max_pool3d", 3, input, kernel_size, stride, padding, dilation, ceil_mode, return_indices)


def maxima(
    op: str,
    d: int,
    input: Array,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Ints,
    dilation: Ints,
    ceil_mode: bool,
    return_indices: bool,
) -> Pooled:
    g = geometry(op, d, input, kernel_size, stride, padding, dilation, ceil_mode)
    padded, inside = pad(input, g, -np.inf)
    seen = windows(padded, g.kernel, g.stride, g.dilation)  # (N, C, *out, *kernel)

    # The first element that is not padding wins until a larger one comes. `best` numbers the window's elements.
    largest: Array = np.full(seen.shape[:-d], -np.inf, input.dtype)
    best = flat([np.maximum(0, -(s // step)) for s, step in zip(g.start, g.dilation)], g.kernel)
    for k, position in enumerate(np.ndindex(*g.kernel)):
        x_k = seen[(..., *position)]
        best = np.maximum(best, ((x_k > largest) | np.isnan(x_k)) * k)
        largest = np.maximum(largest, x_k)

    steps = [np.arange(k) * step for k, step in zip(g.kernel, g.dilation)]
    corner = flat([s + p for s, p in zip(g.start, g.padding)], padded.shape[-d:])
    place = in_all_planes(corner + flat(steps, padded.shape[-d:]).take(best), padded.shape, d)
    shape = padded.shape
    y = padded.take(place)  # not `largest`: of −0 and 0 the first wins, too

    def backward(dy: Array) -> tuple[Array]:
        return (put(dy, place, shape)[inside],)

    if return_indices:
        return (y, flat(g.start, g.size) + flat(steps, g.size).take(best)), backward
    return y, backward
