"""Values that no sum survives."""

from __future__ import annotations

import numpy as np


def spiked(x: np.ndarray) -> np.ndarray:
    """`x` with inf, -inf and nan here and there."""
    copy = x.copy()
    copy.flat[:: x.size // 3] = (np.inf, -np.inf, np.nan, np.inf)[: len(copy.flat[:: x.size // 3])]
    return copy
