"""Batch normalization: give each channel mean 0 and variance 1, measured over the batch that happens to be there.

A layer then sees inputs of a known size, whatever the layers before it have become. In evaluation there may be no
batch, so running averages of the statistics are kept during training, and used instead.
"""

from __future__ import annotations

import math

from .._op import Array, Backward, op
from ._running import fit, with_statistics


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

    >>> import numpy as np
    >>> mean, var = np.zeros(1), np.ones(1)
    >>> y, backward = batch_norm(np.array([[1.0], [7.0]]), mean, var, training=True, momentum=0.5, eps=7.0)
    >>> y  # the mean is 4, the variance 9, and √(9 + 7) is 4
    array([[-0.75],
           [ 0.75]])
    >>> mean, var  # halfway from 0 to 4, and from 1 to the unbiased 18
    (array([2.]), array([9.5]))
    """
    name = "batch_norm"
    fit(name, input, running_mean, running_var, weight, bias, momentum, eps, ("training", training))
    if training and input.shape[0] * math.prod(input.shape[2:]) == 1:
        raise ValueError(f"{name}: input {input.shape} has one value per channel, expected more in training")
    if eps < 0 or (training and eps == 0):
        raise ValueError(f"{name}: eps is {eps!r}, expected {'more than' if training else 'at least'} 0")
    return with_statistics(input, running_mean, running_var, weight, bias, training, momentum, eps, shared=(0, 3))
