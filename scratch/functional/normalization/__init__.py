"""Normalization: give values a known size, whatever the layers before have become.

Batch, instance, group and layer normalization give mean 0 and variance 1, and differ only in which values share a mean
and a variance; RMS normalization leaves the mean where it is (`batch`, `instance`, `group`, `layer`, `rms`; what they
have in common is `_standardize`). `normalize` divides vectors by their length (`vector`), and local response
normalization every value by what its neighbours among the channels are (`response`).
"""

from __future__ import annotations

from .batch import batch_norm
from .group import group_norm
from .instance import instance_norm
from .layer import layer_norm
from .response import local_response_norm
from .rms import rms_norm
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
