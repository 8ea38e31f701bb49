"""Causes of differences in pooling."""

from __future__ import annotations

from ...cause import Cause
from . import adaptive, average, gradients, maximum, windows

CAUSES: list[Cause] = [cause for room in (windows, maximum, average, gradients, adaptive) for cause in room.CAUSES]
