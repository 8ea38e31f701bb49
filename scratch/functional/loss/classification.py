"""Losses for classes: minus the log-probability of what happened.

`nll_loss` picks it out of log-probabilities; `cross_entropy` makes those from logits first, which is why its gradient
is so simple: the softmax, less what happened.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from .._operands import widest
from ..activation import log_softmax
from ._reduce import reduced

Pullback = Callable[[Array], tuple[Array, ...]]


@op
def cross_entropy(
    input: Array,
    target: Array,
    weight: Array | None = None,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> tuple[Array, Backward]:
    """Cross-entropy of logits with class indices or class probabilities.

        log_p = log_softmax(input) over the classes
        loss  = -Σ_c weight_c q_c log_p_c

    where q is the target: its probabilities, or 1 at its index. Label smoothing ε replaces q by (1 - ε) q + ε / C.

    Args:
        input: logits, (N, C), (C,) or (N, C, d1, ...).
        target: class indices (int64), of input's shape without C; or class probabilities, of input's shape.
        weight: (C,), one for each class. "mean" over indices then divides by Σ weight[target], smoothed or not; over
            probabilities it divides by N d1 ... whatever the weights.
        ignore_index: an index that adds nothing to the loss or to its mean; with probabilities it must stay negative.
        reduction: "mean", "sum" or "none".
        label_smoothing: ε, at most 1; PyTorch takes a negative one for 0.

    Returns:
        y, 0-d or of input's shape without C, and backward(dy) -> (dinput,) for indices, (dinput, dtarget) for
        probabilities. Without weights dinput = (softmax(input) - q) dy / n; in general with g = -weight q dy / n,
        dinput = g - softmax(input) Σ_c g_c and dtarget = -(1 - ε) weight log_p dy / n.

    At: the mean of nothing (an empty batch, every index ignored) is nan.

    Raises:
        ValueError: shapes that do not fit; an index out of range; label_smoothing > 1; an unknown reduction.
        TypeError: indices that are not int64 (or uint8, for (N, C) and (C,), but not for a smoothed mean with weights);
            dtypes that differ.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html

    >>> from scratch import functional as F
    >>> y, backward = F.cross_entropy(np.log([[1.0, 3.0], [2.0, 2.0]]), np.array([1, 0]), reduction="none")
    >>> np.exp(-y)
    array([0.75, 0.5 ])
    >>> backward(np.ones(2))[0]
    array([[ 0.25, -0.25],
           [-0.5 ,  0.5 ]])
    """
    name = "cross_entropy"
    _check.number(name, "label_smoothing", label_smoothing)
    if label_smoothing > 1:
        raise ValueError(f"{name}: label_smoothing is {label_smoothing}, expected at most 1")
    smoothing = float(label_smoothing) if label_smoothing > 0 else 0.0
    _check_both(name, input, target, ignore_index)
    soft = target.shape == input.shape
    if soft:
        _check_probabilities(name, input, target, weight, ignore_index)
    else:
        _check_indices(name, input, target, weight, ignore_index)
        if smoothing and weight is not None and reduction == "mean" and target.dtype != np.int64:
            raise TypeError(f"{name}: target is {target.dtype}, expected int64 for a smoothed mean with weights")

    log_p, log_softmax_backward = log_softmax(input, _class_axis(input))
    if soft:
        y, pullback = _expected(name, log_p, target, weight, reduction, smoothing)
    else:
        y, pullback = _picked(name, log_p, target, weight, ignore_index, reduction, smoothing)

    def backward(dy: Array) -> Gradients:
        dlog_p, *dtarget = pullback(dy)
        return (*log_softmax_backward(dlog_p), *dtarget)

    return y, backward


@op
def nll_loss(
    input: Array, target: Array, weight: Array | None = None, *, ignore_index: int = -100, reduction: str = "mean"
) -> tuple[Array, Backward]:
    """Negative log-likelihood: minus the log-probability of the target class.

        loss = -weight[t] input[t],   t = target

    Args:
        input: log-probabilities, (N, C), (C,) or (N, C, d1, ...).
        target: class indices (int64), of input's shape without C.
        weight: (C,), one for each class. "mean" then divides by Σ weight[target].
        ignore_index: an index that adds nothing to the loss or to its mean.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d or of target's shape, and backward(dy) -> (dinput,): -weight[t] dy / n at the target, 0 elsewhere.

    At: the mean of nothing (an empty batch, every index ignored) is nan; its gradient is 0.

    Raises:
        ValueError: shapes that do not fit; an index out of range; an unknown reduction.
        TypeError: indices that are not int64 (or uint8, for (N, C) and (C,)); dtypes that differ.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html

    >>> from scratch import functional as F
    >>> y, backward = F.nll_loss(np.array([[-1.0, -2.0], [-3.0, -4.0]]), np.array([0, 1]))
    >>> y, backward(1.0)[0]
    (array(2.5), array([[-0.5,  0. ],
           [ 0. , -0.5]]))
    """
    _check_both("nll_loss", input, target, ignore_index)
    _check_indices("nll_loss", input, target, weight, ignore_index)
    return _picked("nll_loss", input, target, weight, ignore_index, reduction)


def _class_axis(x: Array) -> int:
    """Where the classes are: axis 1, or axis 0 without a batch."""
    return min(x.ndim - 1, 1)


def _check_both(op: str, input: Array, target: Array, ignore_index: int) -> None:
    _check.required(op, input=input, target=target)
    _check.floating(op, input=input)
    _check.arrays(op, target=target)
    if input.ndim == 0:
        raise ValueError(f"{op}: input () is 0-d, expected (N, C), (C,) or (N, C, d1, ...)")
    _check.integer(op, "ignore_index", ignore_index)


def _check_probabilities(op: str, input: Array, target: Array, weight: Array | None, ignore_index: int) -> None:
    if target.dtype not in _check.FLOATS:
        raise TypeError(
            f"{op}: target {target.shape} has input's shape and is {target.dtype}; expected floating class "
            "probabilities, or class indices of input's shape without C"
        )
    _check.real(op, weight=weight)
    _check.shape(op, "weight", weight, (input.shape[_class_axis(input)],), "one for each class")
    if ignore_index >= 0:
        raise ValueError(f"{op}: ignore_index is {ignore_index}, expected a negative one with class probabilities")


def _check_indices(op: str, input: Array, target: Array, weight: Array | None, ignore_index: int) -> None:
    axis = _class_axis(input)
    classes = input.shape[axis]
    _check.shape(op, "target", target, input.shape[:axis] + input.shape[axis + 1 :], f"input {input.shape} without C")
    if target.dtype != np.int64 and (target.dtype != np.uint8 or input.ndim > 2):
        raise TypeError(f"{op}: target is {target.dtype}, expected class indices of int64")
    _check.floating(op, input=input, weight=weight)
    _check.shape(op, "weight", weight, (classes,), "one for each class")
    if target.size and not classes:
        raise ValueError(f"{op}: input {input.shape} has no classes, expected at least 1")
    wrong = target[((target < 0) | (target >= classes)) & (target != ignore_index)]
    if wrong.size:
        raise ValueError(
            f"{op}: target has class {wrong[0]}, expected 0 to {classes - 1} or ignore_index {ignore_index}"
        )


def _picked(
    op: str,
    log_p: Array,
    target: Array,
    weight: Array | None,
    ignore_index: int,
    reduction: str,
    smoothing: float = 0.0,
) -> tuple[Any, Pullback]:
    """The loss of class indices: the log-probability of one class, and with smoothing a little of every one."""
    axis = _class_axis(log_p)
    share = smoothing / max(log_p.shape[axis], 1)
    kept = np.asarray(target != ignore_index)
    index = np.where(kept, target, 0).astype(np.int64, copy=False)
    at = np.expand_dims(index, axis)
    w = np.where(kept, np.ones((), log_p.dtype) if weight is None else weight[index], 0)
    every = _along_classes(log_p, weight, log_p.dtype)

    loss = np.where(kept, -w * np.take_along_axis(log_p, at, axis).squeeze(axis), 0)
    if smoothing:
        loss = (1 - smoothing) * loss + share * np.where(kept, -(log_p * every).sum(axis), 0)
    y, n = reduced(op, loss, reduction, w.sum())

    def backward(dy: Array) -> tuple[Array, ...]:
        g = dy / n
        dlog_p = np.zeros_like(log_p)
        if smoothing:
            dlog_p -= share * np.expand_dims(np.where(kept, g, 0), axis) * every
        dpicked = np.expand_dims(np.where(kept, -w * g, 0), axis)
        np.put_along_axis(dlog_p, at, np.take_along_axis(dlog_p, at, axis) + (1 - smoothing) * dpicked, axis)
        return (dlog_p,)

    return y, backward


def _expected(
    op: str, log_p: Array, target: Array, weight: Array | None, reduction: str, smoothing: float
) -> tuple[Any, Pullback]:
    """The loss of class probabilities: every log-probability, weighted by the target."""
    axis = _class_axis(log_p)
    classes = max(log_p.shape[axis], 1)
    q = (1 - smoothing) * target + smoothing / classes if smoothing else target
    every = _along_classes(log_p, weight, widest(log_p, target, weight))

    loss = np.asarray(-np.sum(log_p * q * every, axis))
    y, n = reduced(op, loss, reduction, log_p.size // classes)

    def backward(dy: Array) -> tuple[Array, ...]:
        g = -np.expand_dims(np.broadcast_to(dy / n, loss.shape), axis) * every
        dtarget = (1 - smoothing) * (log_p * g)
        return (q * g).astype(log_p.dtype, copy=False), dtarget.astype(target.dtype, copy=False)

    return y, backward


def _along_classes(log_p: Array, weight: Array | None, dtype: np.dtype) -> Any:
    """The class weights, laid along the class axis of `log_p`."""
    if weight is None:
        return 1
    return weight.astype(dtype, copy=False).reshape((-1,) + (1,) * (log_p.ndim - 1 - _class_axis(log_p)))
