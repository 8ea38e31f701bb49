"""Causes of differences in dropout."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = []
