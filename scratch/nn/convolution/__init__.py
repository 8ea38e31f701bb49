"""Convolution layers, transposed ones, and their halves Unfold and Fold: one implementation, any number of axes."""

from __future__ import annotations

from .blocks import Fold, Unfold
from .direct import Conv1d, Conv2d, Conv3d
from .transposed import ConvTranspose1d, ConvTranspose2d, ConvTranspose3d

__all__ = [
    "Conv1d",
    "Conv2d",
    "Conv3d",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "ConvTranspose3d",
    "Fold",
    "Unfold",
]
