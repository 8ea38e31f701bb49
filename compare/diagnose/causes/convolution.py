"""Causes of differences in convolution."""

from __future__ import annotations

from ..cause import Cause

CAUSES: list[Cause] = []
