"""Losses for yes or no that grow softly with the logit on the wrong side: log(1 + exp(-x)) for yes, x = input.

That is the binary cross-entropy of the logit x; one loss writes yes and no as 1 and -1, the other as 1 and 0.
"""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from .._operands import broadcastable, gradients, promoted
from ..activation import logsigmoid
from ._reduce import check_fits, check_target, reduced


@op
def soft_margin_loss(input: Array, target: Array, *, reduction: str = "mean") -> tuple[Array, Backward]:
    """Logistic loss of labels 1 and -1.

        loss = log(1 + z),   z = exp(-t x),   t = target, x = input

    Args:
        input: logits, of any shape.
        target: 1 or -1, of a shape that broadcasts to input's, floating or signed integers.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d unless reduction is "none", and backward(dy) -> (dinput,): -t z / (1 + z) dy / n.

    At: z overflows (t x below -88 in float32, -709 in float64): the loss is inf and its gradient nan, as in PyTorch;
        `binary_cross_entropy_with_logits` of the labels 1 and 0 has no such end.

    Raises:
        ValueError: a target that does not broadcast to input's shape; an unknown reduction.
        TypeError: a target of bool or unsigned integers, which cannot hold -1.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.soft_margin_loss.html

    >>> from scratch import functional as F
    >>> y, backward = F.soft_margin_loss(np.log([3.0, 3.0]), np.array([1, -1]), reduction="none")
    >>> np.exp(y).round(4), backward(np.ones(2))[0]
    (array([1.3333, 4.    ]), array([-0.25,  0.75]))
    """
    name = "soft_margin_loss"
    _check.required(name, input=input, target=target)
    _check.floating(name, input=input)
    check_target(name, target, "i")
    check_fits(name, "target", target, input)
    t = target.astype(input.dtype, copy=False)

    z = np.exp(-t * input)
    y, n = reduced(name, np.log1p(z), reduction)

    def backward(dy: Array) -> Gradients:
        return (-t * z / (1 + z) * dy / n,)

    return y, backward


@op
def multilabel_soft_margin_loss(
    input: Array, target: Array, weight: Array | None = None, *, reduction: str = "mean"
) -> tuple[Array, Backward]:
    """Binary cross-entropy of logits, averaged over C classes that do not exclude each other.

        loss = -1/C Σ_c weight_c (t_c log σ(x_c) + (1 - t_c) log σ(-x_c)),   t = target, x = input

    Args:
        input: logits, (..., C).
        target: 1 where a class applies and 0 where not, of a shape that broadcasts with input's (meant to be equal),
            floating or integers.
        weight: commonly (C,), one for each class; of any shape that broadcasts.
        reduction: "mean", "sum" or "none": of the losses, whose shape is (...).

    Returns:
        y, and backward(dy) -> (dinput, dtarget): with g = weight dy / (n C), dinput = (σ(x) - t) g, dtarget = -x g.

    Raises:
        ValueError: a 0-d input; shapes that do not broadcast; an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_soft_margin_loss.html

    >>> from scratch import functional as F
    >>> y, backward = F.multilabel_soft_margin_loss(np.log([[3.0, 3.0]]), np.array([[1, 0]]))
    >>> np.exp(2 * y).round(4), backward(1.0)[0]
    (np.float64(5.3333), array([[-0.125,  0.375]]))
    """
    name = "multilabel_soft_margin_loss"
    _check.required(name, input=input, target=target)
    _check.floating(name, input=input)
    check_target(name, target, "iB")
    _check.real(name, weight=weight)
    if input.ndim == 0:
        raise ValueError(f"{name}: input () is 0-d, expected (..., C)")
    w = np.ones((), input.dtype) if weight is None else weight
    shape = broadcastable(name, input=input.shape, target=target.shape, weight=w.shape)
    dtype, axis, classes = promoted(input, target, w), input.ndim - 1, input.shape[-1]

    t, w = target.astype(dtype, copy=False), w.astype(dtype, copy=False)
    x = np.broadcast_to(input, shape).astype(dtype, copy=False)
    (log_p, p_backward), (log_q, q_backward) = logsigmoid(x), logsigmoid(-x)
    losses = (-(t * log_p + (1 - t) * log_q) * w).sum(axis) / dtype.type(classes)
    y, n = reduced(name, losses, reduction)

    def backward(dy: Array) -> Gradients:
        each = np.broadcast_to(-dy / n / dtype.type(classes), losses.shape)
        g = np.broadcast_to(np.expand_dims(each, axis), shape) * w
        (dx,), (minus_dx,) = p_backward(g * t), q_backward(g * (1 - t))
        return gradients((input, dx - minus_dx), (target, g * log_p - g * log_q))

    return y, backward
