"""Batch normalization: give each channel mean 0 and variance 1, measured over the batch that happens to be there.

A layer then sees inputs of a known size, whatever the layers before it have become. In evaluation there may be no
batch, so running averages of the statistics are kept during training, and used instead. Because the statistics depend
on every input, each gradient depends on the whole batch: two of its terms are what the mean and the variance take away.
"""

from __future__ import annotations

import math

import numpy as np

from . import _check
from ._op import Array, Backward, Gradients, op


@op
def batch_norm(
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None = None,
    bias: Array | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Array, Backward]:
    """Normalize each channel over the batch and over space, then scale and shift it.

        y = weight · xhat + bias,   xhat = (x − mean) · rstd,   rstd = 1 / √(var + eps)

    In training, mean and var = Σ (x − mean)² / M are those of the M = N · L values of a channel, and the running
    statistics move towards them, in place, with the unbiased variance:

        running_mean ← (1 − momentum) · running_mean + momentum · mean
        running_var  ← (1 − momentum) · running_var  + momentum · var · M / (M − 1)

    In evaluation, mean and var are the running ones, and constant.

    Args:
        input: (N, C) or (N, C, ...), with L values in the axes of space.
        running_mean, running_var: (C,), or both None, in training only.
        weight, bias: (C,) or None, which is as good as ones and zeros.
        training: whether to use, and keep, the batch's own statistics.
        momentum: the share of the new batch in the running statistics.
        eps: keeps the root away from zero; positive in training.

    Returns:
        y of input's shape, and backward(dy) -> (dinput, dweight, dbias):
        dbias = Σ dy, dweight = Σ dy · xhat, over all but the channel;
        dinput = weight · rstd · (dy − dbias / M − xhat · dweight / M) in training, weight · rstd · dy in evaluation.

    At: a constant channel, xhat is 0 (its rstd is 1/√eps). An empty batch leaves the running statistics alone.

    Raises:
        ValueError: a single value in each channel in training: it would be normalized to 0, whatever it is.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.batch_norm.html,
        Ioffe and Szegedy (2015), Batch Normalization

    >>> mean, var = np.zeros(1), np.ones(1)
    >>> y, backward = batch_norm(np.array([[1.0], [7.0]]), mean, var, training=True, momentum=0.5, eps=7.0)
    >>> y  # the mean is 4, the variance 9, and √(9 + 7) is 4
    array([[-0.75],
           [ 0.75]])
    >>> mean, var  # halfway from 0 to 4, and from 1 to the unbiased 18
    (array([2.]), array([9.5]))
    """
    _fit(input, running_mean, running_var, weight, bias, training, momentum, eps)
    N, C, L = *input.shape[:2], math.prod(input.shape[2:])
    M = N * L
    x = input.reshape(N, C, L)

    # In float64 whatever the dtype, as PyTorch's sums are: with few values per channel, dx is what is left after almost
    # everything cancels.
    y = x.astype(np.float64)
    if training and M:
        mean = y.mean(axis=(0, 2))
        y -= mean[:, None]
        var = np.einsum("ncl,ncl->c", y, y) / M
        for running, batch in ((running_mean, mean), (running_var, var * M / (M - 1))):
            if running is not None:
                running[...] = (1 - momentum) * running.astype(np.float64) + momentum * batch
        shift = np.zeros(C)
    else:
        mean, var = (np.ones(C) if s is None else s.astype(np.float64) for s in (running_mean, running_var))
        shift = -mean
    rstd = 1 / np.sqrt(var + eps)
    scale = rstd if weight is None else rstd * weight
    y *= scale[:, None]
    y += (shift * scale + (0 if bias is None else bias))[:, None]

    def backward(dy: Array) -> Gradients:
        dx = np.array(dy, np.float64, order="C").reshape(N, C, L)
        centred = x.astype(np.float64)
        centred -= mean[:, None]
        db = dx.sum(axis=(0, 2))
        dw = np.einsum("ncl,ncl->c", dx, centred) * rstd
        if training:
            centred *= (dw * rstd / M)[:, None]
            dx -= centred
            dx -= (db / M)[:, None]
        dx *= scale[:, None]
        dweight, dbias = (None if p is None else s.astype(p.dtype) for p, s in ((weight, dw), (bias, db)))
        return dx.astype(x.dtype).reshape(input.shape), dweight, dbias

    return y.astype(x.dtype).reshape(input.shape), backward


def _fit(
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None,
    bias: Array | None,
    training: bool,
    momentum: float,
    eps: float,
) -> None:
    """Refuse what PyTorch refuses."""
    name = "batch_norm"
    given = {"running_mean": running_mean, "running_var": running_var, "weight": weight, "bias": bias}
    _check.required(name, input=input)
    _check.floating(name, input=input, **given)
    _check.flag(name, "training", training)
    _check.number(name, "momentum", momentum)
    _check.number(name, "eps", eps)
    if input.ndim < 2:
        raise ValueError(f"{name}: input {input.shape} is {input.ndim}-d, expected (N, C) or (N, C, ...)")
    C = input.shape[1]
    for label, values in given.items():
        _check.shape(name, label, values, (C,), f"input {input.shape} has {C} channels")
    if (running_mean is None) != (running_var is None):
        raise ValueError(f"{name}: one of running_mean and running_var is None, expected both or neither")
    if running_mean is None and not training:
        raise ValueError(f"{name}: running_mean and running_var are None, expected shape {(C,)} in evaluation")
    if training and input.shape[0] * math.prod(input.shape[2:]) == 1:
        raise ValueError(f"{name}: input {input.shape} has one value per channel, expected more in training")
    if eps < 0 or (training and eps == 0):
        raise ValueError(f"{name}: eps is {eps!r}, expected {'more than' if training else 'at least'} 0")
