"""Adaptive pooling: as many windows as asked for, of whatever size covers the input.

Window i of H′ over an axis of H elements reaches from ⌊i · H / H′⌋ to ⌈(i + 1) · H / H′⌉, so sizes differ by one at
most, and neighbours may share an element. A window is a box: its sum and its maximum can be taken along one axis after
the other. Element h lies in window i just when i · H < (h + 1) · H′ and h · H′ < (i + 1) · H: the relation is
symmetric, and the transpose of summing H elements into H′ windows is summing H′ elements into H windows.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._geometry import Pooled, exactly, images, in_all_planes, occupied, put

Size = int | Sequence[int]
Sizes = int | Sequence[int | None]


@op
def adaptive_avg_pool1d(input: Array, output_size: Size) -> tuple[Array, Backward]:
    """The means of `output_size` windows over a sequence: see `adaptive_avg_pool2d`.

    Args:
        input: (N, C, L) or (C, L).
        output_size: L′; one int.

    Returns:
        y of shape (N, C, L′) or (C, L′), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool1d.html

    >>> y, backward = adaptive_avg_pool1d(np.array([[1.0, 3.0, 5.0]]), 2)
    >>> y
    array([[2., 4.]])
    >>> backward(np.array([[2.0, 4.0]]))
    (array([[1., 3., 2.]]),)
    """
    return means("adaptive_avg_pool1d", 1, input, output_size)


@op
def adaptive_avg_pool2d(input: Array, output_size: Sizes) -> tuple[Array, Backward]:
    """The means of H′ × W′ windows that cover an image.

        y[n, c, i, j] = mean of x[n, c, ⌊i · H / H′⌋ : ⌈(i + 1) · H / H′⌉, ⌊j · W / W′⌋ : ⌈(j + 1) · W / W′⌉]

    Args:
        input: (N, C, H, W) or (C, H, W).
        output_size: (H′, W′), where None keeps the input's size; or one int for both.

    Returns:
        y of shape (N, C, H′, W′) or (C, H′, W′), and backward(dy) -> (dinput,):

        dx = Σ of dy / count of the windows that the element lies in

    At: an output size of 0 gives an empty y, which has no pullback; one mean over an empty input is nan; as in PyTorch.

    Raises:
        ValueError: negative sizes, or not one for each axis; empty axes.
        TypeError: not a floating array, sizes that are not integers.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool2d.html

    >>> y, _ = adaptive_avg_pool2d(np.array([[[1.0, 3.0, 5.0], [7.0, 9.0, 11.0]]]), (1, None))
    >>> y
    array([[[4., 6., 8.]]])
    """
    return means("adaptive_avg_pool2d", 2, input, output_size)


@op
def adaptive_avg_pool3d(input: Array, output_size: Sizes) -> tuple[Array, Backward]:
    """The means of D′ × H′ × W′ windows that cover a volume: see `adaptive_avg_pool2d`.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W).
        output_size: (D′, H′, W′), where None keeps the input's size; or one int for all.

    Returns:
        y of shape (N, C, D′, H′, W′) or (C, D′, H′, W′), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_avg_pool3d.html

    >>> y, _ = adaptive_avg_pool3d(np.arange(16.0).reshape(1, 2, 2, 4), (1, 1, 2))
    >>> y
    array([[[[6.5, 8.5]]]])
    """
    return means("adaptive_avg_pool3d", 3, input, output_size)


@op
def adaptive_max_pool1d(input: Array, output_size: Size, return_indices: bool = False) -> Pooled:
    """The largest values of `output_size` windows over a sequence: see `adaptive_max_pool2d`.

    Args:
        input: (N, C, L) or (C, L).
        output_size: L′; one int.
        return_indices: as in `adaptive_max_pool2d`.

    Returns:
        y of shape (N, C, L′) or (C, L′), or (y, indices), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool1d.html

    >>> (y, indices), backward = adaptive_max_pool1d(np.array([[1.0, 5.0, 3.0]]), 2, return_indices=True)
    >>> y, indices
    (array([[5., 5.]]), array([[1, 1]]))
    >>> backward(np.array([[2.0, 4.0]]))
    (array([[0., 6., 0.]]),)
    """
    return _max("adaptive_max_pool1d", 1, input, output_size, return_indices)


@op
def adaptive_max_pool2d(input: Array, output_size: Sizes, return_indices: bool = False) -> Pooled:
    """The largest values of H′ × W′ windows that cover an image; the windows are those of `adaptive_avg_pool2d`.

    Args:
        input: (N, C, H, W) or (C, H, W).
        output_size: (H′, W′), where None keeps the input's size; or one int for both.
        return_indices: return (y, indices), where indices (int64) are the winners' places in the H · W pixels.

    Returns:
        y of shape (N, C, H′, W′) or (C, H′, W′), or (y, indices), and backward(dy) -> (dinput,):

        dx = Σ of the dy of the windows that the element won, 0 where it won none

    At: among equals the first wins, among nans (larger than all) the last; an output size of 0 gives an empty y, which
        has no pullback; all as in PyTorch.

    Raises:
        ValueError: negative sizes, or not one for each axis; empty axes.
        TypeError: not a floating array, sizes that are not integers.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html

    >>> y, _ = adaptive_max_pool2d(np.array([[[1.0, 3.0, 5.0], [7.0, 2.0, 4.0]]]), (1, None))
    >>> y
    array([[[7., 3., 5.]]])
    """
    return _max("adaptive_max_pool2d", 2, input, output_size, return_indices)


@op
def adaptive_max_pool3d(input: Array, output_size: Sizes, return_indices: bool = False) -> Pooled:
    """The largest values of D′ × H′ × W′ windows that cover a volume: see `adaptive_max_pool2d`.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W).
        output_size: (D′, H′, W′), where None keeps the input's size; or one int for all.
        return_indices: as in `adaptive_max_pool2d`.

    Returns:
        y of shape (N, C, D′, H′, W′) or (C, D′, H′, W′), or (y, indices), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool3d.html

    >>> y, _ = adaptive_max_pool3d(np.arange(16.0).reshape(1, 2, 2, 4), (1, 1, 2))
    >>> y
    array([[[[13., 15.]]]])
    """
    return _max("adaptive_max_pool3d", 3, input, output_size, return_indices)


def means(op: str, d: int, input: Array, output_size: Sizes) -> tuple[Array, Backward]:
    """Adaptive average pooling in d dimensions, for the op of that name."""
    out = _sizes(op, d, input, output_size)
    proper = set(out) != {1}  # else it is one mean over everything, which PyTorch lets be a mean of nothing
    if proper:
        occupied(op, "input", input, 1 if d == 3 else -d)  # PyTorch lets an image have no channels, but no volume
    size = input.shape[-d:]
    ends = [_ends(n, o) for n, o in zip(size, out)]
    count = functools.reduce(np.multiply.outer, [end - start for start, end in ends]).astype(input.dtype)
    y = _sums(input, out) / count

    def backward(dy: Array) -> tuple[Array]:
        if proper:
            occupied(op, "backward's dy", dy, 1)
        return (_sums(dy / count, size),)

    return y, backward


def _max(op: str, d: int, input: Array, output_size: Sizes, return_indices: bool) -> Pooled:
    out = _sizes(op, d, input, output_size)
    occupied(op, "input", input, 1)
    size = input.shape[-d:]
    largest, index = input, np.broadcast_to(np.arange(math.prod(size)).reshape(size), input.shape)
    for axis in range(-1, -d - 1, -1):  # the last axis first: then the first row with the maximum wins
        largest, index = _largest(largest, index, axis, out[axis])
    place = in_all_planes(index, input.shape, d)
    y = input.take(place)

    def backward(dy: Array) -> tuple[Array]:
        occupied(op, "backward's dy", dy, 1)
        return (put(dy, place, input.shape),)

    return (y, index) if return_indices else y, backward


def _sizes(op: str, d: int, input: Array, output_size: Sizes) -> tuple[int, ...]:
    """The output's size along each axis that is pooled."""
    images(op, input, d)
    if d > 1 and isinstance(output_size, np.integer):  # PyTorch takes these in a sequence alone
        raise TypeError(f"{op}: output_size is {_check.shown(output_size)}, expected an int or {d} of them")
    if d > 1 and isinstance(output_size, (tuple, list)) and len(output_size) == d:
        output_size = [n if o is None else o for n, o in zip(input.shape[-d:], output_size)]
    out = exactly(op, "output_size", output_size, d, 0)
    _check.storable(op, "y", input.shape[:-d] + out)
    return out


def _ends(size: int, out: int) -> tuple[Array, Array]:
    """Where each of the `out` windows over an axis of `size` starts, and where it ends."""
    i = np.arange(out)
    return i * size // out, -(-(i + 1) * size // out)


def _sums(x: Array, out: Sequence[int]) -> Array:
    """The sums over the windows of the last axes, one axis after the other."""
    for axis in range(-1, -len(out) - 1, -1):
        x = np.moveaxis(x, axis, 0)
        start, end = _ends(len(x), out[axis])
        total = np.zeros((len(start), *x.shape[1:]), x.dtype)
        for k in range((end - start).max(initial=0)):
            has = start + k < end  # the windows that have a k-th element
            total[has] += x[start[has] + k]
        x = np.moveaxis(total, 0, axis)
    return np.ascontiguousarray(x)


def _largest(x: Array, index: Array, axis: int, out: int) -> tuple[Array, Array]:
    """The maxima over the windows of one axis, and what `index` has where they are."""
    x, index = np.moveaxis(x, axis, 0), np.moveaxis(index, axis, 0)
    start, end = _ends(len(x), out)
    largest, best = x[start], np.zeros((out, *x.shape[1:]), int)  # `best` numbers the window's elements
    for k in range(1, (end - start).max(initial=0)):
        has = start + k < end
        x_k, before = x[start[has] + k], largest[has]
        best[has] = np.maximum(best[has], ((x_k > before) | np.isnan(x_k)) * k)
        largest[has] = np.maximum(before, x_k)
    winner = np.take_along_axis(index, start.reshape(-1, *(1,) * (x.ndim - 1)) + best, axis=0)
    return np.moveaxis(largest, 0, axis), np.moveaxis(winner, 0, axis)
