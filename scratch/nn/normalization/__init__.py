"""Normalization layers: of each channel over the batch (`batch`) or by itself (`instance`), of each sample (`sample`).

What batch and instance normalization keep, parameters and running statistics, is the same (`_tracked`).
"""

from __future__ import annotations

from .batch import BatchNorm1d, BatchNorm2d, BatchNorm3d
from .instance import InstanceNorm1d, InstanceNorm2d, InstanceNorm3d
from .sample import GroupNorm, LayerNorm, LocalResponseNorm, RMSNorm

__all__ = [
    "BatchNorm1d",
    "BatchNorm2d",
    "BatchNorm3d",
    "GroupNorm",
    "InstanceNorm1d",
    "InstanceNorm2d",
    "InstanceNorm3d",
    "LayerNorm",
    "LocalResponseNorm",
    "RMSNorm",
]
