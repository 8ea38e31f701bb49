"""Causes of differences in pooling."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = []
