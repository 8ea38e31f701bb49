"""Normalization: modes, statistics, and the ways to keep them."""

from __future__ import annotations

from collections.abc import Iterator

from .._kinds import LayerQuestion
from . import batch, instance, sample


def questions() -> Iterator[LayerQuestion]:
    for room in (batch, instance, sample):
        yield from room.questions()
