"""Clamps: three straight pieces, flat at both ends, like a sigmoid drawn with a ruler."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._input import floating


@op
def hardtanh(input: Array, min_val: float = -1.0, max_val: float = 1.0) -> tuple[Array, Backward]:
    """A tanh of three straight pieces: y = x cut off at min_val and max_val; dx = dy strictly between, else 0.

    At: dx = 0 on either end, and where x is nan.

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


@op
def hardsigmoid(input: Array) -> tuple[Array, Backward]:
    """A sigmoid of three straight pieces: y = min(max(x + 3, 0), 6) / 6; dx = dy / 6 where −3 < x < 3, else 0.

    At: dx = 0 on either end, and where x is nan.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardsigmoid.html

    >>> y, backward = hardsigmoid(np.array([-3.0, 0.0, 4.0]))
    >>> y, backward(np.array([12.0, 12.0, 12.0]))[0]
    (array([0. , 0.5, 1. ]), array([0., 2., 0.]))
    """
    x = floating("hardsigmoid", input)
    return _hard(x), lambda dy: (np.where((x > -3) & (x < 3), dy / 6, 0),)


@op
def hardswish(input: Array) -> tuple[Array, Backward]:
    """A SiLU with the gate of `hardsigmoid`: y = x · min(max(x + 3, 0), 6) / 6.

        dx = 0 where x ≤ −3, dy where x ≥ 3, and (x / 3 + 1 / 2) · dy between

    At: −inf gives nan (−inf · 0), with dx = 0. dx is nan where x is nan.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hardswish.html,
        Howard et al. (2019), arXiv:1905.02244

    >>> y, backward = hardswish(np.array([-3.0, -1.5, 3.0]))
    >>> y, backward(np.ones(3))[0]
    (array([-0.   , -0.375,  3.   ]), array([0., 0., 1.]))
    """
    x = floating("hardswish", input)
    return x * _hard(x), lambda dy: (np.where(x <= -3, 0, np.where(x >= 3, dy, dy * (x / 3 + 0.5))),)


def _hard(x: Array) -> Array:
    """The sigmoid with three straight pieces."""
    return np.clip(x + 3, 0, 6) / 6


def _clamp(op: str, input: Array, low: float, high: float) -> tuple[Array, Backward]:
    floating(op, input)
    low = _check.scalar(op, "min_val", low, input.dtype)
    high = _check.scalar(op, "max_val", high, input.dtype)
    if low > high:
        raise ValueError(f"{op}: min_val is {low}, max_val is {high}, expected min_val not above max_val")
    return np.clip(input, low, high), lambda dy: (np.where((low < input) & (input < high), dy, 0),)
