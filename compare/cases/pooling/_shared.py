"""Inputs that every kind of pooling is asked about."""

from __future__ import annotations

import numpy as np

from .._draw import Draw


def spiked(draw: Draw, x: np.ndarray) -> np.ndarray:
    """A copy with inf, −inf and nan here and there, mostly in windows of their own."""
    x = x.copy()
    for value in (np.inf, -np.inf, np.nan):
        x[draw.mask(0.03, *x.shape)] = value
    x.flat[[1, -1]] = np.inf, -np.inf
    return x
