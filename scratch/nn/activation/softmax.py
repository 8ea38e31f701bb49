"""Softmaxes as layers."""

from __future__ import annotations

from ... import functional as F
from ...functional._check import ndim
from .._parts import Array, Pullback, attributes, named
from ..module import Module


class Softmax(Module):
    """exp(x) / Σ exp(x) along `dim`: `functional.softmax`."""

    def __init__(self, dim: int | None = None):
        self.dim = dim

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.softmax(input, self.dim))

    def extra_repr(self) -> str:
        return attributes(self, "dim")


class Softmin(Module):
    """The softmax of −x along `dim`: `functional.softmin`."""

    def __init__(self, dim: int | None = None):
        self.dim = dim

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.softmin(input, self.dim))

    def extra_repr(self) -> str:
        return attributes(self, "dim")


class LogSoftmax(Module):
    """log softmax along `dim`: `functional.log_softmax`."""

    def __init__(self, dim: int | None = None):
        self.dim = dim

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.log_softmax(input, self.dim))

    def extra_repr(self) -> str:
        return attributes(self, "dim")


class Softmax2d(Module):
    """The softmax over the channels at every place of an image, (N, C, H, W) or (C, H, W): `functional.softmax`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        ndim("Softmax2d", "input", input, (3, 4), "(C, H, W) or (N, C, H, W)")
        return named(F.softmax(input, -3))
