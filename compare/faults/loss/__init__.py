"""Mistakes in losses, by the file of `scratch.functional.loss` that they are in, and in their layers."""

from __future__ import annotations

from . import binary, classification, divergence, embedding, hinge, likelihood, margin, regression, soft_margin

ROOMS = (regression, classification, binary, divergence, likelihood, soft_margin, hinge, margin, embedding)
FAULTS = [fault for room in ROOMS for fault in room.FAULTS]
