"""Causes of differences in losses."""

from __future__ import annotations

from ...cause import Cause
from . import classes, margins, numbers, shares, sums

CAUSES: list[Cause] = [cause for room in (sums, classes, numbers, shares, margins) for cause in room.CAUSES]
