"""Sliding windows: what a kernel sees at every place it stands, as a view; and the transpose of looking.

Convolution multiplies windows with a kernel, pooling reduces them; both need no more than this of the geometry, in any
number of dimensions d. `windows` copies nothing: an element that lies in several windows is one number in memory.
`scatter` goes back: it adds what arrives at each window element to the place where the element came from, so that

    (windows(x) * g).sum() == (x * scatter(g)).sum()

Padding is the caller's: pad before `windows`, crop after `scatter`.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

import numpy as np


def windows(
    x: np.ndarray, kernel: Sequence[int], stride: Sequence[int], dilation: Sequence[int] | None = None
) -> np.ndarray:
    """A read-only view of the windows over the last d = len(kernel) axes of `x`.

    Window p holds x[p · stride + k · dilation] at k. A kernel that does not fit is the caller's error.

    Returns:
        Shape (*x.shape[:-d], *out, *kernel), where out = (size - dilation · (kernel - 1) - 1) // stride + 1.

    >>> windows(np.arange(6), kernel=(2,), stride=(3,), dilation=(2,))
    array([[0, 2],
           [3, 5]])
    """
    d = len(kernel)
    dilation = dilation or (1,) * d
    span = tuple(step * (k - 1) + 1 for k, step in zip(kernel, dilation))
    every = np.lib.stride_tricks.sliding_window_view(x, span, axis=tuple(range(-d, 0)))
    steps: tuple[Any, ...] = tuple(slice(None, None, step) for step in (*stride, *dilation))
    return every[(..., *steps)]


def scatter(
    dwindows: np.ndarray, shape: Sequence[int], stride: Sequence[int], dilation: Sequence[int] | None = None
) -> np.ndarray:
    """The transpose of `windows`: an array of `shape` (that of `x`) with every window element added to its source.

    The loop runs over the kernel's positions only: within one position no two windows meet, so `+=` is safe.

    >>> scatter(np.array([[1, 2], [3, 4]]), (4,), stride=(1,))
    array([1, 5, 4, 0])
    """
    d = len(stride)
    dilation = dilation or (1,) * d
    out, kernel = dwindows.shape[-2 * d : -d], dwindows.shape[-d:]
    dx = np.zeros(shape, dwindows.dtype)
    for position in itertools.product(*map(range, kernel)):
        first = [k * step for k, step in zip(position, dilation)]
        source: Any = (..., *position)
        target: Any = (..., *(slice(f, f + n * step, step) for f, n, step in zip(first, out, stride)))
        dx[target] += dwindows[source]
    return dx
