"""What stays: drawn, or given as a mask."""

from __future__ import annotations

import numpy as np

from ... import random
from .. import _check
from .._op import Array


def kept(
    op: str,
    input: Array,
    p: float,
    training: bool,
    rng: random.Generator | None,
    mask: Array | None,
    axes: int | None = None,
) -> Array | None:
    """1 for what stays and 0 for what goes; None if all stay.

    One for each element, drawn in the order in which they lie in memory; or one for each place along the first `axes`,
    with ones for the other axes, drawn in order.
    """
    shape = _fit(op, input, p, training, rng, mask, axes)
    if not training or not input.size or (p == 0 and mask is None):
        return None
    keep = np.empty_like(input) if axes is None else np.empty(shape, input.dtype)
    if p == 1:
        keep.fill(0)
    elif axes is not None and input.ndim < axes:
        raise ValueError(f"{op}: input {input.shape} is {input.ndim}-d, expected at least {axes}-d")
    elif mask is not None:
        keep[...] = mask
    else:
        random.bernoulli_(keep, 1 - float(p), rng)  # p may be a NumPy number of few digits
    return keep


def _fit(
    op: str,
    input: Array,
    p: float,
    training: bool,
    rng: random.Generator | None,
    mask: Array | None,
    axes: int | None,
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
