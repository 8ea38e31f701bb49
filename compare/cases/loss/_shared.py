"""Inputs that questions about different losses share."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw

REDUCTIONS = ("mean", "sum", "none")
WIDE = ("float64",)
FULL = ("float64", "float32")  # where half precision cannot hold the values, or what PyTorch rounds on the way


def bad_reductions(*given: np.ndarray, bads: tuple[str | None, ...] = ("batchmean", "average", None)) -> Iterator[Case]:
    """Reductions that no loss has, but for one, whose own `bads` are fewer."""
    for bad in bads:
        yield Case(f"refused: reduction={bad}", call(*given, reduction=bad), raises=True)


def broadcasts(x: np.ndarray, t: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Two arrays of shape (5, 3), cut to shapes that broadcast."""
    return {
        "row": (x, t[0]),
        "column": (x, t[:, :1]),
        "0-d": (x, np.array(t[0, 0])),
        "input": (x[0], t),
        "outer": (x[:, :1], t[:1]),
        "one element": (x[None], t[:1, :1]),
    }


def mixed(x: np.ndarray, t: np.ndarray) -> Iterator[Case]:
    """Input and target of different dtypes: PyTorch computes in the wider one, and each gradient has its own."""
    for reduction in ("mean", "none"):
        narrow = call(x.astype(np.float32), t, reduction=reduction)
        yield Case(f"input of float32, {reduction}", narrow, dtypes=("float64",))
        narrow = call(x, t.astype(np.float32), reduction=reduction)
        yield Case(f"target of float32, {reduction}", narrow, dtypes=("float64",))


def probabilities(draw: Draw, *shape: int) -> np.ndarray:
    """Positive numbers that sum to 1 along axis 1."""
    p = draw.uniform(0.05, 1.0, *shape)
    return p / p.sum(1, keepdims=True)


def labels(draw: Draw, *shape: int) -> np.ndarray:
    """1 and -1 in no order, both of them wherever there is room."""
    t = np.where(draw.mask(0.5, *shape), 1.0, -1.0)
    t.flat[:2] = 1.0, -1.0
    return t
