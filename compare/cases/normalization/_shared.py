"""What several normalizations are asked."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._draw import Draw

SPIKES = (np.nan, np.inf, -np.inf)


def with_value(x: np.ndarray, value: float) -> np.ndarray:
    """A copy of x with `value` in one place, of channel 1."""
    copy = x.copy()
    copy[(2, 1, 3, 1)[: x.ndim]] = value
    return copy


def hard(draw: Draw, *shape: int) -> Iterator[tuple[str, np.ndarray]]:
    """An epsilon does not show at variance 100, a badly summed variance not at mean 0."""
    yield "small variance", draw.normal(*shape, scale=0.1)
    yield "variance near eps", draw.normal(*shape, scale=0.003)
    yield "large variance", draw.normal(*shape, scale=1e4)
    yield "values of 1e15", draw.normal(*shape, scale=1e15)
    yield "mean 1000", draw.normal(*shape, mean=1000.0)
    yield "mean 1000, variance 0.01", draw.normal(*shape, mean=1000.0, scale=0.1)
