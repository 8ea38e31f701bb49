"""Alpha dropout, for networks of SELU: what goes is set to its lower limit, and mean and variance are restored."""

from __future__ import annotations

import math

from ... import random
from .._op import Array, Backward, op
from ._mask import kept
from .scaled import scaled

ALPHA = 1.7580993408473766  # −SELU's lower limit: its scale 1.0507... times its alpha 1.6732...


@op
def alpha_dropout(
    input: Array,
    p: float = 0.5,
    training: bool = False,
    *,
    rng: random.Generator | None = None,
    mask: Array | None = None,
) -> tuple[Array, Backward]:
    """Set each element to SELU's lower limit −A with probability p, then restore mean 0 and variance 1.

        y = a · (x · mask − A · (1 − mask)) + a · A · p,   a = 1 / √((A² p + 1)(1 − p)),   A = 1.7580993408473766

    Args:
        input: any shape.
        p: the probability of −A, from 0 to 1; with p = 1, y = 0 · x.
        training: False, the default as in PyTorch, gives y = x.
        rng, mask: as in `dropout`.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,): dinput = a · dy · mask.

    Raises: as `dropout`.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.alpha_dropout.html,
        Klambauer et al. (2017), Self-Normalizing Neural Networks

    >>> import numpy as np
    >>> y, backward = alpha_dropout(np.array([1.0, 2.0]), 0.0, True, mask=np.array([True, False]))  # for p = 0, a is 1
    >>> y
    array([ 1.        , -1.75809934])
    >>> backward(np.array([3.0, 4.0]))
    (array([3., 0.]),)
    """
    return _alpha(input, kept("alpha_dropout", input, p, training, rng, mask), p)


@op
def feature_alpha_dropout(
    input: Array,
    p: float = 0.5,
    training: bool = False,
    *,
    rng: random.Generator | None = None,
    mask: Array | None = None,
) -> tuple[Array, Backward]:
    """Set whole channels to SELU's lower limit: `alpha_dropout` with one draw for each sample and channel.

    Args:
        input: (N, C, ...). As in PyTorch, three axes are (N, C, L), not one image (C, H, W).
        p, training, rng: as in `alpha_dropout`; the channels are drawn in order.
        mask: (N, C, 1, ...), as many axes as input.

    Returns, Raises: as `alpha_dropout`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.feature_alpha_dropout.html

    >>> import numpy as np
    >>> x, mask = np.array([[[1.0, 2.0], [3.0, 4.0]]]), np.array([[[True], [False]]])
    >>> y, backward = feature_alpha_dropout(x, 0.0, True, mask=mask)  # for p = 0, a is 1
    >>> y
    array([[[ 1.        ,  2.        ],
            [-1.75809934, -1.75809934]]])
    >>> backward(np.ones((1, 2, 2)))[0].tolist()
    [[[1.0, 1.0], [0.0, 0.0]]]
    """
    return _alpha(input, kept("feature_alpha_dropout", input, p, training, rng, mask, 2), p)


def _alpha(input: Array, keep: Array | None, p: float) -> tuple[Array, Backward]:
    """a · (x · keep − A · (1 − keep)) + a · A · p."""
    if keep is None or p == 1:
        return scaled(input, keep, p)
    p, number = float(p), input.dtype.type
    a = 1 / math.sqrt((ALPHA**2 * p + 1) * (1 - p))
    shift = (keep - 1) * number(ALPHA * a) + number(ALPHA * a * p)
    noise = keep * number(a)
    return input * noise + shift, lambda dy: (dy * noise,)
