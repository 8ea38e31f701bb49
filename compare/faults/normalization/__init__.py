"""Mistakes in normalization."""

from __future__ import annotations

from .._fault import Fault
from . import batch, instance, layers, response, sample, vector

FAULTS: list[Fault] = [
    *batch.FAULTS,
    *instance.FAULTS,
    *sample.FAULTS,
    *response.FAULTS,
    *vector.FAULTS,
    *layers.FAULTS,
]
