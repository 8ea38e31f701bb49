"""Activations as layers, for `Sequential`. Their equations stand in `scratch.functional`."""

from __future__ import annotations

from .clamps import Hardshrink, Hardsigmoid, Hardswish, Hardtanh, ReLU6, Softshrink, Tanhshrink
from .rectifiers import LeakyReLU, PReLU, ReLU, RReLU, Threshold
from .smooth import CELU, ELU, GELU, GLU, SELU, LogSigmoid, Mish, Sigmoid, SiLU, Softplus, Softsign, Tanh
from .softmax import LogSoftmax, Softmax, Softmax2d, Softmin

__all__ = [
    "CELU",
    "ELU",
    "GELU",
    "GLU",
    "SELU",
    "Hardshrink",
    "Hardsigmoid",
    "Hardswish",
    "Hardtanh",
    "LeakyReLU",
    "LogSigmoid",
    "LogSoftmax",
    "Mish",
    "PReLU",
    "RReLU",
    "ReLU",
    "ReLU6",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softmax2d",
    "Softmin",
    "Softplus",
    "Softshrink",
    "Softsign",
    "Tanh",
    "Tanhshrink",
    "Threshold",
]
