"""Dropout: in training, switch off at random, so that no unit can rely on another one being there.

What is kept is scaled up, so that the expected value stays what it was and evaluation has nothing to do. All of these
multiply by *noise*: 0 or 1 / (1 − p), one for each element, or one for each channel of each sample where neighbours are
so alike that single ones would be no loss. The noise is drawn from PyTorch's random stream (`scratch.random`), so from
the same seed the same elements go; or `mask` says which ones stay.

As in PyTorch, what is dropped is multiplied by 0: ±inf and nan become nan, and negative numbers −0.
"""

from __future__ import annotations

import math

import numpy as np

from .. import random
from . import _check
from ._op import Array, Backward, op

ALPHA = 1.7580993408473766  # −SELU's lower limit: its scale 1.0507... times its alpha 1.6732...


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

    >>> y, backward = dropout(np.array([1.0, 2.0, 3.0]), p=0.75, mask=np.array([True, False, True]))
    >>> y
    array([ 4.,  0., 12.])
    >>> backward(np.array([1.0, 1.0, 1.0]))
    (array([4., 0., 4.]),)
    """
    _fit("dropout", input, p, training, rng, mask)
    noise = _drawn(np.empty_like(input), p, training, rng, mask)
    return _scaled(input, noise, p)


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
    """
    _check.ndim("dropout1d", "input", input, (2, 3), "(C, L) or (N, C, L)")
    return _channels("dropout1d", input, input.ndim - 1, p, training, rng, mask)


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

    >>> mask = np.array([True, False]).reshape(1, 2, 1, 1)
    >>> dropout2d(np.ones((1, 2, 2, 2)), mask=mask)[0].tolist()
    [[[[2.0, 2.0], [2.0, 2.0]], [[0.0, 0.0], [0.0, 0.0]]]]
    """
    return _channels("dropout2d", input, 2, p, training, rng, mask)


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
    """
    _check.required("dropout3d", input=input)
    _check.arrays("dropout3d", input=input)
    return _channels("dropout3d", input, 2 if input.ndim == 5 else 1, p, training, rng, mask)


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
    """
    _fit("alpha_dropout", input, p, training, rng, mask)
    keep = _drawn(np.empty_like(input), p, training, rng, mask)
    if keep is None or p == 1:
        return _scaled(input, keep, p)
    number = input.dtype.type
    a = 1 / math.sqrt((ALPHA**2 * p + 1) * (1 - p))
    shift = (keep - 1) * number(ALPHA * a) + number(ALPHA * a * p)
    noise = keep * number(a)
    return input * noise + shift, lambda dy: (dy * noise,)


def _channels(
    op: str,
    input: Array,
    axes: int,
    p: float,
    training: bool,
    rng: random.Generator | None,
    mask: Array | None,
) -> tuple[Array, Backward]:
    """Dropout with noise of its own only along the first `axes`."""
    shape = _fit(op, input, p, training, rng, mask, axes)
    if training and 0 < p < 1 and input.size and input.ndim < axes:
        raise ValueError(f"{op}: input {input.shape} is {input.ndim}-d, expected at least {axes}-d")
    return _scaled(input, _drawn(np.empty(shape, input.dtype), p, training and input.size > 0, rng, mask), p)


def _drawn(keep: Array, p: float, training: bool, rng: random.Generator | None, mask: Array | None) -> Array | None:
    """`keep` filled with 1 for what stays and 0 for what goes; None if all stay."""
    if not training or not keep.size or (p == 0 and mask is None):
        return None
    if p == 1:
        keep.fill(0)
    elif mask is not None:
        keep[...] = mask
    else:
        random.bernoulli_(keep, 1 - p, rng)
    return keep


def _scaled(input: Array, keep: Array | None, p: float) -> tuple[Array, Backward]:
    """x · keep / (1 − p)."""
    if keep is None:
        return input.copy(), lambda dy: (dy.copy(),)
    noise = keep if p == 1 else keep / input.dtype.type(1 - p)
    return input * noise, lambda dy: (dy * noise,)


def _fit(
    op: str,
    input: Array,
    p: float,
    training: bool,
    rng: random.Generator | None,
    mask: Array | None,
    axes: int | None = None,
) -> tuple[int, ...]:
    """The shape of the noise: input's, or with ones after the first `axes`. Refuses what does not fit."""
    _check.required(op, input=input)
    _check.floating(op, input=input)
    _check.flag(op, "training", training)
    _check.number(op, "p", p)
    if not 0 <= p <= 1:
        raise ValueError(f"{op}: p is {p!r}, expected a probability from 0 to 1")
    shape = input.shape[:axes] + (1,) * (0 if axes is None else input.ndim - axes)
    if rng is not None and not isinstance(rng, random.Generator):
        raise TypeError(f"{op}: rng is a {type(rng).__name__}, expected a scratch.random.Generator")
    if mask is not None:
        if not isinstance(mask, np.ndarray) or mask.dtype != bool:
            found = mask.dtype if isinstance(mask, np.ndarray) else f"a {type(mask).__name__}"
            raise TypeError(f"{op}: mask is {found}, expected a boolean NumPy array (True keeps)")
        if rng is not None:
            raise ValueError(f"{op}: both rng and mask are given, expected one of them")
        _check.shape(op, "mask", mask, shape, f"one for each draw on input {input.shape}")
    return shape
