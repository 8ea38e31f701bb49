"""Causes of differences in normalization."""

from __future__ import annotations

from ...cause import Cause
from . import affine, axes, gradients, modes, response, running, spread, vector

CAUSES: list[Cause] = [
    cause for room in (spread, axes, affine, modes, running, gradients, response, vector) for cause in room.CAUSES
]
