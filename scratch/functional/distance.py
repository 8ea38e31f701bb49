"""How near two vectors are: by the angle between them, or by the length of their difference."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _check
from ._op import Array, Backward, Gradients, op
from ._operands import broadcastable, gradients, promoted, widest


@op
def cosine_similarity(x1: Array, x2: Array, dim: int = 1, eps: float = 1e-8) -> tuple[Array, Backward]:
    """The cosine of the angle between two vectors: 1 in the same direction, 0 at right angles, −1 in opposite ones.

        y = Σ_d u1_d · u2_d,   u = x / max(‖x‖, eps)

    Args:
        x1, x2: of shapes that broadcast, with the vectors' elements along `dim`. One may be of integers.
        dim: an axis of the shape that both broadcast to.
        eps: the least length to divide by, at least 0.

    Returns:
        y of the broadcast shape without `dim`, and backward(dy) -> (dx1, dx2):

        dx1 = du / max(‖x1‖, eps) + dnorm · x1 / ‖x1‖,   du = dy · u2,   dnorm = −Σ_d du_d · u1_d / max(‖x1‖, eps)

        and dx2 with the vectors exchanged.

    At: a vector of zeros has y = 0, and in its gradient x / ‖x‖ = 0. Below eps, where u = x / eps, dnorm should be 0;
    it is not, as in PyTorch.

    Raises:
        ValueError: shapes that do not broadcast; no such dim; eps < 0.
        TypeError: neither is floating.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cosine_similarity.html

    >>> y, backward = cosine_similarity(np.array([[3.0, 4.0]]), np.array([[2.0, 0.0]]))
    >>> y
    array([0.6])
    >>> dx1, dx2 = backward(np.ones(1))
    >>> dx1, dx2
    (array([[ 0.128, -0.096]]), array([[0. , 0.4]]))
    """
    name = "cosine_similarity"
    _check_both(name, x1, x2)
    floats = [x.dtype for x in (x1, x2) if x.dtype in _check.FLOATS]
    if not floats:
        raise TypeError(f"{name}: x1 is {x1.dtype}, x2 is {x2.dtype}; expected one of them float32 or float64")
    _check.number(name, "eps", eps)
    eps = min(_check.scalar(name, "eps", float(eps), dtype) for dtype in floats)
    if not eps >= 0:
        raise ValueError(f"{name}: eps is {eps}, expected at least 0")
    dtype = widest(x1, x2)
    a, b = np.broadcast_arrays(x1.astype(dtype, copy=False), x2.astype(dtype, copy=False))
    axis = _check.axis(name, "dim", dim, a.ndim)
    a, b = (np.moveaxis(x, axis, -1) for x in np.atleast_1d(a, b))

    norm_a, norm_b = (np.linalg.norm(x, axis=-1, keepdims=True) for x in (a, b))
    least = dtype.type(eps)
    u1, u2 = a / np.maximum(norm_a, least), b / np.maximum(norm_b, least)
    y = np.einsum("...d,...d->...", u1, u2)

    def backward(dy: Array) -> Gradients:
        g = dy[..., None]
        da, db = _unit_backward(g * u2, a, norm_a, least), _unit_backward(g * u1, b, norm_b, least)
        return gradients((x1, np.moveaxis(da, -1, axis)), (x2, np.moveaxis(db, -1, axis)))

    return y, backward


def _unit_backward(du: Array, x: Array, norm: Array, eps: Any) -> Array:
    """The gradient of x where du is that of u = x / max(norm, eps): through x, and through its norm."""
    length = np.maximum(norm, eps)
    dnorm = np.einsum("...d,...d->...", -du, x / length / length)[..., None]
    return du / length + dnorm * np.where(norm == 0, 0, x / norm)


@op
def pairwise_distance(
    x1: Array, x2: Array, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False
) -> tuple[Array, Backward]:
    """The p-norm of the difference of two vectors.

        y = (Σ |e|^p)^(1/p),   e = x1 − x2 + eps

    Args:
        x1, x2: (..., D), of shapes that broadcast; they may be of integers.
        p: any number. 0 counts the elements that are not 0; inf and -inf take the largest and the smallest |e|.
        eps: what is added to every difference, so that y is not 0, where a root is steepest, for equal vectors.
        keepdim: whether y has an axis of length 1 in place of the vectors' own.

    Returns:
        y of the broadcast shape without its last axis, and backward(dy) -> (dx1, dx2):

        dx1 = dy · sign(e) · |e|^(p − 1) / y^(p − 1), dx2 = −dx1.

    At: p = ±inf, elements of the same size share the gradient equally. p = 0 has gradient 0, and so has e where y = 0;
    for p < 1, where e = 0.

    Raises:
        ValueError: shapes that do not broadcast; vectors of no elements with p = inf or p < 0.
        TypeError: arrays of bool; options that are not numbers.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pairwise_distance.html

    >>> y, backward = pairwise_distance(np.array([[3.0, 1.0]]), np.array([[0.0, 5.0]]), eps=0.0)
    >>> y, backward(np.ones(1))[0]
    (array([5.]), array([[ 0.6, -0.8]]))
    """
    name = "pairwise_distance"
    _check_both(name, x1, x2)
    for label, x in (("x1", x1), ("x2", x2)):
        if x.dtype == np.bool_:
            raise TypeError(f"{name}: {label} is bool, expected numbers that can be subtracted")
    _check.number(name, "p", p)
    _check.number(name, "eps", eps)
    _check.flag(name, "keepdim", keepdim)
    p, eps = float(p), float(eps)
    floating = x1.dtype in _check.FLOATS or x2.dtype in _check.FLOATS
    dtype = promoted(x1, x2) if floating else np.dtype(np.float32)  # integers alone are subtracted as such
    difference = np.subtract(x1, x2, dtype=dtype if floating else None).astype(dtype, copy=False)
    e = np.atleast_1d(difference + np.asarray(eps).astype(dtype))
    if not e.shape[-1] and (p < 0 or p == np.inf):
        raise ValueError(f"{name}: x1 {x1.shape} and x2 {x2.shape} have no elements, expected at least 1 with p={p}")

    norm = np.linalg.norm(e, p, axis=-1, keepdims=True)
    y = norm if keepdim and difference.ndim else norm[..., 0]

    def backward(dy: Array) -> Gradients:
        de = _norm_backward(dy.reshape(norm.shape), e, norm, p)
        return gradients((x1, de), (x2, -de if p else de))

    return y, backward


def _norm_backward(g: Array, e: Array, norm: Array, p: float) -> Array:
    """g · sign(e) · |e|^(p − 1) / norm^(p − 1), or what PyTorch takes for it."""
    size, sign = np.abs(e), (e > 0).astype(e.dtype) - (e < 0)  # np.sign, but 0 at nan, as in PyTorch
    if p == 0:
        return np.zeros_like(e)
    if np.isinf(p):
        reached = (size == norm) | np.isnan(e)
        return sign * (g / reached.sum(-1, keepdims=True, dtype=e.dtype) * reached)
    if p == 1:
        return sign * g
    if p == 2:
        return g * np.where(norm == 0, 0, e / norm)
    if p < 1:
        return sign * np.where(e == 0, 0, size ** (p - 1)) * g * norm ** (1 - p)
    return sign * size ** (p - 1) * np.where(norm == 0, 0, g / norm ** (p - 1))


def _check_both(name: str, x1: Array, x2: Array) -> None:
    """Refuse what is no array of numbers, and shapes that do not broadcast."""
    _check.required(name, x1=x1, x2=x2)
    _check.real(name, x1=x1, x2=x2)
    broadcastable(name, x1=x1.shape, x2=x2.shape)
