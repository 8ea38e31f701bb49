"""Causes of differences in convolution, in its transpose and in its halves."""

from __future__ import annotations

from ...cause import Cause
from . import blocks, channels, gradients, image_gradient, kernel, order, padding, transposed

CAUSES: list[Cause] = [
    cause
    for room in (kernel, padding, channels, gradients, image_gradient, order, blocks, transposed)
    for cause in room.CAUSES
]
