"""Group normalization: every sample by itself, its channels in groups."""

from __future__ import annotations

import math

from .. import _check
from .._op import Array, Backward, op
from ._standardize import standardize


@op
def group_norm(
    input: Array,
    num_groups: int,
    weight: Array | None = None,
    bias: Array | None = None,
    eps: float = 1e-5,
) -> tuple[Array, Backward]:
    """Normalize each group of channels of each sample, then scale and shift each channel.

        y = weight · xhat + bias,   xhat = (x − mean) · rstd,   rstd = 1 / √(var + eps)

    mean and var = Σ (x − mean)² / M are those of the M = C / G · L values of a group in one sample. The batch has no
    part in it, so that training and evaluation are the same.

    Args:
        input: (N, C, ...), with L values in the axes of space.
        num_groups: G, a divisor of C; neighbouring channels make a group. One is layer normalization over all but N,
            C are instance normalization.
        weight, bias: (C,) or None, which is as good as ones and zeros.
        eps: keeps the root away from zero.

    Returns:
        y of input's shape, and backward(dy) -> (dinput, dweight, dbias):
        dbias = Σ dy, dweight = Σ dy · xhat, over all but the channel;
        dinput = rstd · (weight · dy − Σ weight · dy / M − xhat · Σ weight · dy · xhat / M), Σ over the group.

    At: a constant group, xhat is 0 (its rstd is 1/√eps). Without space dweight is 0 (PyTorch has nan).

    Raises:
        ValueError: a single value in the only group of the only sample: it would be normalized to 0, whatever it is.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html,
        Wu and He (2018), Group Normalization

    >>> import numpy as np
    >>> y, backward = group_norm(np.array([[1.0, 7.0, 2.0, 2.0]]), 2, eps=7.0)
    >>> y  # the means are 4 and 2, the variances 9 and 0, and √(9 + 7) is 4
    array([[-0.75,  0.75,  0.  ,  0.  ]])
    """
    name = "group_norm"
    _check.required(name, input=input)
    _check.floating(name, input=input, weight=weight, bias=bias)
    _check.integer(name, "num_groups", num_groups)
    _check.number(name, "eps", eps)
    if input.ndim < 2:
        raise ValueError(f"{name}: input {input.shape} is {input.ndim}-d, expected (N, C) or (N, C, ...)")
    N, C, L, G = *input.shape[:2], math.prod(input.shape[2:]), int(num_groups)
    if G < 1 or C % G:
        raise ValueError(f"{name}: num_groups is {G}, expected a positive divisor of the {C} channels of {input.shape}")
    if N * (C // G) * L == 1:
        raise ValueError(f"{name}: input {input.shape} has one value per group in {G} groups, expected more")
    for label, values in (("weight", weight), ("bias", bias)):
        _check.shape(name, label, values, (C,), f"input {input.shape} has {C} channels")
    return standardize(input, (N, G, C // G, L), (2, 3), weight, bias, eps)[:2]
