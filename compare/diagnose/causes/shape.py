"""Causes of differences in the order of elements."""

from __future__ import annotations

from ..cause import Cause
from ..program import forward

CAUSES: list[Cause] = [
    Cause(
        "flatten-order",
        "channels are flattened last (N, H, W, C); PyTorch flattens them first",
        "the same values in another order; the next layer's weights follow that order",
        "convention",
        "x.reshape(len(x), -1) of (N, C, H, W)",
        (44,),
        ("flatten",),
        forward(lambda a, usual: usual(a.but(input=a.input.permute(0, 2, 3, 1))) if a.input.ndim == 4 else usual(a)),
    ),
    Cause(
        "flatten-order",
        "the first axis changes fastest (order='F'); in PyTorch the last one does",
        "the same values in another order",
        "convention",
        "x.reshape(len(x), -1) without order",
        (45,),
        ("flatten",),
        forward(
            lambda a, usual: (
                usual(a.but(input=a.input.permute(0, *range(a.input.ndim - 1, 0, -1)).contiguous()))
                if a.input.ndim > 1
                else usual(a)
            )
        ),
    ),
]
