"""Softmax: scores become probabilities. Unlike the other activations it looks at a whole row, whose elements compete.

Adding a number to every score changes nothing, so the largest is subtracted first: then exp cannot overflow.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike

from .. import _check
from .._op import Array, Backward, op
from ._input import floating


@op
def softmax(input: Array, dim: int | None = None, *, dtype: DTypeLike | None = None) -> tuple[Array, Backward]:
    """Turn scores into probabilities along an axis.

        y_i = exp(x_i) / Σ_j exp(x_j)        dx_i = y_i (dy_i − Σ_j y_j dy_j)

    Args:
        input: of any shape, also 0-d.
        dim: the axis whose elements compete. None, for old code, means axis 0 of a 0-d, 1-d or 3-d input, else 1.
        dtype: a floating dtype: convert the input to it first; y has this dtype, the gradient input's.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,).

    At: a row with +inf or nan in it, or of nothing but −inf, becomes nan.

    Raises:
        ValueError: a dim that input has not.
        TypeError: a dim that is no int; a dtype that is not floating.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmax.html

    >>> y, backward = softmax(np.array([1000.0, 1000.0, -np.inf]), 0)
    >>> y, backward(np.array([4.0, 0.0, 8.0]))[0]
    (array([0.5, 0.5, 0. ]), array([ 1., -1.,  0.]))
    """
    x, axis = _scores("softmax", input, dim, dtype)
    return _competing(x, axis, input)


@op
def softmin(input: Array, dim: int | None = None, *, dtype: DTypeLike | None = None) -> tuple[Array, Backward]:
    """The `softmax` of −x: the smallest score wins.

        y_i = exp(−x_i) / Σ_j exp(−x_j)        dx_i = −y_i (dy_i − Σ_j y_j dy_j)

    Args:
        input, dim, dtype: as in `softmax`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.softmin.html

    >>> softmin(np.array([1000.0, 1000.0, np.inf]), 0)[0]
    array([0.5, 0.5, 0. ])
    """
    x, axis = _scores("softmin", input, dim, dtype)
    y, pullback = _competing(-x, axis, input)
    return y, lambda dy: (-pullback(dy)[0],)


@op
def log_softmax(input: Array, dim: int | None = None, *, dtype: DTypeLike | None = None) -> tuple[Array, Backward]:
    """The logarithm of `softmax`, without its underflow.

        y_i = x_i − log Σ_j exp(x_j)        dx_i = dy_i − exp(y_i) Σ_j dy_j

    Args:
        input, dim, dtype: as in `softmax`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.log_softmax.html

    >>> log_softmax(np.array([0.0, -1000.0]), 0)[0]
    array([    0., -1000.])
    """
    x, axis = _scores("log_softmax", input, dim, dtype)
    shifted = x - x.max(axis, keepdims=True, initial=-np.inf)
    y = shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))

    def backward(dy: Array) -> tuple[Array]:
        dy = dy.reshape(y.shape)
        dx = dy - np.exp(y) * dy.sum(axis, keepdims=True)
        return (dx.reshape(input.shape).astype(input.dtype, copy=False),)

    return y.reshape(input.shape), backward


def _competing(x: Array, axis: int, input: Array) -> tuple[Array, Backward]:
    """The softmax of x along an axis; y has input's shape, and the gradient its dtype too."""
    y = np.exp(x - x.max(axis, keepdims=True, initial=-np.inf))
    y /= y.sum(axis, keepdims=True)

    def backward(dy: Array) -> tuple[Array]:
        dy = dy.reshape(y.shape)
        dx = y * (dy - (y * dy).sum(axis, keepdims=True))
        return (dx.reshape(input.shape).astype(input.dtype, copy=False),)

    return y.reshape(input.shape), backward


def _scores(op: str, input: Array, dim: int | None, dtype: DTypeLike | None) -> tuple[Array, int]:
    """The input of a softmax in its dtype (if it is one of half precision, rounded to it), at least 1-d; the axis."""
    floating(op, input)
    wanted = input.dtype if dtype is None else _check.floating_dtype(op, dtype)
    if dim is None:
        dim = 0 if input.ndim in (0, 1, 3) else 1
    x = input.astype(wanted, copy=False)
    return np.atleast_1d(x.astype(np.float32) if _check.is_half(wanted) else x), _check.axis(op, "dim", dim, input.ndim)
