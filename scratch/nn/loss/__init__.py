"""Losses as objects that keep their options: `loss, backward = criterion(input, target)`.

`backward()` returns what the op of the same name in `scratch.functional` does: the input's gradient, and the target's
where it has one.
"""

from __future__ import annotations

from .binary import BCELoss, BCEWithLogitsLoss
from .classification import CrossEntropyLoss, NLLLoss
from .divergence import KLDivLoss
from .embedding import CosineEmbeddingLoss, TripletMarginLoss
from .margin import MultiLabelMarginLoss, MultiMarginLoss
from .regression import HuberLoss, L1Loss, MSELoss, SmoothL1Loss

__all__ = [
    "BCELoss",
    "BCEWithLogitsLoss",
    "CosineEmbeddingLoss",
    "CrossEntropyLoss",
    "HuberLoss",
    "KLDivLoss",
    "L1Loss",
    "MSELoss",
    "MultiLabelMarginLoss",
    "MultiMarginLoss",
    "NLLLoss",
    "SmoothL1Loss",
    "TripletMarginLoss",
]
