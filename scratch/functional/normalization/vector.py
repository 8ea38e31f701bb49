"""Vectors of length 1: direction without size."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import _check
from .._op import Array, Backward, Gradients, op


@op
def normalize(
    input: Array, p: float = 2.0, dim: int | Sequence[int] | None = 1, eps: float = 1e-12
) -> tuple[Array, Backward]:
    """Divide vectors by their p-norm.

        y = x / max(‖x‖, eps),   ‖x‖ = (Σ |x|ᵖ)^(1/p)

    p = ∞ is the largest |x|, p = −∞ the smallest, and p = 0 the number of values that are not 0.

    Args:
        input: of any shape.
        p: any number, ±inf too.
        dim: the axis of the vectors, or several; None and an empty tuple stand for all.
        eps: keeps the norm away from zero.

    Returns:
        y of input's shape, and backward(dy) -> (dinput,):
        dx = dy / max(‖x‖, eps) + d‖x‖ · slope, with d‖x‖ = −Σ dy · y / ‖x‖ where ‖x‖ ≥ eps, else 0;
        slope = sign(x) · (|x| / ‖x‖)^(p − 1); for p = ±∞ it is sign(x) where |x| = ‖x‖, divided by how many these
        are, and for p = 0 it is 0.

    At: 0, slope is 0, for any p, and so it is where ‖x‖ comes out as 0 because every |x|ᵖ is too small; with equal
    largest values under p = ∞ each has an equal part.

    Raises:
        ValueError: a vector of no values where p is negative or infinite: its norm has no meaning.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.normalize.html

    >>> y, backward = normalize(np.array([[3.0, -4.0]]))
    >>> y  # the norm is 5
    array([[ 0.6, -0.8]])
    >>> backward(np.array([[1.0, 0.0]]))[0]  # what turns the vector; along it nothing changes
    array([[0.128, 0.096]])
    """
    name = "normalize"
    _check.required(name, input=input)
    _check.floating(name, input=input)
    p = _check.scalar(name, "p", p, np.dtype(float))
    eps = input.dtype.type(_check.scalar(name, "eps", eps, input.dtype))
    axes = _axes(name, p, dim, input)

    x = input.astype(np.float64)
    size = np.abs(x)
    norm = _norm(size, p, axes)
    denominator = np.maximum(norm, eps)
    y = x / denominator

    def backward(dy: Array) -> Gradients:
        dx = dy / denominator
        if p:
            dnorm = np.where(norm >= eps, -(dx * y).sum(axes, keepdims=True), 0)
            dx += dnorm * _slope(x, size, norm, p, axes)
        return (dx.astype(input.dtype),)

    return y.astype(input.dtype), backward


def _norm(size: Array, p: float, axes: tuple[int, ...]) -> Array:
    """‖x‖ of vectors whose |x| is `size`."""
    if p == 0:
        return np.count_nonzero(size, axis=axes, keepdims=True).astype(float)
    if abs(p) == np.inf:
        return (size.max if p > 0 else size.min)(axis=axes, keepdims=True)
    return (size**p).sum(axes, keepdims=True) ** (1 / p)


def _slope(x: Array, size: Array, norm: Array, p: float, axes: tuple[int, ...]) -> Array:
    """d‖x‖ / dx."""
    if abs(p) == np.inf:
        extreme = size == norm
        return np.sign(x) * extreme / extreme.sum(axes, keepdims=True)
    return np.sign(x) * np.where((size == 0) | (norm == 0), 0, (size / norm) ** (p - 1))


def _axes(name: str, p: float, dim: int | Sequence[int] | None, input: Array) -> tuple[int, ...]:
    """The axes of the vectors, as non-negative numbers."""
    dims = (dim,) if not isinstance(dim, (tuple, list)) else tuple(dim)
    axes = tuple(_check.axis(name, "dim", d, input.ndim) for d in dims if dim is not None)
    if len(set(axes)) < len(axes):
        raise ValueError(f"{name}: dim is {_check.shown(dim)}, expected each axis once")
    axes = (axes or tuple(range(input.ndim))) if input.ndim else ()
    if (p < 0 or p == np.inf) and any(input.shape[axis] == 0 for axis in axes):
        raise ValueError(f"{name}: input {input.shape} has vectors of no values along {axes}, which have no {p}-norm")
    return axes
