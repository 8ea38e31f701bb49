"""Activations, by PyTorch."""

from __future__ import annotations

from typing import Any

import torch
import torch.nn.functional as F

from ._vjp import vjp
from .dropout import lent


def identity(input: Any) -> Any:
    return vjp(lambda x: x, input)


def step(input: Any) -> Any:
    return vjp(lambda x: (x > 0).to(x.dtype), input)


def relu(input: Any) -> Any:
    return vjp(F.relu, input)


def leaky_relu(input: Any, negative_slope: float = 0.01) -> Any:
    return vjp(lambda x: F.leaky_relu(x, negative_slope), input)


def elu(input: Any, alpha: float = 1.0) -> Any:
    return vjp(lambda x: F.elu(x, alpha), input)


def gelu(input: Any, *, approximate: str = "none") -> Any:
    return vjp(lambda x: F.gelu(x, approximate=approximate), input)


def silu(input: Any) -> Any:
    return vjp(F.silu, input)


def softplus(input: Any, beta: float = 1, threshold: float = 20) -> Any:
    return vjp(lambda x: F.softplus(x, beta, threshold), input)


def sigmoid(input: Any) -> Any:
    return vjp(torch.sigmoid, input)


def logsigmoid(input: Any) -> Any:
    return vjp(F.logsigmoid, input)


def tanh(input: Any) -> Any:
    return vjp(torch.tanh, input)


def hardtanh(input: Any, min_val: float = -1.0, max_val: float = 1.0) -> Any:
    return vjp(lambda x: F.hardtanh(x, min_val, max_val), input)


def relu6(input: Any) -> Any:
    return vjp(F.relu6, input)


def threshold(input: Any, threshold: float, value: float) -> Any:
    return vjp(lambda x: F.threshold(x, threshold, value), input)


def prelu(input: Any, weight: Any) -> Any:
    return vjp(F.prelu, input, weight)


def rrelu(input: Any, lower: float = 1 / 8, upper: float = 1 / 3, training: bool = False, *, rng: Any = None) -> Any:
    with lent(rng):  # on every device, the slopes are those that the CPU draws
        return vjp(lambda x: F.rrelu(x.cpu(), lower, upper, training).to(x.device), input)


def hardsigmoid(input: Any) -> Any:
    return vjp(F.hardsigmoid, input)


def hardswish(input: Any) -> Any:
    return vjp(F.hardswish, input)


def selu(input: Any) -> Any:
    return vjp(F.selu, input)


def softsign(input: Any) -> Any:
    return vjp(F.softsign, input)


def mish(input: Any) -> Any:
    return vjp(F.mish, input)


def tanhshrink(input: Any) -> Any:
    return vjp(F.tanhshrink, input)


def softshrink(input: Any, lambd: float = 0.5) -> Any:
    return vjp(lambda x: F.softshrink(x, lambd), input)


def hardshrink(input: Any, lambd: float = 0.5) -> Any:
    return vjp(lambda x: F.hardshrink(x, lambd), input)


def celu(input: Any, alpha: float = 1.0) -> Any:
    return vjp(lambda x: F.celu(x, alpha), input)


def glu(input: Any, dim: int = -1) -> Any:
    return vjp(lambda x: F.glu(x, dim), input)
