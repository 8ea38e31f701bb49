"""Questions about normalization: with running statistics, by sample, by neighbours, by length."""

from __future__ import annotations

from .batch import batch_norm
from .instance import instance_norm
from .response import local_response_norm
from .sample import group_norm, layer_norm, rms_norm
from .vector import normalize

__all__ = [
    "batch_norm",
    "group_norm",
    "instance_norm",
    "layer_norm",
    "local_response_norm",
    "normalize",
    "rms_norm",
]
