"""Layers that change the size of what they are given."""

from __future__ import annotations

from collections.abc import Sequence

from .. import functional as F
from ._parts import Array, Pullback, as_float, named
from .module import Module


class Upsample(Module):
    """A sequence, an image or a volume of another size: `functional.interpolate`, without antialias.

    Either `size` or `scale_factor` is given; a factor is kept as a float.

    >>> Upsample(scale_factor=2, mode="bilinear")
    Upsample(scale_factor=2.0, mode='bilinear')
    """

    def __init__(
        self,
        size: int | Sequence[int] | None = None,
        scale_factor: float | tuple[float, ...] | None = None,
        mode: str = "nearest",
        align_corners: bool | None = None,
        recompute_scale_factor: bool | None = None,
    ):
        self.size = size
        self.scale_factor: float | tuple[float, ...] | None
        if isinstance(scale_factor, tuple):
            self.scale_factor = tuple(as_float(type(self).__name__, "scale_factor", factor) for factor in scale_factor)
        else:
            self.scale_factor = as_float(type(self).__name__, "scale_factor", scale_factor) if scale_factor else None
        self.mode = mode
        self.align_corners = align_corners
        self.recompute_scale_factor = recompute_scale_factor

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        options = self.mode, self.align_corners, self.recompute_scale_factor
        return named(F.interpolate(input, self.size, self.scale_factor, *options))

    def extra_repr(self) -> str:
        name = "size" if self.scale_factor is None else "scale_factor"
        return f"{name}={getattr(self, name)!r}, mode={self.mode!r}"


class UpsamplingNearest2d(Upsample):
    """`Upsample` in the mode "nearest"."""

    def __init__(self, size: int | Sequence[int] | None = None, scale_factor: float | tuple[float, ...] | None = None):
        super().__init__(size, scale_factor, "nearest")


class UpsamplingBilinear2d(Upsample):
    """`Upsample` in the mode "bilinear", with aligned corners."""

    def __init__(self, size: int | Sequence[int] | None = None, scale_factor: float | tuple[float, ...] | None = None):
        super().__init__(size, scale_factor, "bilinear", True)
