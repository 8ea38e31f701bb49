"""Dropout: in training, switch off at random, so that no unit can rely on another one being there.

All of these keep the expected value what it was, so that evaluation has nothing to do: by scaling up what is kept
(`scaled`), or by a shift (`alpha`). They differ in what is dropped at once: single elements, or whole channels, where
neighbours are so alike that single ones would be no loss. The masks are drawn from PyTorch's random stream
(`scratch.random`), so from the same seed the same elements go; or `mask` says which ones stay.

As in PyTorch, what is dropped is multiplied by 0: ±inf and nan become nan.
"""

from __future__ import annotations

from .alpha import alpha_dropout, feature_alpha_dropout
from .scaled import dropout, dropout1d, dropout2d, dropout3d

__all__ = ["alpha_dropout", "dropout", "dropout1d", "dropout2d", "dropout3d", "feature_alpha_dropout"]
