"""Random and special inputs. Signs of both kinds, so that ReLU and zero padding have something to get wrong."""

from __future__ import annotations

import zlib

import numpy as np


class Draw:
    """A source of inputs, the same for the same seed and name."""

    def __init__(self, seed: int, name: str):
        self.rng = np.random.default_rng([seed, zlib.crc32(name.encode())])

    def normal(self, *shape: int, mean: float = 0.0, scale: float = 1.0) -> np.ndarray:
        """Normally distributed values."""
        return mean + scale * self.rng.standard_normal(shape)

    def uniform(self, low: float, high: float, *shape: int) -> np.ndarray:
        """Values evenly spread between `low` and `high`."""
        return self.rng.uniform(low, high, shape)

    def integers(self, low: int, high: int, *shape: int) -> np.ndarray:
        """int64 values from `low` up to `high`, exclusive: class indices."""
        return self.rng.integers(low, high, shape, dtype=np.int64)

    def mask(self, p: float, *shape: int) -> np.ndarray:
        """Booleans, True with probability `p`."""
        return self.rng.random(shape) < p

    def ties(self, *shape: int, low: int = -2, high: int = 3) -> np.ndarray:
        """Floating values out of a few small integers, so that many are equal (use with `exact=True`)."""
        return self.rng.integers(low, high, shape).astype(float)

    def special(self) -> np.ndarray:
        """±0, ±inf, nan, the ends of float32's range and ordinary values (use with `exact=True`)."""
        both = np.array([0.0, np.inf, 1e-38, 3e38, 100.0, 1.0, 0.5])
        return np.concatenate([both, -both, [np.nan, -3.0]])
