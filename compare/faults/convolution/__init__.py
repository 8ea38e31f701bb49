"""Mistakes in convolution, its transpose, its halves, and the sliding windows that they share with pooling."""

from __future__ import annotations

from . import blocks, direct, transposed

FAULTS = [*direct.FAULTS, *transposed.FAULTS, *blocks.FAULTS]
