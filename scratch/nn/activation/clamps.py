"""Clamps, and what they cut off, as layers."""

from __future__ import annotations

from ... import functional as F
from ...functional._check import number
from .._parts import Array, Pullback, attributes, named
from ..module import Module


class Hardtanh(Module):
    """x held between `min_val` and `max_val`: `functional.hardtanh`."""

    def __init__(self, min_val: float = -1.0, max_val: float = 1.0):
        number("Hardtanh", "min_val", min_val)
        number("Hardtanh", "max_val", max_val)
        if max_val <= min_val:
            raise ValueError(f"Hardtanh: max_val is {max_val}, expected more than min_val, which is {min_val}")
        self.min_val = min_val
        self.max_val = max_val

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.hardtanh(input, self.min_val, self.max_val))

    def extra_repr(self) -> str:
        return attributes(self, "min_val", "max_val")


class ReLU6(Module):
    """x held between 0 and 6: `functional.relu6`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.relu6(input))


class Hardsigmoid(Module):
    """A sigmoid of three straight pieces: `functional.hardsigmoid`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.hardsigmoid(input))


class Hardswish(Module):
    """x times the gate of `Hardsigmoid`: `functional.hardswish`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.hardswish(input))


class Softshrink(Module):
    """x moved towards 0 by `lambd`, and not beyond: `functional.softshrink`."""

    def __init__(self, lambd: float = 0.5):
        self.lambd = lambd

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.softshrink(input, self.lambd))

    def extra_repr(self) -> str:
        return str(self.lambd)


class Hardshrink(Module):
    """x, and 0 where |x| is at most `lambd`: `functional.hardshrink`."""

    def __init__(self, lambd: float = 0.5):
        self.lambd = lambd

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.hardshrink(input, self.lambd))

    def extra_repr(self) -> str:
        return str(self.lambd)


class Tanhshrink(Module):
    """x − tanh x: `functional.tanhshrink`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.tanhshrink(input))
