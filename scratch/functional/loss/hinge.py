"""Losses that stop at a margin: what is right by more than the margin costs nothing and has no gradient."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from .._operands import broadcastable, gradients, widest
from ._reduce import check_target, labelled, reduced


@op
def hinge_embedding_loss(
    input: Array, target: Array, margin: float = 1.0, *, reduction: str = "mean"
) -> tuple[Array, Backward]:
    """Loss of a distance that is to be small (target 1) or at least margin (target -1).

        loss = x                     where t = 1
               max(0, margin - x)    where t = -1,   x = input, t = target

    Args:
        input: distances, of any shape.
        target: 1 or -1, of a shape that broadcasts with input's (meant to be equal), of any real dtype.
        margin: the distance beyond which apart is far enough.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d unless reduction is "none", and backward(dy) -> (dinput,): dy / n where t = 1; where t = -1, it is
        -dy / n where x <= margin, else 0.

    At: the gradient of x = margin is that of a smaller x; a target other than 1 and -1 adds both losses.

    Raises:
        ValueError: shapes that do not broadcast; a margin too large for input's dtype; an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.hinge_embedding_loss.html

    >>> from scratch import functional as F
    >>> y, backward = F.hinge_embedding_loss(np.array([0.25, 0.25, 2.0]), np.array([1, -1, -1]), reduction="none")
    >>> y, backward(np.ones(3))[0]
    (array([0.25, 0.75, 0.  ]), array([ 1., -1.,  0.]))
    """
    name = "hinge_embedding_loss"
    _check.required(name, input=input, target=target)
    _check.floating(name, input=input)
    _check.real(name, target=target)
    _check.number(name, "margin", margin)
    shape = broadcastable(name, input=input.shape, target=target.shape)

    short = input.dtype.type(_check.scalar(name, "margin", float(margin), input.dtype)) - input
    close, apart = ~labelled(target, -1), ~labelled(target, 1)
    y, n = reduced(name, np.where(close, input, 0) + np.where(apart, np.maximum(short, 0), 0), reduction)

    def backward(dy: Array) -> Gradients:
        g = np.broadcast_to(dy / n, shape)
        return gradients((input, np.where(close, g, 0) - np.where(apart & (short >= 0), g, 0)))

    return y, backward


@op
def margin_ranking_loss(
    input1: Array, input2: Array, target: Array, margin: float = 0, *, reduction: str = "mean"
) -> tuple[Array, Backward]:
    """Loss of two scores of which the first is to be larger (target 1) or smaller (target -1), by at least margin.

        loss = max(0, margin - t (input1 - input2)),   t = target

    Args:
        input1, input2: scores.
        target: 1 or -1, floating or integers. All three have equally many axes, and broadcast.
        margin: how far apart is far enough.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d unless reduction is "none", and backward(dy) -> (dinput1, dinput2, dtarget): with g = dy / n where the
        difference is not beyond the margin, and 0 elsewhere, they are -t g, t g and -(input1 - input2) g.

    At: the gradient of a difference equal to the margin is that of a smaller one.

    Raises:
        ValueError: numbers of axes that differ; shapes that do not broadcast; an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.margin_ranking_loss.html

    >>> from scratch import functional as F
    >>> x1, x2, t = np.array([1.0, 3.0]), np.array([2.0, 2.0]), np.array([1, 1])
    >>> y, backward = F.margin_ranking_loss(x1, x2, t, reduction="none")
    >>> y, backward(np.ones(2))
    (array([1., 0.]), (array([-1., -0.]), array([1., 0.])))
    """
    name = "margin_ranking_loss"
    _check.required(name, input1=input1, input2=input2, target=target)
    _check.floating(name, input1=input1)
    _check.floating(name, input2=input2)
    check_target(name, target, "iB")
    _check.number(name, "margin", margin)
    if not input1.ndim == input2.ndim == target.ndim:
        raise ValueError(
            f"{name}: input1 {input1.shape}, input2 {input2.shape} and target {target.shape} "
            "have different numbers of axes, expected the same"
        )
    shape = broadcastable(name, input1=input1.shape, input2=input2.shape, target=target.shape)
    dtype = widest(input1, input2, target)

    minus_t = (-target).astype(dtype, copy=False)
    difference = np.subtract(input1, input2, dtype=dtype)
    short = minus_t * difference + dtype.type(float(margin))
    y, n = reduced(name, np.maximum(short, 0), reduction)

    def backward(dy: Array) -> Gradients:
        g = np.where(short >= 0, np.broadcast_to(dy / n, shape), 0)
        return gradients((input1, minus_t * g), (input2, -(minus_t * g)), (target, -(g * difference)))

    return y, backward
