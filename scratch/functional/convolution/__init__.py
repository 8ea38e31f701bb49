"""Convolution: one small linear layer, the kernel, applied wherever it fits; and what is built of its parts.

A kernel stands at P places of an image (`_grid`). Lay what it sees at each out as a column, and the convolution of all
images at all places is one matrix product; two more are its gradients:

    y = w · columns        dcolumns = wᵀ · dy        dw = dy · columnsᵀ

A transposed convolution (`transposed`) takes the same three in turn: its y is the image that a convolution's dcolumns
add up to, and its dx is a convolution. The columns alone are `unfold`, what they add up to is `fold` (`blocks`). All
dimensions share this code: only the number of axes differs.
"""

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
