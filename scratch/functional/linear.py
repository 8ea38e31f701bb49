"""The linear layer: every output is a weighted sum of all inputs, plus a bias.

A bilinear layer has two inputs, and sums over all products of an element of the one and an element of the other: it is
a linear layer of the first, whose outputs are the weights of another of the second.
"""

from __future__ import annotations

import math

import numpy as np

from . import _check
from ._op import Array, Backward, Gradients, op
from ._operands import summed_to


@op
def linear(input: Array, weight: Array, bias: Array | None = None) -> tuple[Array, Backward]:
    """Multiply each row x by the weight and add the bias.

        y = x Wᵀ + b

    Args:
        input: (..., I), with any number of axes before the last; their product is N.
        weight: (O, I), or (I,) for a single output without an axis of its own.
        bias: (O,), or any shape that broadcasts to y's, or None.

    Returns:
        y of shape (..., O), or (...,) with a 1-d weight, and backward(dy) -> (dinput, dweight, dbias):

        dx = dy W        dW = dyᵀ x        db = Σ_n dy_n

    At: an empty batch has zero dW and db; I = 0 gives the bias alone.

    Raises:
        ValueError: shapes that do not fit; as in PyTorch, a bias along one of several axes before the last, or with
            more than one in front of O, and with a 1-d weight, a bias with a 2-d input or a 1-d bias.
        TypeError: arrays that are not of one floating dtype.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.linear.html

    >>> weight, bias = np.array([[3.0, 4.0], [5.0, 6.0], [7.0, 8.0]]), np.array([0.5, 0.0, 0.0])
    >>> y, backward = linear(np.array([[1.0, 2.0]]), weight, bias)
    >>> y
    array([[11.5, 17. , 23. ]])
    >>> dinput, dweight, dbias = backward(np.array([[1.0, 0.0, -1.0]]))
    >>> dinput
    array([[-4., -4.]])
    >>> dweight
    array([[ 1.,  2.],
           [ 0.,  0.],
           [-1., -2.]])
    """
    _fit(input, weight, bias)
    shape = input.shape[:-1] + weight.shape[:-1]
    N, outputs, inputs = math.prod(input.shape[:-1]), math.prod(weight.shape[:-1]), input.shape[-1]
    x, w = input.reshape(N, inputs), weight.reshape(outputs, inputs)
    y = (x @ w.T).reshape(shape)
    if bias is not None:
        y += bias

    def backward(dy: Array) -> tuple[Array, Array, Array | None]:
        dy = np.ascontiguousarray(dy)  # a broadcast dy, as of a sum, would keep NumPy out of BLAS
        rows = dy.reshape(N, outputs)
        db = None if bias is None else summed_to(dy, bias)
        return (rows @ w).reshape(input.shape), (rows.T @ x).reshape(weight.shape), db

    return y, backward


@op
def bilinear(input1: Array, input2: Array, weight: Array, bias: Array | None = None) -> tuple[Array, Backward]:
    """Weigh every product of an element of the first input with one of the second, and add the bias.

        y_o = Σ_j t_oj · x2_j + b_o,   t_oj = Σ_i W_oij · x1_i

    Args:
        input1: (..., I), with any number of axes before the last; their product is N.
        input2: (..., J), with the same axes before the last.
        weight: (O, I, J).
        bias: (O,), or None. PyTorch adds any bias with a first axis of O that broadcasts with y.

    Returns:
        y of shape (..., O), and backward(dy) -> (dinput1, dinput2, dweight, dbias), with dt_oj = dy_o · x2_j:

        dx1_i = Σ_oj dt_oj · W_oij      dx2_j = Σ_o dy_o · t_oj      dW_oij = Σ_n dt_oj · x1_i      db_o = Σ_n dy_o

    At: an empty batch has zero dW and db.

    Raises:
        ValueError: shapes that do not fit; inputs without features (as in PyTorch).
        TypeError: arrays that are not of one floating dtype.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.bilinear.html

    >>> x1, x2, weight = np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array([[[1.0, 0.0], [0.0, 1.0]]])
    >>> y, backward = bilinear(x1, x2, weight)
    >>> y  # with the unit matrix, the inner product
    array([11.])
    >>> dinput1, dinput2, dweight, dbias = backward(np.ones(1))
    >>> dinput1, dinput2
    (array([3., 4.]), array([1., 2.]))
    >>> dweight
    array([[[3., 4.],
            [6., 8.]]])
    """
    _fit_both(input1, input2, weight, bias)
    batch, (outputs, inputs, J) = input1.shape[:-1], weight.shape
    t, pullback = linear(input1, weight.transpose(0, 2, 1).reshape(outputs * J, inputs))
    t = t.reshape(*batch, outputs, J)
    product = np.einsum("...oj,...j->...o", t, input2)
    y = product if bias is None else product + bias

    def backward(dy: Array) -> Gradients:
        g = summed_to(dy, product)
        dt = g[..., None] * input2[..., None, :]
        dx1, dw, _ = pullback(dt.reshape(*batch, outputs * J))
        dx2 = np.einsum("...o,...oj->...j", g, t)
        db = None if bias is None else summed_to(dy, bias)
        return dx1, dx2, dw.reshape(outputs, J, inputs).transpose(0, 2, 1), db

    return y, backward


def _fit(input: Array, weight: Array, bias: Array | None) -> None:
    """Refuse arrays that do not belong together."""
    _check.required("linear", input=input, weight=weight)
    _check.floating("linear", input=input, weight=weight, bias=bias)
    if input.ndim == 0:
        raise ValueError("linear: input is 0-d, expected (..., I)")
    _check.ndim("linear", "weight", weight, (2, 1), "(O, I) or (I,)")
    if input.shape[-1] != weight.shape[-1]:
        have, want = input.shape[-1], weight.shape[-1]
        raise ValueError(f"linear: input {input.shape} has {have} features, weight {weight.shape} expects {want}")
    if bias is None:
        return
    if weight.ndim == 1 and (input.ndim == 2 or bias.ndim == 1):
        raise ValueError(
            f"linear: bias {bias.shape} with the 1-d weight {weight.shape} and input {input.shape}; "
            "expected a 2-d weight, or a 0-d bias and an input that is not 2-d"
        )
    y, N = input.shape[:-1] + weight.shape[:-1], math.prod(input.shape[:-1])
    narrow = weight.ndim == 2 < input.ndim and sum(n != 1 for n in bias.shape) == 1  # PyTorch adds it to y in N rows
    if narrow and bias.shape[:-1] not in ((), (1,), (N,)):
        raise ValueError(f"linear: bias {bias.shape} does not fit y's {N} rows, expected {weight.shape[:-1]}")
    if not _check.fits(bias.shape, y):
        raise ValueError(f"linear: bias {bias.shape} does not broadcast to y's shape {y}, expected {weight.shape[:-1]}")


def _fit_both(input1: Array, input2: Array, weight: Array, bias: Array | None) -> None:
    """Refuse inputs, and a weight and a bias, that do not belong together."""
    name = "bilinear"
    _check.required(name, input1=input1, input2=input2, weight=weight)
    _check.floating(name, input1=input1, input2=input2, weight=weight, bias=bias)
    _check.ndim(name, "weight", weight, (3,), "(O, I, J)")
    for label, x, axis in (("input1", input1, 1), ("input2", input2, 2)):
        if x.ndim == 0:
            raise ValueError(f"{name}: {label} is 0-d, expected (..., {'IJ'[axis - 1]})")
        if x.shape[-1] != weight.shape[axis] or not x.shape[-1]:
            have, want = x.shape[-1], weight.shape[axis] or "at least 1"
            raise ValueError(f"{name}: {label} {x.shape} has {have} features, weight {weight.shape} expects {want}")
    _check.shape(name, "input2", input2, (*input1.shape[:-1], input2.shape[-1]), f"input1's axes {input1.shape[:-1]}")
    if bias is None:
        return
    y = (*input1.shape[:-1], len(weight))
    fits = all(1 in (b, n) or b == n for b, n in zip(bias.shape[::-1], y[::-1]))
    if not fits or bias.shape[:1] != (len(weight),):
        raise ValueError(f"{name}: bias has shape {bias.shape}, expected ({len(weight)},), of weight {weight.shape}")
