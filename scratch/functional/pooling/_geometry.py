"""Where the windows stand, and where in memory the places of a plane are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .. import _check
from .._op import Array, Backward

Ints = int | Sequence[int]
Pooled = tuple[Array | tuple[Array, Array], Backward]

LARGEST = 2**31 - 1  # option of a window; PyTorch keeps them in 32 bits


class Geometry(NamedTuple):
    """Where the windows stand; one entry for each axis that is pooled."""

    size: tuple[int, ...]
    kernel: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]
    dilation: tuple[int, ...]
    start: list[Array]  # where each window begins in the input; negative in the padding


def geometry(
    op: str,
    d: int,
    input: Array,
    kernel_size: Ints,
    stride: Ints | None,
    padding: Ints,
    dilation: Ints,
    ceil_mode: bool,
) -> Geometry:
    """The windows that fit."""
    images(op, input, d)
    kernel = _check.ntuple(op, "kernel_size", kernel_size, d, 1, LARGEST)
    by_default = stride is None or (isinstance(stride, (tuple, list)) and not stride)
    strides = kernel if by_default else _check.ntuple(op, "stride", stride, d, 1, LARGEST)
    pads = _check.ntuple(op, "padding", padding, d, 0)
    dilations = _check.ntuple(op, "dilation", dilation, d, 1, LARGEST)
    _check.flag(op, "ceil_mode", ceil_mode)
    if any(2 * p > k for p, k in zip(pads, kernel)):
        raise ValueError(f"{op}: padding is {padding}, expected at most half of kernel_size {kernel_size}")
    occupied(op, "input", input, -d - 1)

    size, start = input.shape[-d:], []
    for n, k, s, p, step in zip(size, kernel, strides, pads, dilations):
        span = step * (k - 1) + 1
        room = n + 2 * p - span
        count = (-(-room // s) if ceil_mode else room // s) + 1
        if ceil_mode and (count - 1) * s >= n + p:
            count -= 1
        if count < 1:
            found = f"input {input.shape} is {n + 2 * p} along an axis with padding"
            raise ValueError(f"{op}: {found}, expected at least {span} (the window's span)")
        start.append(np.arange(count) * s - p)
    return Geometry(size, kernel, strides, pads, dilations, start)


def pad(x: Array, g: Geometry, fill: float) -> tuple[Array, tuple[Any, ...]]:
    """`x` with as much padding as its windows need, and where in it `x` is."""
    d = len(g.size)
    reach = [s[-1] + step * (k - 1) + 1 for s, k, step in zip(g.start, g.kernel, g.dilation)]
    size = tuple(p + max(n, int(r)) for p, n, r in zip(g.padding, g.size, reach))
    inside: tuple[Any, ...] = (..., *(slice(p, p + n) for p, n in zip(g.padding, g.size)))
    if size == g.size:
        return x, inside
    padded = np.full((*x.shape[:-d], *size), fill, x.dtype)
    padded[inside] = x
    return padded, inside


def images(op: str, input: Array, d: int) -> None:
    """Refuse what is not a batch of signals, images or volumes, or one of them."""
    _check.required(op, input=input)
    _check.floating(op, input=input)
    axes = ", ".join("DHW"[-d:]) if d > 1 else "L"
    _check.ndim(op, "input", input, (d + 2, d + 1), f"(N, C, {axes}) or (C, {axes})")


def occupied(op: str, name: str, x: Array, first: int) -> None:
    """Refuse an array that is empty along any axis from `first` on."""
    if 0 in x.shape[first:]:
        raise ValueError(f"{op}: {name} {x.shape} has an empty axis, expected none but the batch")


def exactly(op: str, name: str, value: Any, d: int, least: int, most: int = _check.LARGEST) -> tuple[int, ...]:
    """`d` integers from one or from a sequence of `d`, where PyTorch takes no sequence of one for all axes."""
    if isinstance(value, (tuple, list)) and len(value) != d:
        raise ValueError(f"{op}: {name} is {_check.shown(value)}, expected an int or {d} of them")
    return _check.ntuple(op, name, value, d, least, most)


def in_all_planes(place: Array, shape: Sequence[int], d: int) -> Array:
    """Flat places in an array of `shape` from flat places in each of its planes, the last d axes."""
    planes = np.arange(math.prod(shape[:-d])).reshape(*shape[:-d], *(1,) * d)
    return planes * math.prod(shape[-d:]) + place


def put(dy: Array, place: Array, shape: Sequence[int]) -> Array:
    """The transpose of `x.take(place)`: zeros of `shape`, with every dy added at its flat place.

    `np.add.at` on one axis runs in a compiled loop; `scatter` would first spread every dy over its window, which
    takes 40 times as long for 3 × 3 windows.
    """
    dx = np.zeros(math.prod(shape), dy.dtype)
    np.add.at(dx, place.ravel(), dy.ravel())
    return dx.reshape(shape)


def flat(coordinates: Sequence[Array], size: Sequence[int]) -> Array:
    """The row-major numbers, in an array of `size`, of all places of a grid; one array of coordinates for each axis."""
    number = np.zeros((), int)
    for along, n in zip(np.ix_(*coordinates), size):
        number = number * n + along
    return number
