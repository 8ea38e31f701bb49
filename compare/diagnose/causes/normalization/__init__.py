"""Causes of differences in normalization."""

from __future__ import annotations

from ...cause import Cause
from . import forward, gradients, statistics

CAUSES: list[Cause] = [cause for room in (forward, statistics, gradients) for cause in room.CAUSES]
