"""The ops of `scratch.functional`, computed by PyTorch and autograd: same names, same arguments, same pair out."""

from __future__ import annotations

from .convolution import conv1d, conv2d, conv3d

__all__ = [
    "conv1d",
    "conv2d",
    "conv3d",
]
