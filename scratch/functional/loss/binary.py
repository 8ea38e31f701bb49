"""Losses for yes or no: the cross-entropy of one coin per element, from its probability or from its logit.

The logit x = log(p / (1 - p)) is the better place to start from: log(sigmoid(x)) never rounds to log 0.
"""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from .._operands import widest
from ._reduce import check_fits, reduced

SMALLEST_LOG = -100.0  # stands for log 0
SMALLEST_VARIANCE = np.float32(1e-12)  # stands for p (1 - p) = 0; PyTorch takes float32's in float64, too


@op
def binary_cross_entropy(
    input: Array, target: Array, weight: Array | None = None, *, reduction: str = "mean"
) -> tuple[Array, Backward]:
    """Binary cross-entropy of probabilities.

        loss = -weight (t log p + (1 - t) log(1 - p)),   p = input, t = target

    Args:
        input: probabilities, of any shape.
        target: of input's shape and dtype, between 0 and 1.
        weight: of a shape that broadcasts to input's.
        reduction: "mean" (divides by the number of elements whatever the weights), "sum" or "none".

    Returns:
        y, 0-d unless reduction is "none", and backward(dy) -> (dinput, dtarget):
        dinput = weight (p - t) / max(p (1 - p), 1e-12) dy / n, dtarget = weight log((1 - p) / p) dy / n.

    At: logarithms are at least -100, so that the loss of an impossible event is 100, not inf; those in dtarget are not.

    Raises:
        ValueError: shapes or dtypes that differ; a value of input or target outside [0, 1]; an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy.html

    >>> from scratch import functional as F
    >>> y, backward = F.binary_cross_entropy(np.array([0.5, 0.0]), np.array([1.0, 1.0]), reduction="none")
    >>> y.round(4), backward(np.ones(2))[0].round(2)
    (array([  0.6931, 100.    ]), array([-2.e+00, -1.e+12]))
    """
    name = "binary_cross_entropy"
    _check.required(name, input=input, target=target)
    _check.floating(name, input=input, target=target)
    _check.shape(name, "target", target, input.shape, "input's")
    check_fits(name, "weight", weight, input)
    for what, x in (("input", input), ("target", target)):
        if not np.all((x >= 0) & (x <= 1)):
            raise ValueError(f"{name}: {what} has values from {x.min()} to {x.max()}, expected between 0 and 1")
    p, t = input, target
    w = np.ones((), p.dtype) if weight is None else weight.astype(p.dtype, copy=False)

    log_p, log_q = np.maximum(np.log(p), SMALLEST_LOG), np.maximum(np.log1p(-p), SMALLEST_LOG)
    y, n = reduced(name, np.asarray(((t - 1) * log_q - t * log_p) * w), reduction)

    def backward(dy: Array) -> Gradients:
        dp = dy * (p - t) / np.maximum((1 - p) * p, SMALLEST_VARIANCE.astype(p.dtype)) * w / n
        dt = -np.log(p / (1 - p)) * dy * w / n
        return dp, dt

    return y, backward


@op
def binary_cross_entropy_with_logits(
    input: Array,
    target: Array,
    weight: Array | None = None,
    *,
    reduction: str = "mean",
    pos_weight: Array | None = None,
) -> tuple[Array, Backward]:
    """Binary cross-entropy of logits.

        loss = -weight (pos_weight t log p + (1 - t) log(1 - p)),   p = sigmoid(input), t = target
             =  weight ((1 - t) x - (1 + (pos_weight - 1) t) log p),   x = input

    Args:
        input: logits, of any shape.
        target: of input's shape, meant to be between 0 and 1 (not checked).
        weight: of a shape that broadcasts to input's.
        reduction: "mean" (divides by the number of elements whatever the weights), "sum" or "none".
        pos_weight: weight of the positive case, of a shape that broadcasts to input's, commonly (C,).

    Returns:
        y, 0-d unless reduction is "none", of target's dtype, and backward(dy) -> (dinput, dtarget):
        dinput = weight ((1 - t + pos_weight t) p - pos_weight t) dy / n,
        dtarget = weight (log(1 - p) - pos_weight log p) dy / n; without pos_weight (p - t) and -x.

    Raises:
        ValueError: a target of another shape; a weight that does not broadcast; an unknown reduction.
        TypeError: a pos_weight of bool or unsigned integers, which have no pos_weight - 1.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html

    >>> from scratch import functional as F
    >>> logits, target = np.array([0.0, -1000.0]), np.array([1.0, 1.0])
    >>> y, backward = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
    >>> y.round(4), backward(np.ones(2))[0]
    (array([6.931e-01, 1.000e+03]), array([-0.5, -1. ]))
    """
    name = "binary_cross_entropy_with_logits"
    _check.required(name, input=input, target=target)
    _check.floating(name, input=input)
    _check.floating(name, target=target)
    _check.shape(name, "target", target, input.shape, "input's")
    check_fits(name, "weight", weight, input)
    check_fits(name, "pos_weight", pos_weight, input)
    if pos_weight is not None and pos_weight.dtype.kind in "bu":  # PyTorch subtracts 1 in its dtype
        raise TypeError(f"{name}: pos_weight is {pos_weight.dtype}, expected floats or signed integers")
    dtype = widest(input, target)
    x, t = input.astype(dtype, copy=False), target.astype(dtype, copy=False)
    w = np.ones((), dtype) if weight is None else weight.astype(dtype, copy=False)
    pw = None if pos_weight is None else pos_weight.astype(dtype, copy=False)

    log_p = _log_sigmoid(x)
    loss = (1 - t) * x - (log_p if pw is None else log_p * ((pw - 1) * t + 1))
    y, n = reduced(name, np.asarray(loss * w).astype(target.dtype, copy=False), reduction)

    def backward(dy: Array) -> Gradients:
        p = 1 / (1 + np.exp(-x))
        if pw is None:
            dx, dt = p - t, -x
        else:
            dx, dt = (pw * t + 1 - t) * p - pw * t, _log_sigmoid(-x) - log_p * pw
        g = dy * w / n
        return (dx * g).astype(input.dtype, copy=False), (dt * g).astype(target.dtype, copy=False)

    return y, backward


def _log_sigmoid(x: Array) -> Array:
    """log(1 / (1 + exp(-x))) without overflow."""
    return np.minimum(x, 0) - np.log1p(np.exp(-np.abs(x)))
