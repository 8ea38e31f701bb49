"""Instance normalization: as batch normalization, but every sample by itself.

Taken from image stylization, where the contrast of an image is to be forgotten whatever the other images are.
"""

from __future__ import annotations

import math

from .._op import Array, Backward, op
from ._running import fit, with_statistics


@op
def instance_norm(
    input: Array,
    running_mean: Array | None = None,
    running_var: Array | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Array, Backward]:
    """Normalize each channel of each sample over space, then scale and shift it.

        y = weight · xhat + bias,   xhat = (x − mean) · rstd,   rstd = 1 / √(var + eps)

    With the input's own statistics, mean and var = Σ (x − mean)² / L are those of the L values of a channel in one
    sample, and the running statistics move towards their means over the batch, in place, with the unbiased variance:

        running_mean ← (1 − momentum) · running_mean + momentum · Σ mean / N
        running_var  ← (1 − momentum) · running_var  + momentum · Σ var / N · L / (L − 1)

    Else mean and var are the running ones, and constant.

    Args:
        input: (N, C, ...), with L values in the axes of space; (N, C) by the running statistics only.
        running_mean, running_var: (C,), or both None, with the input's own statistics only.
        weight, bias: (C,) or None, which is as good as ones and zeros.
        use_input_stats: whether to use, and keep, the input's own statistics.
        momentum: the share of the new batch in the running statistics.
        eps: keeps the root away from zero.

    Returns:
        y of input's shape, and backward(dy) -> (dinput, dweight, dbias):
        dbias = Σ dy, dweight = Σ dy · xhat, over all but the channel;
        dinput = weight · rstd · (dy − Σ dy / L − xhat · Σ dy · xhat / L), Σ over space, with the input's own
        statistics, weight · rstd · dy with the running ones.

    At: a constant channel, xhat is 0 (its rstd is 1/√eps). No space leaves the running statistics alone; a batch of no
    samples has no mean, and makes them nan.

    Raises:
        ValueError: a single value to be normalized by its own statistics: it would be 0, whatever it is; an empty
            batch with a weight or a bias (as in PyTorch).

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.instance_norm.html,
        Ulyanov, Vedaldi and Lempitsky (2016), Instance Normalization

    >>> import numpy as np
    >>> y, backward = instance_norm(np.array([[[1.0, 7.0], [1.0, 3.0]]]), eps=7.0)
    >>> y  # the means are 4 and 2, the variances 9 and 1: √(9 + 7) is 4, √(1 + 7) is √8
    array([[[-0.75      ,  0.75      ],
            [-0.35355339,  0.35355339]]])
    """
    name = "instance_norm"
    fit(name, input, running_mean, running_var, weight, bias, momentum, eps, ("use_input_stats", use_input_stats))
    if use_input_stats and math.prod(input.shape[2:]) == 1:
        raise ValueError(f"{name}: input {input.shape} has one value per channel and sample, expected more")
    if not len(input) and (weight is not None or bias is not None):
        raise ValueError(f"{name}: input {input.shape} is an empty batch, expected no weight and no bias then")
    return with_statistics(input, running_mean, running_var, weight, bias, use_input_stats, momentum, eps, shared=(3,))
