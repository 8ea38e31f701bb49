"""Smooth curves and gates as layers."""

from __future__ import annotations

from ... import functional as F
from .._parts import Array, Pullback, attributes, named
from ..module import Module


class ELU(Module):
    """x where positive, else `alpha`·(eˣ − 1): `functional.elu`."""

    def __init__(self, alpha: float = 1.0):
        self.alpha = alpha

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.elu(input, self.alpha))

    def extra_repr(self) -> str:
        return attributes(self, "alpha")


class SELU(Module):
    """An ELU that keeps mean 0 and variance 1: `functional.selu`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.selu(input))


class CELU(Module):
    """x where positive, else `alpha`·(exp(x / `alpha`) − 1): `functional.celu`."""

    def __init__(self, alpha: float = 1.0):
        self.alpha = alpha

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.celu(input, self.alpha))

    def extra_repr(self) -> str:
        return attributes(self, "alpha")


class Sigmoid(Module):
    """1 / (1 + e⁻ˣ): `functional.sigmoid`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.sigmoid(input))


class LogSigmoid(Module):
    """log σ(x): `functional.logsigmoid`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.logsigmoid(input))


class Softplus(Module):
    """log(1 + exp(`beta`·x)) / `beta`, and x beyond `threshold`: `functional.softplus`."""

    def __init__(self, beta: float = 1.0, threshold: float = 20.0):
        self.beta = beta
        self.threshold = threshold

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.softplus(input, self.beta, self.threshold))

    def extra_repr(self) -> str:
        return attributes(self, "beta", "threshold")


class Tanh(Module):
    """tanh x: `functional.tanh`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.tanh(input))


class Softsign(Module):
    """x / (1 + |x|): `functional.softsign`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.softsign(input))


class SiLU(Module):
    """x·σ(x): `functional.silu`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.silu(input))


class GELU(Module):
    """x·Φ(x), `approximate` being "none" or "tanh": `functional.gelu`."""

    def __init__(self, approximate: str = "none"):
        self.approximate = approximate

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.gelu(input, approximate=self.approximate))

    def extra_repr(self) -> str:
        return f"approximate={self.approximate!r}"


class Mish(Module):
    """x·tanh(log(1 + eˣ)): `functional.mish`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.mish(input))


class GLU(Module):
    """One half of x along `dim` times the sigmoid of the other: `functional.glu`."""

    def __init__(self, dim: int = -1):
        self.dim = dim

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.glu(input, self.dim))

    def extra_repr(self) -> str:
        return attributes(self, "dim")
