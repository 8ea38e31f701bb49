"""Activations as layers, for `Sequential`. Their equations stand in `scratch.functional`."""

from __future__ import annotations

from .. import functional as F
from ..functional._check import number
from ._parts import Array, Pullback, named
from .module import Module


class ReLU(Module):
    """max(0, x): `functional.relu`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.relu(input))


class LeakyReLU(Module):
    """x where positive, else `negative_slope`·x: `functional.leaky_relu`."""

    def __init__(self, negative_slope: float = 0.01):
        self.negative_slope = negative_slope

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.leaky_relu(input, self.negative_slope))

    def extra_repr(self) -> str:
        return f"negative_slope={self.negative_slope}"


class ELU(Module):
    """x where positive, else `alpha`·(eˣ − 1): `functional.elu`."""

    def __init__(self, alpha: float = 1.0):
        self.alpha = alpha

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.elu(input, self.alpha))

    def extra_repr(self) -> str:
        return f"alpha={self.alpha}"


class GELU(Module):
    """x·Φ(x), `approximate` being "none" or "tanh": `functional.gelu`."""

    def __init__(self, approximate: str = "none"):
        self.approximate = approximate

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.gelu(input, approximate=self.approximate))

    def extra_repr(self) -> str:
        return f"approximate={self.approximate!r}"


class SiLU(Module):
    """x·σ(x): `functional.silu`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.silu(input))


class Softplus(Module):
    """log(1 + exp(`beta`·x)) / `beta`, and x beyond `threshold`: `functional.softplus`."""

    def __init__(self, beta: float = 1.0, threshold: float = 20.0):
        self.beta = beta
        self.threshold = threshold

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.softplus(input, self.beta, self.threshold))

    def extra_repr(self) -> str:
        return f"beta={self.beta}, threshold={self.threshold}"


class Sigmoid(Module):
    """1 / (1 + e⁻ˣ): `functional.sigmoid`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.sigmoid(input))


class LogSigmoid(Module):
    """log σ(x): `functional.logsigmoid`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.logsigmoid(input))


class Tanh(Module):
    """tanh x: `functional.tanh`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.tanh(input))


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
        return f"min_val={self.min_val}, max_val={self.max_val}"


class ReLU6(Module):
    """x held between 0 and 6: `functional.relu6`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.relu6(input))


class Softmax(Module):
    """exp(x) / Σ exp(x) along `dim`: `functional.softmax`."""

    def __init__(self, dim: int | None = None):
        self.dim = dim

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.softmax(input, self.dim))

    def extra_repr(self) -> str:
        return f"dim={self.dim}"


class LogSoftmax(Module):
    """log softmax along `dim`: `functional.log_softmax`."""

    def __init__(self, dim: int | None = None):
        self.dim = dim

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.log_softmax(input, self.dim))

    def extra_repr(self) -> str:
        return f"dim={self.dim}"
