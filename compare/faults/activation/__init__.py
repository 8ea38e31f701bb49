"""Mistakes in activations, by the file of `scratch.functional.activation` that they are in, and in their layers."""

from __future__ import annotations

from . import clamps, exponential, gated, layers, rectifiers, shrinkage, sigmoids, softmax

ROOMS = (rectifiers, clamps, shrinkage, exponential, sigmoids, gated, softmax, layers)
FAULTS = [fault for room in ROOMS for fault in room.FAULTS]
