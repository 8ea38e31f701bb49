"""Convolution layers, transposed ones, Unfold and Fold."""

from __future__ import annotations

from collections.abc import Iterator

from .._kinds import LayerQuestion
from . import blocks, direct, transposed


def questions() -> Iterator[LayerQuestion]:
    for room in (direct, transposed, blocks):
        yield from room.questions()
