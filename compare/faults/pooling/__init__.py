"""Mistakes in pooling and in its layers."""

from __future__ import annotations

from . import layers, power, unpool, windows

FAULTS = [*windows.FAULTS, *power.FAULTS, *unpool.FAULTS, *layers.FAULTS]
