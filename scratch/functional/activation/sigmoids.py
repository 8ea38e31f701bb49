"""Smooth steps from one limit to another, and the integrals that make smooth ReLUs of them."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._input import floating


@op
def sigmoid(input: Array) -> tuple[Array, Backward]:
    """The logistic function, a smooth step: y = σ(x) = 1 / (1 + exp(−x)); dx = y (1 − y) · dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.sigmoid.html

    >>> y, backward = sigmoid(np.array([-np.inf, 0.0, np.inf]))
    >>> y, backward(np.ones(3))[0]
    (array([0. , 0.5, 1. ]), array([0.  , 0.25, 0.  ]))
    """
    floating("sigmoid", input)
    y = 1 / (1 + np.exp(-input))
    return y, lambda dy: (dy * (1 - y) * y,)


@op
def logsigmoid(input: Array) -> tuple[Array, Backward]:
    """The logarithm of the sigmoid, without its overflow: y = min(x, 0) − log(1 + exp(−|x|)); dx = σ(−x) · dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html

    >>> logsigmoid(np.array([-100.0, 0.0, 100.0]))[0].round(4)
    array([-100.    ,   -0.6931,   -0.    ])
    """
    floating("logsigmoid", input)
    z = np.exp(-np.abs(input))
    return np.minimum(input, 0) - np.log1p(z), lambda dy: (dy * (np.where(input < 0, 1, z) / (1 + z)),)


@op
def softplus(input: Array, beta: float = 1, threshold: float = 20) -> tuple[Array, Backward]:
    """A smooth ReLU: y = log(1 + exp(β x)) / β; dx = σ(β x) · dy.

    Where β x > threshold, y = x and dx = dy: the difference is lost in rounding there, and exp would overflow.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html

    >>> softplus(np.array([0.0, 100.0]), beta=2)[0].round(4)
    array([  0.3466, 100.    ])
    """
    floating("softplus", input)
    beta = _check.scalar("softplus", "beta", beta, input.dtype)
    straight = beta * input > _check.scalar("softplus", "threshold", threshold, input.dtype)
    z = np.exp(beta * input)
    y = np.where(straight, input, np.log1p(z) / beta)
    return y, lambda dy: (np.where(straight, dy, dy * z / (z + 1)),)


@op
def tanh(input: Array) -> tuple[Array, Backward]:
    """The hyperbolic tangent, a smooth step from −1 to 1: y = tanh x; dx = (1 − y²) · dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanh.html

    >>> tanh(np.array([-np.inf, 0.0, 1.0]))[0].round(4)
    array([-1.    ,  0.    ,  0.7616])
    """
    floating("tanh", input)
    y = np.tanh(input)
    return y, lambda dy: (dy * (1 - y * y),)


@op
def softsign(input: Array) -> tuple[Array, Backward]:
    """A step from −1 to 1 that takes its time: y = x / (1 + |x|); dx = dy / (1 + |x|)².

    At: ±inf gives nan (inf / inf), and so does its dx.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softsign.html

    >>> y, backward = softsign(np.array([-3.0, 0.0, 1.0]))
    >>> y, backward(np.array([16.0, 1.0, 4.0]))[0]
    (array([-0.75,  0.  ,  0.5 ]), array([1., 1., 1.]))
    """
    x = floating("softsign", input)
    size = 1 + np.abs(x)
    y = x / size
    return y, lambda dy: (np.where(np.isnan(y), y, dy / size / size),)
