"""Causes of differences in loss."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = []
