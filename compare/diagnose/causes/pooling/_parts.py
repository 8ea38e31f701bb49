"""The gradients of pooling from its windows: what the causes say their mistakes with."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Scene
from .._windows import Windows, edit_of
from .windows import POOLS

ACCUMULATE = "add where windows overlap, += instead of ="


def of_input(
    name: str,
    line: str,
    signature: str,
    mend: str,
    compute: Callable[[Scene, np.ndarray, Windows], Any],
    rows: tuple[int, ...] = (),
    ops: tuple[str, ...] = POOLS,
    kind: Any = "mistake",
) -> Cause:
    """A cause that changes the gradient of the input alone."""
    return Cause(name, line, signature, kind, mend, rows, ops, edit_of("grad input", compute))


def cotangent(s: Scene, w: Windows) -> np.ndarray:
    """`dy` as (rows, windows, 1)."""
    return s.dy.reshape(-1, len(w.places), 1)


def chosen(s: Scene, w: Windows, fill: float = -np.inf) -> np.ndarray:
    """True at the first maximum of every window: (rows, windows, elements)."""
    seen = w.seen(s.input, fill)
    return np.arange(seen.shape[-1]) == seen.argmax(-1)[..., None]


def shares(s: Scene, w: Windows) -> np.ndarray:
    """What every element of a window gets: all of `dy` at the first maximum, or `dy` over the number of elements."""
    if "count_include_pad" not in s.arguments:
        return cotangent(s, w) * chosen(s, w)
    return cotangent(s, w) * np.ones(w.places.shape) / divisors(s.taken, w)[:, None]


def divisors(options: Mapping[str, Any], w: Windows) -> np.ndarray:
    """What PyTorch divides the sum of each window by."""
    if (override := options.get("divisor_override")) is not None:
        return np.full(len(w.places), override)
    counts = np.ones(1, int)
    for i in range(len(w.size)):
        low, high = (-w.before[i], w.size[i] + w.after[i]) if options["count_include_pad"] else (0, w.size[i])
        start = np.arange(w.out[i]) * w.stride[i] - w.before[i]
        end = np.minimum(start + w.kernel[i], w.size[i] + w.after[i])
        counts = np.multiply.outer(counts, np.minimum(end, high) - np.maximum(start, low)).ravel()
    return np.maximum(counts, 1)


def back(s: Scene, values: np.ndarray, w: Windows, start: tuple[int, ...] | None = None) -> np.ndarray:
    """The window elements added to where they came from, in the input's shape."""
    return w.back(values, start).reshape(s.input.shape)
