"""A linear map along one axis that has few entries: which outputs take which inputs, and with what weight."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .._op import Array


class Taps(NamedTuple):
    """The entries of an out × n matrix, in any order: y[target] = Σ weight · x[source]."""

    n: int
    out: int
    target: Array
    source: Array
    weight: Array

    @property
    def transpose(self) -> Taps:
        return Taps(self.out, self.n, self.source, self.target, self.weight)


def rows(n: int, source: Array, weight: Array) -> Taps:
    """The taps of outputs that all have equally many: row i of `source` and `weight` (out, K) is that of output i."""
    out, taps = source.shape
    return Taps(n, out, np.repeat(np.arange(out), taps), source.ravel(), weight.ravel())


def mapped(x: Array, axis: int, taps: Taps, empty: float) -> Array:
    """The map of `x` along `axis` (negative).

    Every sum begins with `empty`: −0 keeps the sign of a −0 that comes alone, as in PyTorch's y, 0 does not, as in its
    gradient. The loop runs over the first, second, ... tap of all outputs that have one, so that nothing is multiplied
    that does not belong there: a zero weight in its place would turn inf into nan.

    >>> swap_and_double = Taps(2, 2, np.array([0, 1]), np.array([1, 0]), np.array([2.0, 2.0]))
    >>> mapped(np.array([3.0, 5.0]), -1, swap_and_double, 0.0)
    array([10.,  6.])
    """
    order = np.argsort(taps.target, kind="stable")
    count = np.bincount(taps.target, minlength=taps.out)
    first = np.cumsum(count) - count
    along = (-1,) + (1,) * (-axis - 1)
    before, after = x.shape[:axis], x.shape[x.ndim + axis + 1 :]
    y = np.full((*before, taps.out, *after), empty, x.dtype)
    for k in range(count.max()):
        has = k < count
        tap = order[np.where(has, first + k, 0)]
        part = x.take(taps.source[tap], axis)
        part *= taps.weight[tap].reshape(along)
        np.add(y, part, out=y, where=True if has.all() else has.reshape(along))
    return y
