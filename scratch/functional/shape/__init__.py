"""Changes of shape: an image as a row of numbers, an image with a border, a class number as a row of zeros and a one.

None of them computes: they say where each number goes. The gradient goes the same way back, and adds up where one
number went to several places.
"""

from __future__ import annotations

from .axes import flatten, pixel_shuffle, pixel_unshuffle
from .classes import one_hot
from .padding import pad

__all__ = ["flatten", "one_hot", "pad", "pixel_shuffle", "pixel_unshuffle"]
