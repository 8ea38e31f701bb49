"""How the losses of samples become one number: sums, means, halves."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from ...cause import Cause
from ...program import Change, Forward, Tensors, both, edit, forward, options

CLASSES = ("cross_entropy", "nll_loss", "multi_margin_loss")
NUMBERS = ("mse_loss", "l1_loss", "huber_loss", "smooth_l1_loss")
SHARES = ("binary_cross_entropy", "binary_cross_entropy_with_logits")
EVERY = (*CLASSES, *NUMBERS, *SHARES, "kl_div")
ELEMENTS = (*NUMBERS, *SHARES, "kl_div")


def _times(factor: Any) -> Change:
    """The loss, and with it its gradients, times `factor(arguments)`."""

    def changed(a: Tensors, usual: Forward) -> Any:
        return usual(a) * factor(a)

    return forward(changed)


def batch(a: Any) -> int:
    """How many samples there are."""
    return int(a.input.shape[0])


def elements(a: Any) -> int:
    """How many numbers there are."""
    return max(int(np.prod(a.input.shape)), 1)


def width(a: Any) -> float:
    """How many numbers a sample has."""
    return elements(a) / max(batch(a), 1)


def classes(a: Any) -> int:
    """How many classes there are."""
    return int(a.input.shape[1])


def _reduced(how: str) -> Change:
    return options(lambda a: {} if "reduction" in a.given else {"reduction": how})


def _gradients(factor: Any) -> Change:
    """The gradients times `factor(scene)`; the loss stays."""
    return both(edit("grad input", lambda s, g: g * factor(s)), edit("grad target", lambda s, g: g * factor(s)))


def _broadcast(a: Tensors, usual: Forward) -> Any:
    """(N, 1) against (N,): every number against every other."""
    if a.input.ndim != 2 or a.input.shape[1] != 1:
        return usual(a)
    x, t = torch.broadcast_tensors(a.input, a.target.reshape(-1))
    return usual(a.but(input=x, target=t))


def _half(name: str, line: str, factor: Any, rows: tuple[int, ...] = (31, 33)) -> Cause:
    return Cause(
        name,
        line,
        "a constant ratio of the loss, the same of its gradients",
        "convention",
        "np.mean((y - t) ** 2)",
        rows,
        ("mse_loss",),
        _times(factor),
    )


CAUSES: list[Cause] = [
    Cause(
        "reduction-sum",
        "the loss is the sum over the batch; PyTorch takes the mean unless reduction='sum'",
        "loss and gradients have the ratio n",
        "convention",
        "divide by how many there are",
        (18,),
        EVERY,
        _reduced("sum"),
    ),
    Cause(
        "reduction-none",
        "there is a loss per sample; PyTorch takes their mean unless reduction='none'",
        "y has another shape",
        "convention",
        "take the mean",
        (18,),
        EVERY,
        _reduced("none"),
    ),
    _half("half-squares", "half the sum of squares; PyTorch takes their mean", lambda a: 0.5 * elements(a)),
    _half("half-squares", "half the mean of squares; PyTorch takes the mean", lambda a: 0.5),
    _half(
        "half-squares",
        "half the sum of squares per sample, averaged over the batch; PyTorch takes the mean over all numbers",
        lambda a: 0.5 * width(a),
        (31, 32, 33),
    ),
    Cause(
        "sum-per-sample-mean",
        "sums within each sample, averaged over the batch; PyTorch takes the mean over all numbers",
        "ratio D, the numbers of a sample",
        "convention",
        "np.mean over everything",
        (32,),
        ELEMENTS,
        _times(width),
    ),
    Cause(
        "mean-over-all-elements",
        "the sum is divided by samples times classes; it is to be divided by the samples",
        "ratio 1 / C of the loss and its gradients",
        "mistake",
        "divide by the batch size alone",
        (19,),
        ("cross_entropy", "nll_loss"),
        _times(lambda a: 1 / classes(a)),
    ),
    Cause(
        "half-in-loss-only",
        "the loss has a factor of 0.5 that its gradient does not know of",
        "ratio 0.5 of the loss, the gradient is PyTorch's",
        "mistake",
        "halve both or none",
        (33,),
        EVERY,
        edit("y", lambda s, y: 0.5 * y),
    ),
    Cause(
        "half-in-gradient-only",
        "the gradient has a factor of 0.5 that the loss does not know of: the 2 of the square is missing",
        "ratio 0.5 of the gradient, the loss is PyTorch's",
        "mistake",
        "d(x ** 2) = 2 x",
        (33,),
        ELEMENTS,
        _gradients(lambda s: 0.5),
    ),
    Cause(
        "gradient-not-averaged",
        "the gradient is not divided by how many the loss is averaged over",
        "the loss is PyTorch's, its gradients have the ratio n",
        "mistake",
        "divide the gradient by the batch size",
        (18,),
        (*CLASSES, *SHARES, "kl_div"),
        _gradients(lambda s: batch(s)),
    ),
    Cause(
        "gradient-not-averaged",
        "the gradient is not divided by how many the loss is averaged over",
        "the loss is PyTorch's, its gradients have the ratio n",
        "mistake",
        "divide the gradient by how many numbers there are",
        (18,),
        ELEMENTS,
        _gradients(elements),
    ),
    Cause(
        "gradient-averaged-over-batch-only",
        "the gradient is divided by the batch size, the loss by all numbers",
        "the loss is PyTorch's, its gradients have the ratio D",
        "mistake",
        "divide the gradient by y.size",
        (32,),
        ELEMENTS,
        _gradients(width),
    ),
    Cause(
        "gradient-averaged-twice",
        "the gradient is divided by the batch size twice",
        "the loss is PyTorch's, its gradients have the ratio 1 / n",
        "mistake",
        "divide once",
        (8, 18),
        EVERY,
        _gradients(lambda s: 1 / max(batch(s), 1)),
    ),
    Cause(
        "gradient-averaged",
        "the loss is a sum, its gradient is averaged",
        "the loss has the ratio n, the gradient is PyTorch's",
        "mistake",
        "average both or none",
        (18,),
        CLASSES,
        edit("y", lambda s, y: y * batch(s)),
    ),
    Cause(
        "broadcast-column",
        "a column (N, 1) against a row (N,) becomes a matrix (N, N): every number is compared with every other",
        "loss = var(a) + var(b) + (difference of means)^2",
        "mistake",
        "give both the same shape",
        (9,),
        (*NUMBERS, *SHARES),
        forward(_broadcast),
    ),
]
