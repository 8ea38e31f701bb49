"""Which inputs an output takes, and with which weights, along one axis. Here the modes differ, and only here.

Output i lies at the place scale · (i + ½) − ½ among the n inputs: pixels are squares, and the outer edges of the first
and of the last stay where they are. With `align_corners` it lies at scale · i: pixels are points, and the first and the
last stay where they are. Places and weights are reckoned in the dtype of `scale`, as in PyTorch.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .._op import Array
from ._taps import Taps, rows

Filter = tuple[Callable[[Array], Array], int]  # of the distance to the output, and how far it reaches


def step(n: int, out: int, factor: float | None, align_corners: bool, dtype: np.dtype) -> np.floating[Any]:
    """The scale: how many inputs lie from one output to the next."""
    real = dtype.type
    if align_corners:
        return real(n - 1) / real(out - 1) if out > 1 else real(0)
    return real(n) / real(out) if factor is None else real(1 / factor)


def nearest(n: int, out: int, scale: np.floating[Any], exact: bool) -> Taps:
    """One input: the one that the output's left edge lies in, or its centre if `exact`."""
    i = np.arange(out, dtype=scale.dtype)
    place = scale * (i + scale.dtype.type(0.5 if exact else 0))
    # What comes to just below a whole number in float64 is that number in float32, which PyTorch rounds it to.
    source = np.floor(place.astype(np.float32)).astype(int).clip(max=n - 1)
    return rows(n, source[:, None], np.ones((out, 1), scale.dtype))


def linear(n: int, out: int, scale: np.floating[Any], align_corners: bool) -> Taps:
    """Two inputs, left and right, each the more the nearer it is; beyond the edges the last one."""
    if out == n:  # whatever the scale
        left = right = np.arange(n)
        t = np.zeros(n, scale.dtype)
    else:
        left, t = _between(n, _places(out, scale, align_corners).clip(0))
        right = (left + 1).clip(max=n - 1)
    return rows(n, np.stack([left, right], 1), np.stack([1 - t, t], 1))


def cubic(n: int, out: int, scale: np.floating[Any], align_corners: bool) -> Taps:
    """Four inputs, two on either side; beyond the edges the last one again."""
    left, t = _between(n, _places(out, scale, align_corners))
    source = (left[:, None] + np.arange(-1, 3)).clip(0, n - 1)
    return rows(n, source, keys(np.stack([t + 1, t, 1 - t, 2 - t], 1), -0.75))


def filtered(n: int, out: int, scale: np.floating[Any], filter: Filter) -> Taps:
    """Every input that a filter reaches, which is as wide as an output where that is wider than an input."""
    if out == n:  # whatever the scale
        return rows(n, np.arange(n)[:, None], np.ones((n, 1), scale.dtype))
    function, reach = filter
    width = max(scale, scale.dtype.type(1))
    centre = scale * (np.arange(out, dtype=scale.dtype) + scale.dtype.type(0.5))
    first = (centre - reach * width + 0.5).astype(int).clip(0)
    end = (centre + reach * width + 0.5).astype(int).clip(max=n)
    source = first[:, None] + np.arange((end - first).max())
    has = source < end[:, None]
    distance = (source.astype(scale.dtype) - centre[:, None] + scale.dtype.type(0.5)) * (1 / width)
    weight = np.where(has, function(np.abs(distance)), 0)
    weight /= weight.sum(axis=1, keepdims=True)
    return Taps(n, out, np.nonzero(has)[0], source[has], weight[has])


def triangle(x: Array) -> Array:
    """1 − x up to 1, then 0."""
    return (1 - x).clip(0)


def keys(x: Array, a: float = -0.5) -> Array:
    """Keys' cubic convolution: one cubic up to 1 and another up to 2, with slope `a` where they meet; then 0."""
    near = ((a + 2) * x - (a + 3)) * x * x + 1
    far = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
    return np.where(x < 1, near, np.where(x < 2, far, 0))


def lanczos(x: Array) -> Array:
    """sinc(x) · sinc(x / 3) up to 3, then 0."""
    return np.where(x < 3, np.sinc(x) * np.sinc(x / 3), 0)


FILTERS: dict[str, Filter] = {"bilinear": (triangle, 1), "bicubic": (keys, 2), "lanczos": (lanczos, 3)}


def _places(out: int, scale: np.floating[Any], align_corners: bool) -> Array:
    """Where the outputs lie among the inputs."""
    i, half = np.arange(out, dtype=scale.dtype), scale.dtype.type(0.5)
    return scale * i if align_corners else scale * (i + half) - half


def _between(n: int, place: Array) -> tuple[Array, Array]:
    """The input to the left of each place, and how far it is from there to the place."""
    left = np.floor(place).astype(int).clip(max=n - 1)
    return left, (place - left.astype(place.dtype)).clip(0, 1)
