"""Losses for numbers that come from a distribution: minus the log-likelihood of what was observed.

The model gives the distribution's parameters, the target is drawn from it. `gaussian_nll_loss` is `mse_loss` for a
model that also says how sure it is; `poisson_nll_loss` is for counts.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from .._operands import broadcastable, gradients, promoted
from ._reduce import check_target, reduced


@op
def gaussian_nll_loss(
    input: Array,
    target: Array,
    var: Array | float,
    full: bool = False,
    eps: float = 1e-6,
    reduction: str = "mean",
) -> tuple[Array, Backward]:
    """Negative log-likelihood of a normal distribution with mean input and variance var.

        loss = (log v + e² / v) / 2  [+ log(2π) / 2],   v = max(var, eps),   e = input - target

    Args:
        input: means, of any shape.
        target: of a shape that broadcasts with input's (meant to be equal), floating or integers.
        var: variances, at least 0, of input's shape; or with one axis of 1, or without the last axis, where all means
            along it share a variance; or one float for all.
        full: whether to add the constant in brackets.
        eps: the smallest variance. The gradient ignores this: dvar is that of v.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d unless reduction is "none", and backward(dy) -> (dinput, dtarget, dvar): dinput = e / v dy / n,
        dtarget = -dinput, dvar = (1 / v - e² / v²) / 2 dy / n, None for a float.

    Raises:
        ValueError: a negative variance; a var of another shape; shapes that do not broadcast; an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.gaussian_nll_loss.html

    >>> from scratch import functional as F
    >>> x, t, var = np.array([3.0, 1.0]), np.array([1.0, 1.0]), np.array([1.0, 4.0])
    >>> y, backward = F.gaussian_nll_loss(x, t, var, reduction="none")
    >>> y.round(4), backward(np.ones(2))
    (array([2.    , 0.6931]), (array([2., 0.]), array([-2., -0.]), array([-1.5  ,  0.125])))
    """
    name = "gaussian_nll_loss"
    _check.required(name, input=input, target=target)
    _check.floating(name, input=input)
    check_target(name, target)
    _check.flag(name, "full", full)
    variances = _variances(name, var, input)
    shape = broadcastable(name, input=input.shape, var=variances.shape, target=target.shape)
    dtype = promoted(input, target, variances)

    smallest = variances.dtype.type(_check.scalar(name, "eps", eps, variances.dtype))
    v = np.maximum(variances, smallest).astype(dtype, copy=False)
    e = np.subtract(input, target, dtype=dtype)
    loss = 0.5 * (np.log(v) + e * e / v)
    y, n = reduced(name, loss + 0.5 * math.log(2 * math.pi) if full else loss, reduction)

    def backward(dy: Array) -> Gradients:
        g = np.broadcast_to(0.5 * (dy / n), shape) / v
        de, dv = g * (2 * e), g - g * (e * e / v)
        if isinstance(var, np.ndarray) and var.ndim < variances.ndim:
            dv = dv.sum(-1)
        return gradients((input, de), (target, -de), (var, dv))

    return y, backward


@op
def poisson_nll_loss(
    input: Array,
    target: Array,
    log_input: bool = True,
    full: bool = False,
    *,
    eps: float = 1e-8,
    reduction: str = "mean",
) -> tuple[Array, Backward]:
    """Negative log-likelihood of a Poisson distribution: of counts, from their expected number.

        loss = exp(x) - t x             with log_input
               x - t log(x + eps)       without,          x = input, t = target

    without the log t! that the likelihood has; full adds Stirling's approximation of it where t > 1:
    t log t - t + log(2π t) / 2.

    Args:
        input: logarithms of the expected numbers, of any shape; without log_input the numbers themselves.
        target: of a shape that broadcasts with input's (meant to be equal), floating or integers.
        log_input: whether input is given as logarithms.
        full: whether to add the approximation.
        eps: keeps log 0 away where log_input is False.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d unless reduction is "none", and backward(dy) -> (dinput, dtarget): with log_input
        dinput = (exp(x) - t) dy / n, dtarget = -x dy / n; without, dinput = (1 - t / (x + eps)) dy / n,
        dtarget = -log(x + eps) dy / n. full adds (log t + 1 / (2t)) dy / n to dtarget where t > 1.

    At: t <= 0 adds nothing to the loss under full, but its dtarget is nan.

    Raises:
        ValueError: shapes that do not broadcast; an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.poisson_nll_loss.html

    >>> from scratch import functional as F
    >>> y, backward = F.poisson_nll_loss(np.log([2.0, 4.0]), np.array([0.0, 1.0]), reduction="none")
    >>> y.round(4), backward(np.ones(2))[0]
    (array([2.    , 2.6137]), array([2., 3.]))
    """
    name = "poisson_nll_loss"
    _check.required(name, input=input, target=target)
    _check.floating(name, input=input)
    _check.flag(name, "log_input", log_input)
    _check.flag(name, "full", full)
    _check.number(name, "eps", eps)
    check_target(name, target, "iB" if full else "biu")
    shape = broadcastable(name, input=input.shape, target=target.shape)
    dtype = promoted(input, target)

    x, t = input.astype(dtype, copy=False), target.astype(dtype, copy=False)
    rate, log_rate = (np.exp(x), x) if log_input else (x, np.log(x + dtype.type(eps)))
    loss = rate - t * log_rate
    if full:
        loss = loss + np.where(t <= 1, 0, t * np.log(t) - t + 0.5 * np.log(2 * math.pi * t))
    y, n = reduced(name, loss, reduction)

    def backward(dy: Array) -> Gradients:
        g = np.broadcast_to(dy / n, shape)
        dx = g * rate - g * t if log_input else g - g * t / (x + dtype.type(eps))
        dt = -g * log_rate
        if full:  # t / t is nan at 0, as in PyTorch
            far = np.where(t <= 1, 0, g)
            dt = dt + far * (np.log(t) + t / t - 1) + 0.5 * far / t
        return gradients((input, dx), (target, dt))

    return y, backward


def _variances(op: str, var: Any, input: Array) -> Array:
    """The variances as an array that broadcasts to input's shape."""
    number = isinstance(var, float)
    variances = np.asarray(var, input.dtype) if number else var
    _check.required(op, var=variances)
    _check.floating(op, var=variances)
    if np.any(variances < 0):
        raise ValueError(f"{op}: var has a value of {variances[variances < 0].min()}, expected none below 0")
    if number or variances.shape == input.shape:
        return variances
    if variances.shape == input.shape[:-1]:
        return variances[..., None]
    others = [size for size, full in zip(variances.shape, input.shape) if size != full]
    if variances.ndim != input.ndim or sum(others) != 1:
        raise ValueError(
            f"{op}: var has shape {variances.shape}, expected input's {input.shape}, perhaps with one axis of 1 or "
            "without the last"
        )
    return variances
