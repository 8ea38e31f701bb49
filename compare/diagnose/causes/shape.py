"""Causes of differences in shape."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = []
