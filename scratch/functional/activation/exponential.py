"""Exponential linear units: ReLUs that bend down to a limit, so that what they give can have mean 0.

One curve, stretched three ways: y = s · x where x > 0, else s · α (exp(r x) − 1).
"""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._input import floating

# With these, layer after layer of independent numbers with mean 0 and variance 1 keeps both.
SCALE, ALPHA = 1.0507009873554804934193349852946, 1.6732632423543772848170429916717


@op
def elu(input: Array, alpha: float = 1.0) -> tuple[Array, Backward]:
    """Exponential linear unit, a ReLU that bends down to −α: y = x and dx = dy where x > 0; else

        y = α (exp(x) − 1)        dx = α exp(x) · dy

    At: dx = α · dy at 0; nan where x is nan.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.elu.html
        Clevert et al. 2015, arXiv:1511.07289

    >>> elu(np.array([-np.inf, 0.0, 2.0]), alpha=0.5)[0]
    array([-0.5,  0. ,  2. ])
    """
    floating("elu", input)
    return _bent(input, _check.scalar("elu", "alpha", alpha, input.dtype))


@op
def selu(input: Array) -> tuple[Array, Backward]:
    """Self-normalizing ELU: s times `elu` with alpha=α, s = 1.0507009873554805 and α = 1.6732632423543772.

        y = s · x where x > 0, else s · α (exp(x) − 1)        dx = s · dy where x > 0, else s · α exp(x) · dy

    Normally distributed numbers with mean 0 and variance 1 keep them: this is what s and α are solved for.

    At: as in `elu`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.selu.html
        Klambauer et al. 2017, arXiv:1706.02515

    >>> selu(np.array([-np.inf, 0.0, 1.0]))[0].round(4)
    array([-1.7581,  0.    ,  1.0507])
    """
    return _bent(floating("selu", input), ALPHA, scale=SCALE)


@op
def celu(input: Array, alpha: float = 1.0) -> tuple[Array, Backward]:
    """An ELU without a kink, whatever α, as its slope at 0 is 1: y = x and dx = dy where x > 0; else

        y = α (exp(x / α) − 1)        dx = exp(x / α) · dy

    At: dx is nan where x is nan. PyTorch's float64 gradient rounds 1 / α to float32.

    Raises:
        ValueError: alpha is 0, or so close to it that 1 / α is too large for the dtype.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.celu.html
        Barron 2017, arXiv:1704.07483

    >>> celu(np.array([-np.inf, 0.0, 2.0]), alpha=0.5)[0]
    array([-0.5,  0. ,  2. ])
    """
    floating("celu", input)
    alpha = _check.scalar("celu", "alpha", alpha, input.dtype)
    if alpha == 0:
        raise ValueError("celu: alpha is 0, expected another number")
    return _bent(input, alpha, rate=_check.scalar("celu", "1 / alpha", 1 / alpha, input.dtype))


def _bent(x: Array, alpha: float, scale: float = 1.0, rate: float = 1.0) -> tuple[Array, Backward]:
    """y = s · x where x > 0, else s · α (exp(r x) − 1)."""
    y = np.where(x < 0, scale * alpha * np.expm1(rate * x), scale * x)
    return y, lambda dy: (np.where(x > 0, scale * dy, dy * (scale * alpha * rate) * np.exp(rate * x)),)
