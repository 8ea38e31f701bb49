"""Causes of differences in normalization."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = []
