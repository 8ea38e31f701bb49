"""Every concept of a first deep-learning course, in NumPy alone."""

from __future__ import annotations

from .random import Generator, manual_seed

__all__ = ["Generator", "manual_seed"]
