"""Causes of differences in pooling."""

from __future__ import annotations

from ...cause import Cause
from . import adaptive, average, gradients, maximum, orientation, windows

CAUSES: list[Cause] = [
    cause for room in (windows, orientation, maximum, average, gradients, adaptive) for cause in room.CAUSES
]
