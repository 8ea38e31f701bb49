"""Causes of differences in activation."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = []
