"""One formula for five ops: give values mean 0 and variance 1, then scale and shift them.

Batch, instance, group and layer normalization differ only in which values share a mean and a variance. Because these
depend on every one of those values, so does each gradient: two of its terms are what the mean and the variance take
away. What is not measured, such as running statistics, is constant and takes nothing away.
"""

from __future__ import annotations

import math

import numpy as np

from .._op import Array, Backward, Gradients

# The sum of products over the axes along which values share a mean and a variance.
PRODUCTS = {(3,): "ngcl,ngcl->ngc", (0, 3): "ngcl,ngcl->gc", (2, 3): "ngcl,ngcl->ng"}


def standardize(
    input: Array,
    view: tuple[int, int, int, int],
    shared: tuple[int, ...],
    weight: Array | None,
    bias: Array | None,
    eps: float,
    constants: tuple[Array, Array] | None = None,
    centre: bool = True,
) -> tuple[Array, Backward, Array, Array]:
    """Standardize the input, then scale and shift it.

        y = weight · xhat + bias,   xhat = (x − mean) · rstd,   rstd = 1 / √(var + eps),   var = Σ (x − mean)² / M

    Args:
        input: of any shape.
        view: (N, G, C, L), the shape of the same values as x: samples, groups, channels of a group, space.
        shared: the axes along which values share a mean and a variance: (3,), (0, 3) or (2, 3). M values do.
        weight, bias: of G · C values, or None, which is as good as ones and zeros.
        eps: keeps the root away from zero.
        constants: the mean and the variance of each channel, (C,), that are taken instead of measured ones.
        centre: False stands for a mean of 0.

    Returns:
        y of input's shape, backward(dy) -> (dinput, dweight, dbias), mean and var. With Σ over the values that share,
        dinput = rstd · (weight · dy − Σ weight · dy / M − xhat · Σ weight · dy · xhat / M),
        where the first sum belongs to a measured mean, the second to a measured variance.
    """
    x, dtype = input.reshape(view), input.dtype
    M = math.prod(view[axis] for axis in shared)
    w, b = (None if p is None else p.reshape(1, *view[1:3], 1) for p in (weight, bias))
    varies = 2 in shared  # the weight, among the values that share
    statistics = tuple(1 if axis in shared else n for axis, n in enumerate(view))  # the shape of mean and var

    def total(a: Array) -> Array:
        return a.sum(axis=shared, keepdims=True)

    def dot(a: Array, b: Array) -> Array:
        return np.einsum(PRODUCTS[shared], a, b).reshape(statistics)

    # In float64 whatever the dtype, as PyTorch's sums are: with few values to a mean, dx is what is left after almost
    # everything cancels.
    y = x.astype(np.float64)
    if constants is not None:
        mean, var = (s.astype(np.float64).reshape(1, *view[1:3], 1) for s in constants)
    else:
        mean = total(y) / M if centre else np.zeros((1, 1, 1, 1))
        if centre:
            y -= mean
        var = dot(y, y) / M
    rstd = 1 / np.sqrt(var + eps)
    scale = rstd if varies or w is None else rstd * w
    y *= scale
    if varies and w is not None:
        y *= w
    if constants is not None:
        y += (0 if b is None else b) - mean * scale
    elif b is not None:
        y += b

    def backward(dy: Array) -> Gradients:
        dx = np.array(dy, np.float64, order="C").reshape(view)
        centred = x.astype(np.float64)
        if centre:
            centred -= mean
        if varies:  # the weight comes before the sums along which it varies, else after them
            db = dx.sum(axis=(0, 3))
            dx *= rstd
            dw = np.einsum("ngcl,ngcl->gc", dx, centred)
            if w is not None:
                dx *= w
        sums, dots = total(dx), dot(dx, centred)
        if not varies:
            db, dw = sums.sum(axis=0), (dots * rstd).sum(axis=0)
        if constants is None:
            centred *= rstd**2 * dots / M
            dx -= centred
            if centre:
                dx -= sums / M
        if not varies:
            dx *= scale
        dweight, dbias = (
            None if p is None else s.astype(p.dtype).reshape(p.shape) for p, s in ((weight, dw), (bias, db))
        )
        return dx.astype(dtype).reshape(input.shape), dweight, dbias

    return y.astype(dtype).reshape(input.shape), backward, mean, var
