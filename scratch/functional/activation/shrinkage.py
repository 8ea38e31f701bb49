"""Shrinkage: pull every number towards 0, the small ones all the way. What is left is what a clamp would cut off."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._input import floating


@op
def softshrink(input: Array, lambd: float = 0.5) -> tuple[Array, Backward]:
    """Move x towards 0 by λ, and not beyond: y = x − min(max(x, −λ), λ); dx = dy where |x| > λ, else 0.

    Args:
        input: of any shape.
        lambd: λ, at least 0 and finite.

    At: dx = 0 where x is ±λ, and where x is nan.

    Raises:
        ValueError: a negative or infinite λ.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softshrink.html

    >>> y, backward = softshrink(np.array([-2.0, 0.25, 0.5, 3.0]))
    >>> y, backward(np.ones(4))[0]
    (array([-1.5,  0. ,  0. ,  2.5]), array([1., 0., 0., 1.]))
    """
    x = floating("softshrink", input)
    lambd = _check.scalar("softshrink", "lambd", lambd, x.dtype)
    if not 0 <= lambd < np.inf:
        raise ValueError(f"softshrink: lambd is {lambd}, expected a finite number of at least 0")
    return x - np.clip(x, -lambd, lambd), lambda dy: (np.where(_outside(x, lambd), dy, 0),)


@op
def hardshrink(input: Array, lambd: float = 0.5) -> tuple[Array, Backward]:
    """Cut small numbers down to 0 and leave the others: y = x and dx = dy where |x| > λ, else both are 0.

    Args:
        input: of any shape.
        lambd: λ; with a negative one nothing is cut.

    At: y = 0 where x is ±λ. Where x is nan, y is nan and dx = 0.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardshrink.html

    >>> y, backward = hardshrink(np.array([-2.0, 0.25, 0.5, 3.0]))
    >>> y, backward(np.ones(4))[0]
    (array([-2.,  0.,  0.,  3.]), array([1., 0., 0., 1.]))
    """
    x = floating("hardshrink", input)
    lambd = _check.scalar("hardshrink", "lambd", lambd, x.dtype)
    return np.where((-lambd <= x) & (x <= lambd), 0, x), lambda dy: (np.where(_outside(x, lambd), dy, 0),)


@op
def tanhshrink(input: Array) -> tuple[Array, Backward]:
    """What a tanh cuts off: y = x − tanh x; dx = tanh² x · dy.

    Near 0, where y is about x³ / 3, the difference would cancel. There, with Lambert's continued fraction for the tanh,

        y = x · q / (1 + q),   tanh x = x / (1 + q),   q = x² / (3 + x² / (5 + x² / (7 + …)))

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.tanhshrink.html

    >>> tanhshrink(np.array([-np.inf, 0.0, 1.0]))[0].round(4)
    array([  -inf, 0.    , 0.2384])
    >>> tanhshrink(np.array([3e-6]))[0]  # x³ / 3
    array([9.e-18])
    """
    x = floating("tanhshrink", input)
    t, square = np.tanh(x), x * x
    q = square / 17  # where the fraction can end, for |x| < 1 in float64
    for odd in range(15, 1, -2):
        q = square / (odd + q)
    # + 0: where y or the slope is 0, neither y nor dx is ever −0
    return np.where(np.abs(x) < 1, x * (q / (1 + q)) + 0.0, x - t), lambda dy: (dy * (t * t) + 0.0,)


def _outside(x: Array, lambd: float) -> Array:
    """Where |x| > λ, also for a negative λ; not where x is nan."""
    return (x < -lambd) | (x > lambd)
