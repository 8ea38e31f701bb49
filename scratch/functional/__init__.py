"""Ops: pure functions with PyTorch's names and arguments that return `(y, backward)`. One concept a file."""

from __future__ import annotations

from .convolution import conv1d, conv2d, conv3d

__all__ = [
    "conv1d",
    "conv2d",
    "conv3d",
]
