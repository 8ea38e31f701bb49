"""Activations: what makes a stack of linear layers more than one linear layer.

Each is a function of single numbers, y = f(x), so that its gradient is dx = f′(x) · dy. Where f has pieces, the
pieces are selected and not multiplied by 0 and 1: −inf · 0 would be nan.
"""

from __future__ import annotations

import math

import numpy as np

from . import _check
from ._erf import erfc
from ._op import Array, Backward, op


@op
def identity(input: Array) -> tuple[Array, Backward]:
    """Leave x as it is, as an output layer for numbers does: y = x, dx = dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.Identity.html

    >>> identity(np.array([-1.0, 2.0]))[0]
    array([-1.,  2.])
    """
    _floating("identity", input)
    return input, lambda dy: (dy,)


@op
def step(input: Array) -> tuple[Array, Backward]:
    """Fire or not, as a perceptron does: y = 1 where x > 0, else 0. It is flat: dx = 0, and nothing can be learnt.

    At: 0 and nan give 0.

    >>> step(np.array([-1.0, 0.0, 2.0]))[0]
    array([0., 0., 1.])
    """
    _floating("step", input)
    return (input > 0).astype(input.dtype), lambda dy: (np.zeros_like(dy),)


@op
def relu(input: Array) -> tuple[Array, Backward]:
    """Rectified linear unit: y = max(x, 0); dx = dy where x > 0, else 0.

    Args:
        input: of any shape, as for every op here that does not say otherwise.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,).

    At: dx = 0 where x is ±0 and dy where x is nan.

    Raises:
        TypeError: an input that is not an array of float32 or float64.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu.html

    >>> y, backward = relu(np.array([-1.0, 0.0, 2.0]))
    >>> y, backward(np.array([5.0, 6.0, 7.0]))[0]
    (array([0., 0., 2.]), array([0., 0., 7.]))
    """
    _floating("relu", input)
    return np.where(input < 0, 0, input), lambda dy: (np.where(input <= 0, 0, dy),)


@op
def leaky_relu(input: Array, negative_slope: float = 0.01) -> tuple[Array, Backward]:
    """ReLU that lets a little through: y = x and dx = dy where x > 0; else y = slope · x and dx = slope · dy.

    At: 0 is on the sloping side.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.leaky_relu.html

    >>> leaky_relu(np.array([-1.0, 2.0]), 0.5)[0]
    array([-0.5,  2. ])
    """
    _floating("leaky_relu", input)
    slope = _check.scalar("leaky_relu", "negative_slope", negative_slope, input.dtype)
    positive = input > 0
    return np.where(positive, input, slope * input), lambda dy: (np.where(positive, dy, slope * dy),)


@op
def elu(input: Array, alpha: float = 1.0) -> tuple[Array, Backward]:
    """Exponential linear unit, a ReLU that bends down to −α: y = x and dx = dy where x > 0; else

        y = α (exp(x) − 1)        dx = α exp(x) · dy

    At: dx = α · dy at 0; nan where x is nan (PyTorch gives nan or dy there, by the element's place in memory).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
        Clevert et al. 2015, arXiv:1511.07289

    >>> elu(np.array([-np.inf, 0.0, 2.0]), alpha=0.5)[0]
    array([-0.5,  0. ,  2. ])
    """
    _floating("elu", input)
    alpha = _check.scalar("elu", "alpha", alpha, input.dtype)
    y = np.where(input < 0, alpha * np.expm1(input), input)
    return y, lambda dy: (np.where(input > 0, dy, dy * alpha * np.exp(input)),)


@op
def gelu(input: Array, *, approximate: str = "none") -> tuple[Array, Backward]:
    """Gaussian error linear unit: x times the chance Φ(x) that a normally distributed number lies below x.

        y = x · Φ(x),  Φ(x) = (1 + erf(x / √2)) / 2        dx = (Φ(x) + x · φ(x)) · dy,  φ(x) = exp(−x² / 2) / √2π

    Args:
        input: of any shape.
        approximate: "none", or "tanh" for Φ(x) = (1 + tanh u) / 2 with u = √(2 / π) (x + 0.044715 x³).

    At: −inf gives nan (−inf · 0), +inf gives inf (PyTorch's float32 kernel gives nan there).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gelu.html
        Hendrycks & Gimpel 2016, arXiv:1606.08415

    >>> gelu(np.array([0.0, 1.0, 100.0]))[0].round(4)
    array([  0.    ,   0.8413, 100.    ])
    """
    x = _floating("gelu", input)
    _check.choice("gelu", "approximate", approximate, ("none", "tanh"))
    k = math.sqrt(2 / math.pi)

    if approximate == "none":
        phi = 0.5 * erfc(-math.sqrt(0.5) * x)
        return x * phi, lambda dy: (dy * (phi + x * (0.5 * k * np.exp(-0.5 * (x * x)))),)

    u = k * (x + 0.044715 * (x * x * x))
    e = np.exp(-2 * np.abs(u))  # (1 + tanh u) / 2 is σ(2u), which keeps its digits where tanh u is close to −1
    phi = np.where(u < 0, e, 1) / (1 + e)

    def backward(dy: Array) -> tuple[Array]:
        du = k * (1 + 3 * 0.044715 * (x * x))
        return (dy * (phi + x * (2 * du * (e / np.square(1 + e)))),)

    return x * phi, backward


@op
def silu(input: Array) -> tuple[Array, Backward]:
    """Sigmoid linear unit (swish): y = x · σ(x); dx = σ(x) (1 + x (1 − σ(x))) · dy.

    At: −inf gives nan (−inf · 0).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html

    >>> silu(np.array([0.0, 1.0, 100.0]))[0].round(4)
    array([  0.    ,   0.7311, 100.    ])
    """
    x = _floating("silu", input)
    e = 1 + np.exp(-x)

    def backward(dy: Array) -> tuple[Array]:
        sigma = 1 / e
        return (dy * sigma * (1 + x * (1 - sigma)),)

    return x / e, backward


@op
def softplus(input: Array, beta: float = 1, threshold: float = 20) -> tuple[Array, Backward]:
    """A smooth ReLU: y = log(1 + exp(β x)) / β; dx = σ(β x) · dy.

    Where β x > threshold, y = x and dx = dy: the difference is lost in rounding there, and exp would overflow.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softplus.html

    >>> softplus(np.array([0.0, 100.0]), beta=2)[0].round(4)
    array([  0.3466, 100.    ])
    """
    _floating("softplus", input)
    beta = _check.scalar("softplus", "beta", beta, input.dtype)
    straight = beta * input > _check.scalar("softplus", "threshold", threshold, input.dtype)
    z = np.exp(beta * input)
    y = np.where(straight, input, np.log1p(z) / beta)
    return y, lambda dy: (np.where(straight, dy, dy * z / (z + 1)),)


@op
def sigmoid(input: Array) -> tuple[Array, Backward]:
    """The logistic function, a smooth step: y = σ(x) = 1 / (1 + exp(−x)); dx = y (1 − y) · dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.sigmoid.html

    >>> y, backward = sigmoid(np.array([-np.inf, 0.0, np.inf]))
    >>> y, backward(np.ones(3))[0]
    (array([0. , 0.5, 1. ]), array([0.  , 0.25, 0.  ]))
    """
    _floating("sigmoid", input)
    y = 1 / (1 + np.exp(-input))
    return y, lambda dy: (dy * (1 - y) * y,)


@op
def logsigmoid(input: Array) -> tuple[Array, Backward]:
    """The logarithm of the sigmoid, without its overflow: y = min(x, 0) − log(1 + exp(−|x|)); dx = σ(−x) · dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.logsigmoid.html

    >>> logsigmoid(np.array([-100.0, 0.0, 100.0]))[0].round(4)
    array([-100.    ,   -0.6931,   -0.    ])
    """
    _floating("logsigmoid", input)
    z = np.exp(-np.abs(input))
    return np.minimum(input, 0) - np.log1p(z), lambda dy: (dy * (np.where(input < 0, 1, z) / (1 + z)),)


@op
def tanh(input: Array) -> tuple[Array, Backward]:
    """The hyperbolic tangent, a smooth step from −1 to 1: y = tanh x; dx = (1 − y²) · dy.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanh.html

    >>> tanh(np.array([-np.inf, 0.0, 1.0]))[0].round(4)
    array([-1.    ,  0.    ,  0.7616])
    """
    _floating("tanh", input)
    y = np.tanh(input)
    return y, lambda dy: (dy * (1 - y * y),)


@op
def hardtanh(input: Array, min_val: float = -1.0, max_val: float = 1.0) -> tuple[Array, Backward]:
    """A tanh of three straight pieces: y = x cut off at min_val and max_val; dx = dy strictly between, else 0.

    At: dx = 0 on either end, and where x is nan (PyTorch gives 0 or dy there, by the element's place in memory).

    Raises:
        ValueError: min_val above max_val.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardtanh.html

    >>> y, backward = hardtanh(np.array([-3.0, 0.5, 1.0]))
    >>> y, backward(np.array([5.0, 6.0, 7.0]))[0]
    (array([-1. ,  0.5,  1. ]), array([0., 6., 0.]))
    """
    return _clamp("hardtanh", input, min_val, max_val)


@op
def relu6(input: Array) -> tuple[Array, Backward]:
    """A ReLU that stops at 6: y = min(max(x, 0), 6); dx = dy where 0 < x < 6, else 0.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.relu6.html

    >>> relu6(np.array([-1.0, 2.0, 7.0]))[0]
    array([0., 2., 6.])
    """
    return _clamp("relu6", input, 0.0, 6.0)


def _floating(op: str, input: Array) -> Array:
    """The input, which must be a floating array."""
    _check.required(op, input=input)
    _check.floating(op, input=input)
    return input


def _clamp(op: str, input: Array, low: float, high: float) -> tuple[Array, Backward]:
    _floating(op, input)
    low = _check.scalar(op, "min_val", low, input.dtype)
    high = _check.scalar(op, "max_val", high, input.dtype)
    if low > high:
        raise ValueError(f"{op}: min_val is {low}, max_val is {high}, expected min_val not above max_val")
    return np.clip(input, low, high), lambda dy: (np.where((low < input) & (input < high), dy, 0),)
