"""Dropout proper: what is kept is scaled up.

All of these multiply by *noise*: 0 or 1 / (1 − p), one for each element, or one for each channel of each sample. What
is dropped is 0 · x, which is −0 for a negative number.
"""

from __future__ import annotations

from ... import random
from .. import _check
from .._op import Array, Backward, op
from ._mask import kept


@op
def dropout(
    input: Array,
    p: float = 0.5,
    training: bool = True,
    *,
    rng: random.Generator | None = None,
    mask: Array | None = None,
) -> tuple[Array, Backward]:
    """Make each element zero with probability p, and divide the others by 1 − p.

        y = x · noise,   noise = mask / (1 − p)

    Args:
        input: any shape.
        p: the probability of a zero, from 0 to 1.
        training: False gives y = x.
        rng: the generator that draws the mask; by default the one that `scratch.manual_seed` seeds. Two words for each
            element, in the order in which they lie in memory; none in evaluation, for an empty input, or if p is 0, 1.
        mask: instead of a draw, of input's shape: True keeps. Used in training only; p = 1 drops all the same.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,): dinput = dy · noise.

    Raises:
        ValueError: p is no probability; mask does not fit; both rng and mask.
        TypeError: mask is not boolean.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout.html,
        Srivastava et al. (2014), Dropout

    >>> import numpy as np
    >>> y, backward = dropout(np.array([1.0, 2.0, 3.0]), p=0.75, mask=np.array([True, False, True]))
    >>> y
    array([ 4.,  0., 12.])
    >>> backward(np.array([1.0, 1.0, 1.0]))
    (array([4., 0., 4.]),)
    """
    return scaled(input, kept("dropout", input, p, training, rng, mask), p)


@op
def dropout1d(
    input: Array,
    p: float = 0.5,
    training: bool = True,
    *,
    rng: random.Generator | None = None,
    mask: Array | None = None,
) -> tuple[Array, Backward]:
    """Drop whole channels of sequences: `dropout` with one draw for each sample and channel.

    Args:
        input: (N, C, L) or (C, L).
        p, training, rng: as in `dropout`; the channels are drawn in order.
        mask: (N, C, 1) or (C, 1).

    Returns, Raises: as `dropout`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout1d.html

    >>> import numpy as np
    >>> dropout1d(np.array([[1.0, 2.0], [3.0, 4.0]]), mask=np.array([[True], [False]]))[0]
    array([[2., 4.],
           [0., 0.]])
    """
    _check.ndim("dropout1d", "input", input, (2, 3), "(C, L) or (N, C, L)")
    return scaled(input, kept("dropout1d", input, p, training, rng, mask, input.ndim - 1), p)


@op
def dropout2d(
    input: Array,
    p: float = 0.5,
    training: bool = True,
    *,
    rng: random.Generator | None = None,
    mask: Array | None = None,
) -> tuple[Array, Backward]:
    """Drop whole channels of images: `dropout` with one draw for each sample and channel.

    Args:
        input: (N, C, H, W), or any other shape (N, C, ...). As in PyTorch, and unlike in the other two, three axes are
            *not* one image (C, H, W) but (N, C, L).
        p, training, rng: as in `dropout`; the channels are drawn in order.
        mask: (N, C, 1, 1), as many axes as input.

    Returns, Raises: as `dropout`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout2d.html

    >>> import numpy as np
    >>> mask = np.array([True, False]).reshape(1, 2, 1, 1)
    >>> dropout2d(np.ones((1, 2, 2, 2)), mask=mask)[0].tolist()
    [[[[2.0, 2.0], [2.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]]]
    """
    return scaled(input, kept("dropout2d", input, p, training, rng, mask, 2), p)


@op
def dropout3d(
    input: Array,
    p: float = 0.5,
    training: bool = True,
    *,
    rng: random.Generator | None = None,
    mask: Array | None = None,
) -> tuple[Array, Backward]:
    """Drop whole channels of volumes: `dropout` with one draw for each sample and channel.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W). As in PyTorch, any other shape is taken for (C, ...) too.
        p, training, rng: as in `dropout`; the channels are drawn in order.
        mask: (N, C, 1, 1, 1) or (C, 1, 1, 1), as many axes as input.

    Returns, Raises: as `dropout`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.dropout3d.html

    >>> import numpy as np
    >>> mask = np.array([True, False]).reshape(2, 1, 1, 1)
    >>> dropout3d(np.ones((2, 1, 1, 2)), mask=mask)[0].tolist()
    [[[[2.0, 2.0]]], [[[0.0, 0.0]]]]
    """
    _check.required("dropout3d", input=input)
    _check.arrays("dropout3d", input=input)
    return scaled(input, kept("dropout3d", input, p, training, rng, mask, 2 if input.ndim == 5 else 1), p)


def scaled(input: Array, keep: Array | None, p: float) -> tuple[Array, Backward]:
    """x · keep / (1 − p)."""
    if keep is None:
        return input.copy(), lambda dy: (dy.copy(),)
    noise = keep if p == 1 else keep / input.dtype.type(1 - float(p))
    return input * noise, lambda dy: (dy * noise,)
