"""The gradients of a convolution from its windows: what the causes say their mistakes with."""

from __future__ import annotations

import numpy as np

from ...program import Scene
from .._windows import Windows

CONV = ("conv1d", "conv2d", "conv3d")
TRANSPOSED = ("conv_transpose1d", "conv_transpose2d", "conv_transpose3d")


def taken(s: Scene, name: str) -> np.ndarray:
    """An array as the changed forward had it, or as it was given where that has another shape."""
    found: np.ndarray = s.taken[name]
    return found if found.shape == s.arguments[name].shape else s.arguments[name]


def by_group(s: Scene, dy: np.ndarray) -> np.ndarray:
    """A cotangent as (batch, groups, outputs in a group, windows)."""
    outputs = s.weight.shape[0]
    return dy.reshape(-1, s.groups, outputs // s.groups, dy[0, 0].size if dy.ndim == s.weight.ndim else dy[0].size)


def column_gradient(s: Scene, dy: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
    """The gradient of every window element, summed over the outputs: (batch · channels, windows, elements)."""
    w = taken(s, "weight") if weight is None else weight
    grouped = w.reshape(s.groups, w.shape[0] // s.groups, w.shape[1], -1)
    found = np.einsum("ngol,gock->ngclk", by_group(s, dy), grouped)
    return found.reshape(-1, *found.shape[-2:])


def input_gradient(s: Scene, columns: np.ndarray, w: Windows) -> np.ndarray:
    """The window elements added to where they came from, in the input's shape."""
    return w.back(columns).reshape(s.input.shape)


def weight_gradient(s: Scene, dy: np.ndarray, w: Windows) -> np.ndarray:
    """Every window times what arrives at it, summed over the batch and the windows."""
    d = s.weight.ndim - 2
    seen = w.seen(s.input)
    columns = seen.reshape(-1, s.groups, s.input.shape[-d - 1] // s.groups, *seen.shape[-2:])
    return np.einsum("ngol,ngclk->gock", by_group(s, dy), columns).reshape(s.weight.shape)


def batched(s: Scene) -> bool:
    """Whether the input has a batch axis."""
    return s.input.ndim == s.weight.ndim


def batch(s: Scene) -> int:
    """How many samples there are; one without a batch axis."""
    return s.input.shape[0] if batched(s) else 1


def cotangent(s: Scene) -> np.ndarray:
    """The cotangent with a batch axis."""
    return s.dy if batched(s) else s.dy[None]
