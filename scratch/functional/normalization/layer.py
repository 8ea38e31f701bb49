"""Layer normalization: every sample by itself, over all of its features."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .. import _check
from .._op import Array, Backward, op
from ._standardize import standardize


@op
def layer_norm(
    input: Array,
    normalized_shape: Sequence[int],
    weight: Array | None = None,
    bias: Array | None = None,
    eps: float = 1e-5,
) -> tuple[Array, Backward]:
    """Normalize over the last axes, then scale and shift each feature.

        y = weight · xhat + bias,   xhat = (x − mean) · rstd,   rstd = 1 / √(var + eps)

    mean and var = Σ (x − mean)² / M are those of the M values in the last axes. The batch has no part in it, so that
    training and evaluation are the same, and a sentence may be of any length.

    Args:
        input: (..., *normalized_shape).
        normalized_shape: the sizes of the last axes, one or more, with M values.
        weight, bias: of normalized_shape, or None, which is as good as ones and zeros.
        eps: keeps the root away from zero.

    Returns:
        y of input's shape, and backward(dy) -> (dinput, dweight, dbias):
        dbias = Σ dy, dweight = Σ dy · xhat, over all but the last axes;
        dinput = rstd · (weight · dy − Σ weight · dy / M − xhat · Σ weight · dy · xhat / M), Σ over the last axes.

    At: equal features, xhat is 0 (its rstd is 1/√eps), and a single one is always so.

    Raises:
        ValueError: normalized_shape is not how input's shape ends.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html,
        Ba, Kiros and Hinton (2016), Layer Normalization

    >>> import numpy as np
    >>> y, backward = layer_norm(np.array([[1.0, 7.0], [2.0, 2.0]]), (2,), np.array([1.0, 4.0]), eps=7.0)
    >>> y  # the means are 4 and 2, the variances 9 and 0, and √(9 + 7) is 4
    array([[-0.75,  3.  ],
           [ 0.  ,  0.  ]])
    """
    name = "layer_norm"
    _check.required(name, input=input)
    _check.floating(name, input=input, weight=weight, bias=bias)
    _check.number(name, "eps", eps)
    view = rows(name, input, normalized_shape, weight=weight, bias=bias)
    return standardize(input, view, (2, 3), weight, bias, eps)[:2]


def rows(
    name: str, input: Array, normalized_shape: Sequence[int], **parameters: Array | None
) -> tuple[int, int, int, int]:
    """The input as rows of the M values to be normalized together, each a channel of its own: (N, 1, M, 1)."""
    if not isinstance(normalized_shape, (tuple, list)) or not all(map(_check.is_int, normalized_shape)):
        found = _check.shown(normalized_shape)
        raise TypeError(f"{name}: normalized_shape is {found}, expected a tuple of integers")
    last = tuple(int(n) for n in normalized_shape)
    if not last or input.shape[-len(last) :] != last:
        raise ValueError(f"{name}: normalized_shape is {last}, expected one or more of the last sizes of {input.shape}")
    for label, values in parameters.items():
        _check.shape(name, label, values, last, "normalized_shape")
    return math.prod(input.shape[: -len(last)]), 1, math.prod(last), 1
