"""Losses as objects that keep their options: `loss, backward = criterion(input, target)`.

`backward()` returns what the op of the same name in `scratch.functional` does: the input's gradient, and the target's
where it has one.
"""

from __future__ import annotations

from .binary import BCELoss, BCEWithLogitsLoss
from .classification import CrossEntropyLoss, NLLLoss
from .divergence import KLDivLoss
from .embedding import CosineEmbeddingLoss, TripletMarginLoss
from .hinge import HingeEmbeddingLoss, MarginRankingLoss
from .likelihood import GaussianNLLLoss, PoissonNLLLoss
from .margin import MultiLabelMarginLoss, MultiMarginLoss
from .regression import HuberLoss, L1Loss, MSELoss, SmoothL1Loss
from .soft_margin import MultiLabelSoftMarginLoss, SoftMarginLoss

__all__ = [
    "BCELoss",
    "BCEWithLogitsLoss",
    "CosineEmbeddingLoss",
    "CrossEntropyLoss",
    "GaussianNLLLoss",
    "HingeEmbeddingLoss",
    "HuberLoss",
    "KLDivLoss",
    "L1Loss",
    "MSELoss",
    "MarginRankingLoss",
    "MultiLabelMarginLoss",
    "MultiLabelSoftMarginLoss",
    "MultiMarginLoss",
    "NLLLoss",
    "PoissonNLLLoss",
    "SmoothL1Loss",
    "SoftMarginLoss",
    "TripletMarginLoss",
]
