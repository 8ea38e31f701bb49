"""Statistics that are kept: what batch and instance normalization have in common besides the formula."""

from __future__ import annotations

import math

import numpy as np

from .. import _check
from .._op import Array, Backward
from ._standardize import standardize


def with_statistics(
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None,
    bias: Array | None,
    measure: bool,
    momentum: float,
    eps: float,
    shared: tuple[int, ...],
) -> tuple[Array, Backward]:
    """Standardize each channel by its own statistics, towards which the running ones move, or by the running ones."""
    N, C, L = _sizes(input)
    share = float(momentum)  # which may be a NumPy number of few digits
    M = N * L if 0 in shared else L
    if not measure or not M:
        mean, var = (np.ones(C) if s is None else s for s in (running_mean, running_var))
        return standardize(input, (N, 1, C, L), shared, weight, bias, eps, (mean, var))[:2]
    y, backward, mean, var = standardize(input, (N, 1, C, L), shared, weight, bias, eps)
    for running, own in ((running_mean, mean), (running_var, var * M / (M - 1))):
        if running is not None:
            batch = own.sum(axis=(0, 1, 3)) / len(own)
            running[...] = (1 - share) * running.astype(np.float64) + share * batch
    return y, backward


def fit(
    name: str,
    input: Array,
    running_mean: Array | None,
    running_var: Array | None,
    weight: Array | None,
    bias: Array | None,
    momentum: float,
    eps: float,
    measure: tuple[str, bool],
) -> None:
    """Refuse what PyTorch refuses; `measure` is the flag and its name."""
    given = {"running_mean": running_mean, "running_var": running_var, "weight": weight, "bias": bias}
    _check.required(name, input=input)
    _check.floating(name, input=input, **given)
    _check.flag(name, *measure)
    _check.number(name, "momentum", momentum)
    _check.number(name, "eps", eps)
    if input.ndim < 2 and input.shape != (0,):  # which is no samples of no channels, to PyTorch too
        raise ValueError(f"{name}: input {input.shape} is {input.ndim}-d, expected (N, C) or (N, C, ...)")
    C = _sizes(input)[1]
    for label, values in given.items():
        _check.shape(name, label, values, (C,), f"input {input.shape} has {C} channels")
    if (running_mean is None) != (running_var is None):
        raise ValueError(f"{name}: one of running_mean and running_var is None, expected both or neither")
    if running_mean is None and not measure[1]:
        raise ValueError(f"{name}: running_mean and running_var are None, expected shape {(C,)} in evaluation")


def _sizes(input: Array) -> tuple[int, int, int]:
    """Samples, channels, and positions in space."""
    N, C, *space = (*input.shape, 0) if input.ndim == 1 else input.shape
    return N, C, math.prod(space)
