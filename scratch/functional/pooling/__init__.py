"""Pooling: one number for every window, its largest value, its mean, or a norm in between.

Windows of a fixed size stand as in a convolution (`maximum`, `average`, `power`); adaptive ones are as many as asked
for, and cover the input (`adaptive`). The largest values can be put back where they were
(`unpool`). One code serves every dimension.
"""

from __future__ import annotations

from .adaptive import (
    adaptive_avg_pool1d,
    adaptive_avg_pool2d,
    adaptive_avg_pool3d,
    adaptive_max_pool1d,
    adaptive_max_pool2d,
    adaptive_max_pool3d,
)
from .average import avg_pool1d, avg_pool2d, avg_pool3d
from .maximum import max_pool1d, max_pool2d, max_pool3d
from .power import lp_pool1d, lp_pool2d, lp_pool3d
from .unpool import max_unpool1d, max_unpool2d, max_unpool3d

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "lp_pool1d",
    "lp_pool2d",
    "lp_pool3d",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_unpool1d",
    "max_unpool2d",
    "max_unpool3d",
]
