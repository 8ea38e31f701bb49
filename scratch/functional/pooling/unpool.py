"""Unpooling: the largest values back where they were, and zeros around them.

Of all arrays with these maxima it makes the simplest one. The windows only say how large it is: where the values go,
the indices say that `max_pool` returned.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._geometry import Ints, exactly, images, in_all_planes, occupied

Sizes = Sequence[int]


@op
def max_unpool1d(
    input: Array,
    indices: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    output_size: Sizes | None = None,
) -> tuple[Array, Backward]:
    """Put the largest values of a sequence's windows back: see `max_unpool2d`, with one axis L in place of H and W.

    Args:
        input, indices: (N, C, L′) or (C, L′), from `max_pool1d`.
        kernel_size, stride, padding, output_size: as in `max_unpool2d`.

    Returns:
        y of shape (N, C, L) or (C, L), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool1d.html

    >>> y, backward = max_unpool1d(np.array([[5.0, 7.0]]), np.array([[1, 2]]), 2)
    >>> y
    array([[0., 5., 7., 0.]])
    >>> backward(np.array([[1.0, 2.0, 3.0, 4.0]]))
    (array([[2., 3.]]),)
    """
    return _unpool("max_unpool1d", 1, input, indices, kernel_size, stride, padding, output_size)


@op
def max_unpool2d(
    input: Array,
    indices: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    output_size: Sizes | None = None,
) -> tuple[Array, Backward]:
    """Put the largest values of an image's windows back where they were, with zeros elsewhere.

        y[n, c, indices[n, c, p]] = x[n, c, p]

    p = (h′, w′) is a place among the windows; y's H · W pixels are counted through.
    H = (H′ − 1) · stride + kernel_size − 2 · padding, unless output_size says otherwise.

    Args:
        input: (N, C, H′, W′) or (C, H′, W′), the maxima.
        indices: of input's shape, int64, as `max_pool2d` returns them.
        kernel_size, stride, padding: those of the pooling; one int or one for each axis; stride is kernel_size unless
            given. They only say how large y is.
        output_size: (H, W), or y's shape with batch and channels in front, which are passed over. Pooling gives several
            sizes the same number of windows: those that differ from the H above by less than the stride.

    Returns:
        y of shape (N, C, H, W) or (C, H, W), and backward(dy) -> (dinput,):

        dx[n, c, p] = dy[n, c, indices[n, c, p]]

    At: where several go to one pixel, the last stays, and each has that pixel's gradient; as in PyTorch, except that in
        large planes its threads may finish in another order. An empty y has no pullback.

    Raises:
        ValueError: indices outside of the H · W pixels, or of another shape; an output_size too far off; negative
            sizes; empty axes.
        TypeError: not a floating array, indices that are not int64, options of another type; NumPy's integers where
            y's size comes from (output_size, or else the other options).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool2d.html

    >>> y, _ = max_unpool2d(np.array([[[5.0, 7.0]]]), np.array([[[4, 3]]]), 2)
    >>> y
    array([[[0., 0., 0., 7.],
            [5., 0., 0., 0.]]])
    """
    return _unpool("max_unpool2d", 2, input, indices, kernel_size, stride, padding, output_size)


@op
def max_unpool3d(
    input: Array,
    indices: Array,
    kernel_size: Ints,
    stride: Ints | None = None,
    padding: Ints = 0,
    output_size: Sizes | None = None,
) -> tuple[Array, Backward]:
    """Put the largest values of a volume's windows back: see `max_unpool2d`, with an axis D before H and W.

    Args:
        input, indices: (N, C, D′, H′, W′) or (C, D′, H′, W′), from `max_pool3d`.
        kernel_size, padding, output_size: as in `max_unpool2d`.
        stride: as in `max_unpool2d`, but positive.

    Returns:
        y of shape (N, C, D, H, W) or (C, D, H, W), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.max_unpool3d.html

    >>> y, _ = max_unpool3d(np.array([[[[5.0]]]]), np.array([[[[6]]]]), 2)
    >>> y.tolist()
    [[[[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [5.0, 0.0]]]]
    """
    return _unpool("max_unpool3d", 3, input, indices, kernel_size, stride, padding, output_size)


def _unpool(
    op: str,
    d: int,
    input: Array,
    indices: Array,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Ints,
    output_size: Sizes | None,
) -> tuple[Array, Backward]:
    size = _size(op, d, input, kernel_size, stride, padding, output_size)
    occupied(op, "input", input, 1)
    _fit(op, input, indices, size)

    y = np.zeros((*input.shape[:-d], *size), input.dtype)
    place = in_all_planes(indices, y.shape, d)
    if y.size:
        y.reshape(-1)[place] = input

    def backward(dy: Array) -> tuple[Array]:
        occupied(op, "backward's dy", dy, 1)
        return (dy.take(place),)

    return y, backward


def _size(
    op: str,
    d: int,
    input: Array,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Ints,
    output_size: Sizes | None,
) -> tuple[int, ...]:
    """How large y is along each axis that was pooled. PyTorch asks little of the options that say so."""
    images(op, input, d)
    any_int = -_check.LARGEST - 1
    kernel = exactly(op, "kernel_size", kernel_size, d, any_int)
    strides = kernel if stride is None else exactly(op, "stride", stride, d, any_int)
    pads = exactly(op, "padding", padding, d, any_int)
    if d == 3 and min(strides) < 1:
        raise ValueError(f"{op}: stride is {strides}, expected at least 1")
    size = tuple((n - 1) * s + k - 2 * p for n, s, k, p in zip(input.shape[-d:], strides, kernel, pads))
    if output_size is None:
        _pythons(op, kernel_size=kernel_size, stride=stride, padding=padding)
    else:
        _pythons(op, output_size=output_size)
        wanted = _wanted(op, d, output_size)
        if not all(n - s < m < n + s for n, m, s in zip(size, wanted, strides)):
            raise ValueError(f"{op}: output_size is {wanted}, expected {size} up to less than stride {strides}")
        size = wanted
    if min(size) < 0:
        raise ValueError(f"{op}: y would have size {size}, expected no negative numbers")
    _check.storable(op, "y", input.shape[:-d] + size)
    return size


def _pythons(op: str, **sizes: Ints | None) -> None:
    """Refuse NumPy's integers where y's size comes from: PyTorch has Python compare that, and takes no np.bool."""
    for name, value in sizes.items():
        if any(isinstance(v, np.integer) for v in (value if isinstance(value, (tuple, list)) else (value,))):
            raise TypeError(f"{op}: {name} is {_check.shown(value)}, expected Python's integers")


def _wanted(op: str, d: int, output_size: Sizes) -> tuple[int, ...]:
    """The last d of d or d + 2 sizes."""
    if not isinstance(output_size, (tuple, list)) or not all(map(_check.is_int, output_size)):
        raise TypeError(f"{op}: output_size is {_check.shown(output_size)}, expected {d} or {d + 2} ints")
    if len(output_size) not in (d, d + 2):
        raise ValueError(f"{op}: output_size is {_check.shown(output_size)}, expected {d} or {d + 2} ints")
    return tuple(int(n) for n in output_size[-d:])


def _fit(op: str, input: Array, indices: Array, size: tuple[int, ...]) -> None:
    """Refuse indices that are not one place in a plane of `size` for each element."""
    _check.required(op, indices=indices)
    _check.arrays(op, indices=indices)
    if indices.dtype != np.int64:
        raise TypeError(f"{op}: indices is {indices.dtype}, expected int64")
    _check.shape(op, "indices", indices, input.shape, "input's")
    places = math.prod(size)
    if indices.size and places and not 0 <= indices.min() <= indices.max() < places:
        found = f"indices reach from {indices.min()} to {indices.max()}"
        raise ValueError(f"{op}: {found}, expected 0 to {places - 1}, the places of y's {' × '.join(map(str, size))}")
