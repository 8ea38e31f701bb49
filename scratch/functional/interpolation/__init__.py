"""Interpolation: an image of another size, from what the pixels nearby suggest.

Along one axis this is a linear map: every output is a weighted sum of a few inputs. A mode chooses which inputs, and
with which weights (`_kernels`). Several axes are mapped one after the other, and the pullback is the transpose of every
map, last to first (`_taps`). Nothing else differs between modes, or between dimensions (`resize`).
"""

from __future__ import annotations

from .resize import interpolate

__all__ = ["interpolate"]
