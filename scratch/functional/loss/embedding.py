"""Losses for embeddings: things that belong together should lie near each other, others far apart.

`cosine_embedding_loss` judges pairs by the angle between them, `triplet_margin_loss` three points by two distances.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op
from .._operands import broadcastable, summed_to
from ..distance import pairwise_distance
from ._reduce import labelled, reduced

Pullback = Callable[[Array], tuple[Array, Array]]

EPSILON = float(np.float32(1e-12))  # keeps the root away from zero; PyTorch takes float32's in float64, too


@op
def cosine_embedding_loss(
    input1: Array, input2: Array, target: Array, margin: float = 0, *, reduction: str = "mean"
) -> tuple[Array, Backward]:
    """Pull pairs into one direction, or push them apart until the cosine of their angle is below a margin.

        loss = 1 − cos               where target is 1
               max(0, cos − margin)  where target is −1
               0                     elsewhere

        cos = Σ a b / √((Σ a² + ε) (Σ b² + ε)),   a = input1, b = input2, ε = 1e-12

    Args:
        input1, input2: (N, D), or (D,) with a 0-d target; they broadcast, and dtypes may differ.
        target: (N,) or (), of 1 and −1.
        margin: meant to be between −1 and 1; 0 asks for a right angle.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d or (N,), and backward(dy) -> (dinput1, dinput2): with dcos = −dy / n, dy / n or 0 in the three cases,
        dinput1 = (b / √((Σ a² + ε) (Σ b² + ε)) − a cos / (Σ a² + ε)) dcos, and the same of b.

    At: a cosine equal to the margin has the gradient of one above it. With a zero vector cos is 0.

    Raises:
        ValueError: a target of two axes or more; inputs without exactly one axis more; shapes that do not broadcast;
            an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_embedding_loss.html

    >>> from scratch import functional as F
    >>> a, b = np.array([[3.0, 4.0], [3.0, 4.0]]), np.array([[4.0, 3.0], [4.0, 3.0]])
    >>> y, backward = F.cosine_embedding_loss(a, b, np.array([1, -1]), 0.5, reduction="none")
    >>> y.round(4), backward(np.ones(2))[0].round(4)  # the cosine is 24 / 25
    (array([0.04, 0.46]), array([[-0.0448,  0.0336],
           [ 0.0448, -0.0336]]))
    """
    name = "cosine_embedding_loss"
    _check.required(name, input1=input1, input2=input2, target=target)
    _check.floating(name, input1=input1)
    _check.floating(name, input2=input2)
    _check.real(name, target=target)
    _check.ndim(name, "target", target, (0, 1), "() or (N,)")
    for label, x in (("input1", input1), ("input2", input2)):
        _check.ndim(name, label, x, (target.ndim + 1,), "(N, D)" if target.ndim else "(D,), as target is 0-d")
    broadcastable(name, input1=input1.shape, input2=input2.shape)
    broadcastable(name, input1=input1.shape[:-1], input2=input2.shape[:-1], target=target.shape)
    _check.number(name, "margin", margin)
    margin = float(margin)

    cos, cos_backward = _cosine(input1, input2)
    same, other = labelled(target, 1), labelled(target, -1)
    above = cos - margin
    loss = np.where(same, 1 - cos, np.where(other, np.maximum(above, 0), 0))
    y, n = reduced(name, loss, reduction)

    def backward(dy: Array) -> Gradients:
        g = dy / n
        dcos = np.where(same, -g, np.where(other & (above >= 0), g, 0))
        return cos_backward(summed_to(dcos, cos))

    return y, backward


@op
def triplet_margin_loss(
    anchor: Array,
    positive: Array,
    negative: Array,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    *,
    reduction: str = "mean",
) -> tuple[Array, Backward]:
    """Let an anchor be nearer to a positive than to a negative example, by a margin.

        loss = max(0, margin + d(anchor, positive) − d(anchor, negative)),   d(a, b) = ‖a − b + eps‖_p

    and with `swap`, the negative's distance is that from the anchor or from the positive, whichever is smaller.

    Args:
        anchor, positive, negative: (N, D), (D,) or (..., D); with as many axes, they broadcast. dtypes may differ.
        margin: above 0.
        p: of the norm: any number, ±inf (the largest and the smallest) and 0 (how many are not 0) among them.
        eps: added to every difference.
        swap: whether to compare the negative with the positive, too.
        reduction: "mean", "sum" or "none".

    Returns:
        y, 0-d or of the inputs' shape without D, and backward(dy) -> (danchor, dpositive, dnegative): with
        e = a − b + eps, dd/da = −dd/db = sign(e) |e|^(p − 1) / d^(p − 1); for p = ±inf sign(e), shared equally among
        the |e| that are d.

    At: a loss that just becomes 0 still has its gradient; d = 0 has none. Two negative distances that are equal get
    half of the gradient each.

    Raises:
        ValueError: margin <= 0; different numbers of axes; shapes that do not broadcast; no largest of D = 0 numbers
            (p = inf, or below 0); an unknown reduction.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.triplet_margin_loss.html

    >>> from scratch import functional as F
    >>> a, b, c = np.array([0.0, 0.0]), np.array([3.0, 4.0]), np.array([0.0, 5.5])
    >>> y, backward = F.triplet_margin_loss(a, b, c, eps=0)
    >>> y, backward(1.0)[0].round(4)  # 1 + 5 − 5.5; towards the positive, away from the negative
    (array(0.5), array([-0.6,  0.2]))
    """
    name = "triplet_margin_loss"
    _check_triplet(name, anchor, positive, negative, p, swap)
    _check.number(name, "margin", margin)
    if margin <= 0:
        raise ValueError(f"{name}: margin is {margin}, expected above 0")
    _check.number(name, "eps", eps)
    margin, p, eps = float(margin), float(p), float(eps)

    near, near_backward = pairwise_distance(anchor, positive, p, eps)
    far, far_backward = pairwise_distance(anchor, negative, p, eps)
    if swap:
        swapped, swapped_backward = pairwise_distance(positive, negative, p, eps)
    gap = np.asarray(margin + near - (np.minimum(far, swapped) if swap else far))
    y, n = reduced(name, np.maximum(gap, 0), reduction)

    def backward(dy: Array) -> Gradients:
        g = np.where(gap >= 0, dy / n, 0)
        da, dp = near_backward(summed_to(g, near))
        if not swap:
            da_far, dn = far_backward(summed_to(-g, far))
            return da + da_far, dp, dn
        shared = np.where(far == swapped, -g / 2, -g)
        da_far, dn = far_backward(summed_to(np.where(far > swapped, 0, shared), far))
        dp_swapped, dn_swapped = swapped_backward(summed_to(np.where(far < swapped, 0, shared), swapped))
        return da + da_far, dp + dp_swapped, dn + dn_swapped

    return y, backward


def _cosine(a: Array, b: Array) -> tuple[Array, Pullback]:
    """The cosine of the angle between the rows of a and b, and its pullback.

    It adds ε to the squared lengths, where `cosine_similarity` takes at least eps for each length: PyTorch has both.
    """
    aa, bb = ((x * x).sum(-1, keepdims=True) + EPSILON for x in (a, b))
    size = np.sqrt(aa * bb)
    cos = (a * b).sum(-1, keepdims=True) / size

    def backward(dcos: Array) -> tuple[Array, Array]:
        g = dcos[..., None] / size
        dsquares = -g * cos / (2 * size)  # of aa · bb
        wide_a, wide_b = np.broadcast_arrays(a, b)
        da = summed_to(g * wide_b, a) + 2 * a * summed_to(dsquares * bb, aa)
        db = summed_to(g * wide_a, b) + 2 * b * summed_to(dsquares * aa, bb)
        return da, db

    return cos[..., 0], backward


def _check_triplet(op: str, anchor: Array, positive: Array, negative: Array, p: float, swap: bool) -> None:
    named = {"anchor": anchor, "positive": positive, "negative": negative}
    _check.required(op, **named)
    for name, x in named.items():
        _check.floating(op, **{name: x})
        _check.ndim(op, name, x, (anchor.ndim,), f"as anchor {anchor.shape}")
    _check.number(op, "p", p)
    _check.flag(op, "swap", swap)
    shapes = {name: x.shape for name, x in named.items()}
    for first, second in [("anchor", "positive"), ("anchor", "negative")] + [("positive", "negative")] * swap:
        shape = broadcastable(op, **{first: shapes[first], second: shapes[second]})
        if (p < 0 or p == np.inf) and shape[-1:] == (0,):
            raise ValueError(f"{op}: {first} {shapes[first]} has rows of no numbers, expected some with p = {p}")
    broadcastable(op, **{name: shape[:-1] for name, shape in shapes.items()})
