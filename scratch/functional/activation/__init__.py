"""Activations: what makes a stack of linear layers more than one linear layer.

One idea a file. Straight pieces: those that pass what is positive (`rectifiers`), that cut off what is large
(`clamps`), or what is small (`shrinkage`). Smooth curves: a ReLU that bends (`exponential`), steps and what has them
for its slope (`sigmoids`), a number times a gate (`gated`). Last, whole rows of scores that compete (`softmax`). But
for these and the halves of a `glu`, each is a function of single numbers, y = f(x), with the gradient dx = f′(x) · dy.

Where x is nan, PyTorch's dx may depend on the element's place in memory: it is nan or dy in `elu`, `selu`, `celu` and
`hardswish`, 0 or dy in `hardtanh`, `relu6`, `softshrink` and `hardshrink`. Here it is always the first of these.

>>> import numpy as np
>>> y, backward = relu(np.array([-2.0, 3.0]))
>>> y, backward(np.array([10.0, 10.0]))[0]
(array([0., 3.]), array([ 0., 10.]))
"""

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
