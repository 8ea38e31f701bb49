"""Root mean square normalization: layer normalization that leaves the mean where it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._standardize import standardize
from .layer import rows


@op
def rms_norm(
    input: Array,
    normalized_shape: Sequence[int],
    weight: Array | None = None,
    eps: float | None = None,
) -> tuple[Array, Backward]:
    """Divide by the root of the mean square over the last axes, then scale each feature.

        y = weight · xhat,   xhat = x · rstd,   rstd = 1 / √(Σ x² / M + eps)

    This is layer normalization about 0 instead of the mean: a constant, which takes nothing from the gradient.

    Args:
        input: (..., *normalized_shape).
        normalized_shape: the sizes of the last axes, one or more, with M values.
        weight: of normalized_shape, or None, which is as good as ones; it need not be of input's dtype.
        eps: keeps the root away from zero; None stands for the machine epsilon of input's dtype.

    Returns:
        y of input's shape and dtype, and backward(dy) -> (dinput, dweight):
        dweight = Σ dy · xhat, over all but the last axes;
        dinput = rstd · (weight · dy − xhat · Σ weight · dy · xhat / M), Σ over the last axes.

    At: zeros, y is 0 (rstd is 1/√eps).

    Raises:
        ValueError: normalized_shape is not how input's shape ends.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rms_norm.html,
        Zhang and Sennrich (2019), Root Mean Square Layer Normalization

    >>> y, backward = rms_norm(np.array([[1.0, 7.0]]), (2,), np.array([1.0, 2.0]), eps=11.0)
    >>> y  # the mean square is 25, and √(25 + 11) is 6
    array([[0.16666667, 2.33333333]])
    """
    name = "rms_norm"
    _check.required(name, input=input)
    _check.floating(name, input=input)
    _check.floating(name, weight=weight)
    if eps is None:
        eps = float(np.finfo(input.dtype).eps)
    _check.number(name, "eps", eps)
    view = rows(name, input, normalized_shape, weight=weight)
    y, backward, _, _ = standardize(input, view, (2, 3), weight, None, eps, centre=False)
    return y, lambda dy: backward(dy)[:2]
