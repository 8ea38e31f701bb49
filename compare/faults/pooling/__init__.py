"""Mistakes in pooling."""

from __future__ import annotations

from . import power, unpool, windows

FAULTS = [*windows.FAULTS, *power.FAULTS, *unpool.FAULTS]
