"""The distance of two distributions, in nats: what it costs to believe in one of them while the other is true."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from .._operands import broadcastable, gradients, promoted
from ._reduce import reduced


@op
def kl_div(input: Array, target: Array, *, reduction: str = "mean", log_target: bool = False) -> tuple[Array, Backward]:
    """Kullback-Leibler divergence of distribution t from distribution exp(input), element by element.

        loss = t (log t - input),   t = target, or exp(target) with log_target

    Args:
        input: log-probabilities, of any shape.
        target: probabilities, or log-probabilities with log_target, of a shape that broadcasts with input's.
        reduction: "batchmean" divides the sum by the length of input's first axis, which makes it the divergence of
            mathematics; "mean" divides by the number of elements; "sum", "none".
        log_target: whether target is given as logarithms.

    Returns:
        y, 0-d unless reduction is "none", and backward(dy) -> (dinput, dtarget): dinput = -t dy / n,
        dtarget = (log t + 1 - input) dy / n, with log_target t (target - input + 1) dy / n.

    At: t = 0 adds 0 to the loss, and its gradient is nan.

    Raises:
        ValueError: shapes that do not broadcast; an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html

    >>> from scratch import functional as F
    >>> y, backward = F.kl_div(np.array([[-1.0, 2.0]]), np.array([[1.0, 0.0]]), reduction="batchmean")
    >>> y, backward(1.0)[0]
    (array(1.), array([[-1., -0.]]))
    """
    _check.required("kl_div", input=input, target=target)
    _check.floating("kl_div", input=input)
    _check.floating("kl_div", target=target)
    broadcastable("kl_div", input=input.shape, target=target.shape)
    _check.choice("kl_div", "reduction", reduction, ("none", "batchmean", "mean", "sum"))
    _check.flag("kl_div", "log_target", log_target)
    dtype = promoted(input, target)
    x, given = input.astype(dtype, copy=False), target.astype(dtype, copy=False)

    t = np.exp(given) if log_target else given
    loss = np.asarray(t * (given - x) if log_target else np.where(t == 0, 0, t * np.log(t)) - t * x)
    if reduction == "batchmean":
        y, n = reduced("kl_div", loss, "mean", len(input) if input.ndim else 1)
    else:
        y, n = reduced("kl_div", loss, reduction)

    def backward(dy: Array) -> Gradients:
        g = np.broadcast_to(dy / n, loss.shape)
        if log_target:
            dt = (given - x) * g * t + t * g
        else:  # in PyTorch 0 log t is 0 for a negative t, too, and t / t is nan at 0
            dt = np.where(g == 0, 0, np.log(t) * g) + g * t / t - x * g
        return gradients((input, -t * g), (target, dt))

    return y, backward
