"""Losses for classes that ask for a margin: the right class must score higher than every other one, and by how much.

Scores that are right by the margin cost nothing and have no gradient, unlike in cross-entropy, which is never content.
"""

from __future__ import annotations

import math

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from ._reduce import reduced


@op
def multi_margin_loss(
    input: Array,
    target: Array,
    p: int = 1,
    margin: float = 1.0,
    weight: Array | None = None,
    *,
    reduction: str = "mean",
) -> tuple[Array, Backward]:
    """Multi-class hinge loss: what the scores of the wrong classes lack of staying a margin below the right one's.

        loss = weight_t / C · Σ_{c ≠ t} max(0, z_c)^p,   z_c = margin − x_t + x_c,   x = input, t = target

    Args:
        input: scores, (N, C), (C,) or one number.
        target: class indices (int64), (N,); without a batch () or (1,).
        p: 1, or 2 for the squared hinge.
        margin: how far apart is far enough.
        weight: (C,), one for each class; "mean" divides by N whatever the weights.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d or of target's shape, and backward(dy) -> (dinput,): with s_c = weight_t p z_c^(p − 1) / C where z_c > 0
        and c ≠ t, else 0: dinput_c = s_c dy / n, and dinput_t = −Σ_c s_c dy / n.

    At: a z of 0 has no gradient, and one of nan counts for nothing. The mean of an empty batch is nan (PyTorch leaves
    that memory, and the sum's, as it finds it).

    Raises:
        ValueError: no classes; shapes that do not fit; an index out of range; another p; an unknown reduction.
        TypeError: indices that are not int64; a weight of another dtype.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multi_margin_loss.html

    >>> from scratch import functional as F
    >>> y, backward = F.multi_margin_loss(np.array([[1.0, 0.5], [0.0, 3.0]]), np.array([0, 0]), reduction="none")
    >>> y, backward(np.ones(2))[0]
    (array([0.25, 2.  ]), array([[-0.5,  0.5],
           [-0.5,  0.5]]))
    """
    name = "multi_margin_loss"
    N, C = _batch(name, input, target)
    if target.ndim > 1 or target.size != N:
        raise ValueError(f"{name}: target has shape {target.shape}, expected {(N,)} (input {input.shape} has {N} rows)")
    _indices(name, target, 0, C)
    _check.floating(name, input=input, weight=weight)
    _check.shape(name, "weight", weight, (C,), "one for each class")
    _check.number(name, "p", p)
    if p not in (1, 2):
        raise ValueError(f"{name}: p is {p}, expected 1 or 2")
    p, margin = int(p), _check.scalar(name, "margin", margin, input.dtype)

    x, t, row = input.reshape(N, C), target.reshape(N), np.arange(N)
    w = np.ones((), x.dtype) if weight is None else weight[t, None]
    z = margin - x[row, t, None] + x
    short = z > 0
    short[row, t] = False
    loss = np.where(short, w * z**p, 0).sum(1) / C
    y, n = reduced(name, loss.reshape(target.shape), reduction)

    def backward(dy: Array) -> Gradients:
        slope = np.where(short, w * p * z ** (p - 1) / C, 0)
        slope[row, t] -= slope.sum(1)
        return ((slope * (dy / n).reshape(-1, 1)).reshape(input.shape),)

    return y, backward


@op
def multilabel_margin_loss(input: Array, target: Array, *, reduction: str = "mean") -> tuple[Array, Backward]:
    """Hinge loss of several right classes: each must score 1 more than every wrong one.

        loss = 1 / C · Σ_l Σ_c max(0, z_lc),   z_lc = 1 − x_l + x_c,   x = input

    over the labels l that target lists and the classes c that it does not.

    Args:
        input: scores, (N, C), (C,) or one number.
        target: of input's shape, int64: class indices, and after the first −1 what does not count. A class that stands
            there twice counts twice.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d unless reduction is "none" and input (N, C), and backward(dy) -> (dinput,): with g = dy / (n C), every
        z_lc > 0 adds g to dinput_c and −g to dinput_l.

    At: a z of 0 has no gradient, and one of nan counts for nothing; no labels, or every class, cost 0. The mean of an
    empty batch is nan (PyTorch leaves that memory, and the sum's, as it finds it).

    Raises:
        ValueError: no classes; shapes that do not fit; a target below −1 or not below C; an unknown reduction.
        TypeError: a target that is not int64.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multilabel_margin_loss.html

    >>> from scratch import functional as F
    >>> y, backward = F.multilabel_margin_loss(np.array([3.0, 0.0, 2.5, 1.0]), np.array([2, -1, 3, 0]))
    >>> y, backward(1.0)[0]  # only class 0 is too near: 1 − 2.5 + 3 = 1.5, a quarter of it
    (array(0.375), array([ 0.25,  0.  , -0.25,  0.  ]))
    """
    name = "multilabel_margin_loss"
    N, C = _batch(name, input, target)
    if target.shape != input.shape and (target.size != C or max(input.ndim, target.ndim) > 1):
        raise ValueError(f"{name}: target has shape {target.shape}, expected {input.shape} (input's)")
    _indices(name, target, -1, C)

    x, t, row = input.reshape(N, C), target.reshape(N, C), np.arange(N)
    listed = np.logical_and.accumulate(t >= 0, axis=1)
    wrong = np.ones((N, C), bool)
    wrong[np.nonzero(listed)[0], t[listed]] = False
    longest = listed.sum(1).max(initial=0)

    def pairs(k: int) -> tuple[Array, Array]:
        """z of every row's label k and every class, and where it counts: all labels at once would need C times x."""
        z = (1 - x[row, t[:, k]])[:, None] + x
        return z, (z > 0) & listed[:, k, None] & wrong

    loss = np.zeros(N, x.dtype)
    for z, short in map(pairs, range(longest)):
        loss += np.where(short, z, 0).sum(1)
    loss /= C
    y, n = reduced(name, loss if input.ndim == 2 else loss.reshape(()), reduction)

    def backward(dy: Array) -> Gradients:
        slope = np.zeros_like(x)
        for k in range(longest):
            _, short = pairs(k)
            slope += short
            slope[row, t[:, k]] -= short.sum(1)
        return ((slope / C * (dy / n).reshape(-1, 1)).reshape(input.shape),)

    return y, backward


def _batch(op: str, input: Array, target: Array) -> tuple[int, int]:
    """N and C: without a batch, N is 1; a single number is the score of a single class."""
    _check.required(op, input=input, target=target)
    _check.floating(op, input=input)
    _check.arrays(op, target=target)
    _check.ndim(op, "input", input, (0, 1, 2), "one number, (C,) or (N, C)")
    C = input.shape[-1] if input.ndim else 1
    if C == 0:
        raise ValueError(f"{op}: input {input.shape} has no classes, expected at least 1")
    return math.prod(input.shape[:-1]), C


def _indices(op: str, target: Array, least: int, C: int) -> None:
    """Refuse what is not a class index from `least` on."""
    if target.dtype != np.int64:
        raise TypeError(f"{op}: target is {target.dtype}, expected class indices of int64")
    wrong = target[(target < least) | (target >= C)]
    if wrong.size:
        raise ValueError(f"{op}: target has class {wrong[0]}, expected {least} to {C - 1}")
