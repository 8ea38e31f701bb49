"""Questions about convolution, its transpose, and its halves, unfold and fold."""

from __future__ import annotations

from .blocks import fold, unfold
from .direct import conv1d, conv2d, conv3d
from .transposed import conv_transpose1d, conv_transpose2d, conv_transpose3d

__all__ = [
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "fold",
    "unfold",
]
