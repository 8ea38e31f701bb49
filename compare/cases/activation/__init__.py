"""Questions about activations: both signs, every kink, both tails, and what is not a number."""

from __future__ import annotations

from .clamps import hardsigmoid, hardswish, hardtanh, relu6
from .exponential import celu, elu, selu
from .gated import gelu, glu, mish, silu
from .rectifiers import identity, leaky_relu, prelu, relu, rrelu, step, threshold
from .shrinkage import hardshrink, softshrink, tanhshrink
from .sigmoids import logsigmoid, sigmoid, softplus, softsign, tanh
from .softmax import log_softmax, softmax, softmin

__all__ = [
    "celu",
    "elu",
    "gelu",
    "glu",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "identity",
    "leaky_relu",
    "log_softmax",
    "logsigmoid",
    "mish",
    "prelu",
    "relu",
    "relu6",
    "rrelu",
    "selu",
    "sigmoid",
    "silu",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "step",
    "tanh",
    "tanhshrink",
    "threshold",
]
