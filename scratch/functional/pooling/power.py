"""Power-average pooling: the p-norm of every window, between its sum (p = 1) and its largest element (p = ∞).

It is average pooling of the p-th powers, up to the number of elements. As in PyTorch the powers are of x, not of |x|:
where p is odd or broken, this is a norm of positive numbers only.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._geometry import LARGEST, Ints, exactly, images
from .average import means
from .maximum import maxima


@op
def lp_pool1d(
    input: Array, norm_type: float, kernel_size: int, stride: Ints | None = None, ceil_mode: bool = False
) -> tuple[Array, Backward]:
    """The p-norm of every window of a sequence: see `lp_pool2d`, with one axis L in place of H and W.

    Args:
        input: (N, C, L) or (C, L).
        norm_type, kernel_size, stride, ceil_mode: as in `lp_pool2d`; kernel_size is no sequence.

    Returns:
        y of shape (N, C, L′) or (C, L′), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool1d.html

    >>> y, backward = lp_pool1d(np.array([[3.0, 4.0, 5.0, -12.0]]), 2, 2)
    >>> y
    array([[ 5., 13.]])
    >>> backward(np.array([[5.0, 13.0]]))
    (array([[  3.,   4.,   5., -12.]]),)
    """
    return _lp("lp_pool1d", 1, input, norm_type, kernel_size, stride, ceil_mode)


@op
def lp_pool2d(
    input: Array, norm_type: float, kernel_size: Ints, stride: Ints | None = None, ceil_mode: bool = False
) -> tuple[Array, Backward]:
    """The p-norm of every window, p = norm_type.

        y[n, c, q] = (Σ_k x[n, c, q · stride + k]^p)^(1 / p)

    q = (h′, w′) is a place in the output, k = (kh, kw) one in the window. The sum is K times the mean of `avg_pool2d`,
    where K is kernel_size's product. For p = ∞, y = max_k |x|, and for p = −∞, y = min_k |x|.

    Args:
        input: (N, C, H, W) or (C, H, W).
        norm_type: p, any number but 0, infinite ones included.
        kernel_size, stride, ceil_mode: as in `avg_pool2d`. A window that reaches over the edge holds fewer elements;
            as in PyTorch, its mean counts as that of K all the same.

    Returns:
        y of shape (N, C, H′, W′) or (C, H′, W′), and backward(dy) -> (dinput,):

        dx = Σ of dy · (x / y)^(p − 1) of the windows that the element lies in; for infinite p, of dy · sign(x) of those
        that it won

    At: a sum of 0 has no gradient, and gives 0. A negative sum has a root where 1 / p is an integer, else y and dx are
        nan, and so they are for negative x where p is broken. All as in PyTorch.

    Raises:
        ValueError: norm_type 0; what `avg_pool2d` (for infinite p `max_pool2d`) refuses.
        TypeError: not a floating array, options of another type.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool2d.html

    >>> y, _ = lp_pool2d(np.array([[[1.0, 5.0], [-7.0, 5.0]]]), 2, 2)
    >>> y
    array([[[10.]]])
    """
    return _lp("lp_pool2d", 2, input, norm_type, kernel_size, stride, ceil_mode)


@op
def lp_pool3d(
    input: Array, norm_type: float, kernel_size: Ints, stride: Ints | None = None, ceil_mode: bool = False
) -> tuple[Array, Backward]:
    """The p-norm of every window of a volume: see `lp_pool2d`, with an axis D before H and W.

    Args:
        input: (N, C, D, H, W) or (C, D, H, W).
        norm_type, kernel_size, stride, ceil_mode: as in `lp_pool2d`.

    Returns:
        y of shape (N, C, D′, H′, W′) or (C, D′, H′, W′), and backward(dy) -> (dinput,).

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.lp_pool3d.html

    >>> y, _ = lp_pool3d(np.full((1, 2, 2, 2), 3.0), 3, 2)
    >>> y  # the third root of 8 · 3³
    array([[[[6.]]]])
    """
    return _lp("lp_pool3d", 3, input, norm_type, kernel_size, stride, ceil_mode)


def _lp(
    op: str, d: int, input: Array, norm_type: float, kernel_size: Ints, stride: Ints | None, ceil_mode: bool
) -> tuple[Array, Backward]:
    images(op, input, d)
    p = _check.scalar(op, "norm_type", norm_type, np.dtype(float))
    if math.isinf(p):
        return _extreme(op, d, input, math.copysign(1, p), kernel_size, stride, ceil_mode)
    if p == 0:
        raise ValueError(f"{op}: norm_type is {norm_type!r}, expected any other number")
    if d == 1:
        _check.integer(op, "kernel_size", kernel_size)  # PyTorch takes a sequence for infinite p only
    K = math.prod(exactly(op, "kernel_size", kernel_size, d, 1, LARGEST))

    mean, share = means(op, d, _power(input, p), kernel_size, stride, 0, ceil_mode, True, None)
    total = mean * K

    def backward(dy: Array) -> tuple[Array]:
        dtotal = dy * (1 / p * _power(total, 1 / p - 1))
        # PyTorch's sum is sign(mean) · relu(|mean|) · K: it is flat at 0, and multiplies with nan's sign, which is 0.
        dmean = np.where(mean == 0, 0, K * dtotal * (np.abs(mean) > 0))
        return (share(dmean)[0] * (p * _power(input, p - 1)),)

    return _power(total, 1 / p), backward


def _extreme(
    op: str, d: int, input: Array, sign: float, kernel_size: Ints, stride: Ints | None, ceil_mode: bool
) -> tuple[Array, Backward]:
    """The largest |x| of every window, or (sign −1) the smallest."""
    if d > 1:
        exactly(op, "kernel_size", kernel_size, d, 1, LARGEST)
    largest: Any
    largest, put = maxima(op, d, sign * np.abs(input), kernel_size, stride, 0, 1, ceil_mode, False)

    def backward(dy: Array) -> tuple[Array]:
        slope = np.where(np.isnan(input), 0, np.sign(input))
        return (sign * put(sign * dy)[0] * slope,)

    return sign * largest, backward


def _power(x: Array, p: float) -> Array:
    """x^p. Where PyTorch takes a square root, −∞ has none: NumPy does so for p = 1/2, but not for −1/2."""
    return 1 / np.sqrt(x) if p == -0.5 else x**p
