"""Causes of differences in convolution, in its transpose and in its halves."""

from __future__ import annotations

from ...cause import Cause
from . import (
    bias_gradient,
    blocks,
    both_gradients,
    channels,
    image_gradient,
    kernel,
    order,
    padding,
    transposed,
    weight_gradient,
)

ROOMS = (
    kernel,
    padding,
    channels,
    weight_gradient,
    bias_gradient,
    both_gradients,
    image_gradient,
    order,
    blocks,
    transposed,
)
CAUSES: list[Cause] = [cause for room in ROOMS for cause in room.CAUSES]
