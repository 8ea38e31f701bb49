"""Gated units: a number times a gate between 0 and 1 that it, or another one, opens."""

from __future__ import annotations

import math

import numpy as np

from .. import _check
from .._erf import erfc
from .._op import Array, Backward, op
from ._input import floating


@op
def silu(input: Array) -> tuple[Array, Backward]:
    """Sigmoid linear unit (swish): y = x · σ(x); dx = σ(x) (1 + x (1 − σ(x))) · dy.

    At: −inf gives nan (−inf · 0).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.silu.html

    >>> silu(np.array([0.0, 1.0, 100.0]))[0].round(4)
    array([  0.    ,   0.7311, 100.    ])
    """
    x = floating("silu", input)
    e = 1 + np.exp(-x)

    def backward(dy: Array) -> tuple[Array]:
        sigma = 1 / e
        return (dy * sigma * (1 + x * (1 - sigma)),)

    return x / e, backward


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
    x = floating("gelu", input)
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
def mish(input: Array) -> tuple[Array, Backward]:
    """A SiLU with another gate: y = x · t, t = tanh(log(1 + exp(x))).

        dx = (t + x · σ(x) (1 − t²)) · dy

    At: −inf gives nan (−inf · 0); the gradient is nan at ±inf.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mish.html,
        Misra (2019), arXiv:1908.08681

    >>> mish(np.array([0.0, 1.0, 100.0]))[0].round(4)
    array([  0.    ,   0.8651, 100.    ])
    """
    x = floating("mish", input)
    e = np.exp(np.minimum(x, 20))  # beyond, t is 1 to the last digit
    n = e * (e + 2)
    t = n / (n + 2)  # the same t: tanh u = (exp(2u) − 1) / (exp(2u) + 1), and exp(u) = 1 + e

    def backward(dy: Array) -> tuple[Array]:
        return (dy * (t + x * (e / (1 + e)) * (1 - t * t)),)

    return x * t, backward


@op
def glu(input: Array, dim: int = -1) -> tuple[Array, Backward]:
    """Gated linear unit: of two halves along an axis, one is the gate of the other.

        y = a · σ(b),   a, b = x        da = σ(b) · dy        db = a · σ(b) (1 − σ(b)) · dy

    Args:
        input: at least 1-d, of an even size along dim.
        dim: the axis that is halved.

    Returns:
        y, half of input's size along dim, and backward(dy) -> (dinput,): da and db side by side.

    Raises:
        ValueError: an odd size along dim; a dim that input has not.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.glu.html,
        Dauphin et al. (2017), arXiv:1612.08083

    >>> y, backward = glu(np.array([3.0, 5.0, 0.0, 1000.0]))
    >>> y, backward(np.array([4.0, 4.0]))[0]
    (array([1.5, 5. ]), array([2., 4., 3., 0.]))
    """
    floating("glu", input)
    axis = _check.axis("glu", "dim", dim, input.ndim)
    if input.ndim == 0 or input.shape[axis] % 2:
        raise ValueError(f"glu: input {input.shape} cannot be halved along dim {dim}, expected an even size there")
    a, b = np.split(input, 2, axis)
    sigma = 1 / (1 + np.exp(-b))

    def backward(dy: Array) -> tuple[Array]:
        da = sigma * dy
        return (np.concatenate([da, da * (1 - sigma) * a], axis),)

    return a * sigma, backward
