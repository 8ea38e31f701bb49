"""Where a kernel stands on an image, and the matrices that this makes of images.

An image has shape (N, C, *size), what has a number for each place (N, C, *out). There are K = ∏ kernel positions in the
kernel, and P = ∏ out places.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .. import _check
from .._op import Array, Backward
from .._windows import scatter, windows

Ints = int | Sequence[int]
Each = tuple[int, ...]  # a number for each axis of space


class Grid(NamedTuple):
    """The places of a kernel on an image with a border of zeros; an entry for each of the d axes of space."""

    size: Each  # of the image
    kernel: Each
    stride: Each
    dilation: Each
    before: Each  # zeros in front of the image
    after: Each  # and behind it
    out: Each  # places

    @property
    def padded(self) -> Each:
        """The size of the image with its border."""
        return tuple(b + n + a for b, n, a in zip(self.before, self.size, self.after))

    @property
    def inside(self) -> tuple[Any, ...]:
        """The image within its border."""
        return (..., *(slice(b, b + n) for b, n in zip(self.before, self.size)))

    def see(self, image: Array) -> Array:
        """What the kernel sees at each place: (N, C, *size) -> (N, C, *out, *kernel), a view of a padded copy."""
        padded = np.zeros((*image.shape[:2], *self.padded), image.dtype)
        padded[self.inside] = image
        places: tuple[Any, ...] = (slice(None), slice(None), *map(slice, self.out))  # there may be room for more
        return windows(padded, self.kernel, self.stride, self.dilation)[places]

    def add(self, seen: Array) -> Array:
        """The transpose of `see`: every number is added to the pixel that it was seen at."""
        return scatter(seen, (*seen.shape[:2], *self.padded), self.stride, self.dilation)[self.inside]

    # The axes that one output of a convolution sums over come first: (C, *kernel, N, *out).

    def columns(self, image: Array, groups: int) -> Array:
        """A column for each place, with what the kernel sees there: (groups, C / groups · K, N · P)."""
        (N, C), d = image.shape[:2], len(self.size)
        seen = np.moveaxis(self.see(image), (1, *range(-d, 0)), range(d + 1))
        return seen.reshape(groups, C // groups * math.prod(self.kernel), N * math.prod(self.out))

    def image(self, w: Array, rows: Array, N: int) -> Array:
        """What the columns wᵀ · rows add up to: the transpose of `columns`, after that of the product w · columns."""
        # With one row to a group it is an outer product, which NumPy's loops make in 40 % of the time of BLAS.
        columns = w.swapaxes(1, 2) * rows if w.shape[1] == 1 else w.swapaxes(1, 2) @ rows
        C, d = columns.shape[0] * columns.shape[1] // math.prod(self.kernel), len(self.size)
        seen = columns.reshape(C, *self.kernel, N, *self.out)
        return self.add(np.moveaxis(seen, range(d + 1), (1, *range(-d, 0))))

    def rows(self, y: Array, groups: int) -> Array:
        """A row for each channel: (N, C, *out) -> (groups, C / groups, N · P), as BLAS wants it: contiguous."""
        N, C = y.shape[:2]
        return np.ascontiguousarray(y.swapaxes(0, 1).reshape(groups, C // groups, N * math.prod(self.out)))

    def unrows(self, rows: Array, N: int) -> Array:
        """The inverse of `rows`."""
        return rows.reshape(-1, N, *self.out).swapaxes(0, 1)


def fitting(
    op: str, name: str, size: Each, kernel: Each, stride: Each, dilation: Each, before: Each, after: Each
) -> Grid:
    """As many places as there are room for: size′ = (padded − dilation · (kernel − 1) − 1) // stride + 1.

    Raises:
        ValueError: there is none; `name` says what is too small.
    """
    spans = span(kernel, dilation)
    padded = tuple(b + n + a for b, n, a in zip(before, size, after))
    if any(n < s for n, s in zip(padded, spans)):
        raise ValueError(f"{op}: {name} is {padded} with padding, the kernel spans {spans}; expected it to fit inside")
    out = tuple((n - s) // by + 1 for n, s, by in zip(padded, spans, stride))
    return Grid(size, kernel, stride, dilation, before, after, out)


def span(kernel: Each, dilation: Each) -> Each:
    """How many pixels a kernel reaches over."""
    return tuple(step * (k - 1) + 1 for k, step in zip(kernel, dilation))


def output_channels(
    op: str, d: int, input: Array, weight: Array, bias: Array | None, groups: int, transposed: bool = False
) -> int:
    """How many channels come out, of arrays that belong together; refuses others."""
    _check.required(op, input=input, weight=weight)
    _check.floating(op, input=input, weight=weight, bias=bias)
    axes = ", ".join("DHW"[-d:]) if d > 1 else "L"
    _check.ndim(op, "input", input, (d + 2, d + 1), f"(N, C, {axes}) or (C, {axes})")
    _check.ndim(op, "weight", weight, (d + 2,))
    _check.integer(op, "groups", groups)
    if groups < 1:
        raise ValueError(f"{op}: groups is {groups}, expected at least 1")
    every, of_group, kernel = weight.shape[0], weight.shape[1], weight.shape[2:]
    if every == 0 or every % groups:
        first = "inputs" if transposed else "outputs"
        raise ValueError(f"{op}: weight {weight.shape} has {every} {first}, expected a multiple of groups={groups}")
    if min(kernel) < 1:
        raise ValueError(f"{op}: weight has a kernel of {kernel}, expected at least 1 along each axis")
    channels, outputs = (every, of_group * groups) if transposed else (of_group * groups, every)
    if input.shape[-d - 1] != channels:
        expected = f"{channels}" + (f" ({groups} groups of {of_group})" if groups > 1 and not transposed else "")
        found = f"input {input.shape} has {input.shape[-d - 1]} channels"
        raise ValueError(f"{op}: {found}, weight {weight.shape} expects {expected}")
    if transposed and outputs == 0:
        raise ValueError(f"{op}: weight {weight.shape} has no outputs, expected at least one")
    _check.shape(op, "bias", bias, (outputs,), "one for each output channel")
    return outputs


def occupied(op: str, x: Array) -> None:
    """Refuse (N, C, ...) with an empty axis of space, unless the batch or the channels are empty too."""
    size = x.shape[2:]
    if 0 in size and 0 not in x.shape[:2]:
        raise ValueError(f"{op}: input has size {size}, expected no empty axis but the batch or the channels")


def nothing(shape: Sequence[int], input: Array, weight: Array, bias: Array | None) -> tuple[Array, Backward]:
    """The pair where there is nothing to multiply: y without elements, or of zeros, and gradients of zeros."""
    y = np.zeros(shape, input.dtype)
    return y, lambda dy: tuple(None if a is None else np.zeros_like(a) for a in (input, weight, bias))
