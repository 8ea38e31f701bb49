"""One formula for five ops: give values mean 0 and variance 1, then scale and shift them.

Batch, instance, group and layer normalization differ only in which values share a mean and a variance. Because these
depend on every one of those values, so does each gradient: two of its terms are what the mean and the variance take
away. What is not measured but given, such as running statistics, is constant and takes nothing away.
"""

from __future__ import annotations

import math

import numpy as np

from .._op import Array, Backward, Gradients


def standardize(
    input: Array,
    view: tuple[int, int, int, int],
    shared: tuple[int, ...],
    weight: Array | None,
    bias: Array | None,
    eps: float,
    mean: Array | None = None,
    var: Array | None = None,
) -> tuple[Array, Backward, Array, Array]:
    """Standardize the input, then scale and shift it.

        y = weight · xhat + bias,   xhat = (x − mean) · rstd,   rstd = 1 / √(var + eps),   var = Σ (x − mean)² / M

    Args:
        input: of any shape.
        view: (N, G, C, L), the same values as x: samples, groups, channels of a group, positions in space.
        shared: which of the axes 0, 1 and 2 share a mean and a variance, besides space; M values do.
        weight, bias: of G · C values, or None, which is as good as ones and zeros.
        eps: keeps the root away from zero.
        mean, var: constants of a shape that broadcasts to (N, G, C), or None: to be measured.

    Returns:
        y of input's shape, backward(dy) -> (dinput, dweight, dbias), mean and var. With Σ over the values that share,
        dinput = rstd · (weight · dy − Σ weight · dy / M − xhat · Σ weight · dy · xhat / M),
        where the first sum belongs to a measured mean, the second to a measured variance.
    """
    x, dtype = input.reshape(view), input.dtype
    M = math.prod(view[axis] for axis in (*shared, 3))
    w, b = (default if p is None else p.reshape(1, *view[1:3]) for p, default in ((weight, 1.0), (bias, 0.0)))
    measured_mean, measured_var = mean is None, var is None

    def pooled(sums: Array) -> Array:
        """Sums over space become means over all that share."""
        return sums.sum(axis=shared, keepdims=True) / M

    # In float64 whatever the dtype, as PyTorch's sums are: with few values to a mean, dx is what is left after almost
    # everything cancels. Sums over space come first, so that the weight, constant there, meets small arrays.
    if mean is None:
        mean = pooled(x.sum(axis=3, dtype=np.float64))
    y = x - mean[..., None]
    if var is None:
        var = pooled(np.einsum("ngcl,ngcl->ngc", y, y))
    rstd = 1 / np.sqrt(var + eps)
    scale = rstd * w
    y *= scale[..., None]
    if bias is not None:
        y += b[..., None]

    def backward(dy: Array) -> Gradients:
        dx = dy.reshape(view).astype(np.float64)
        centred = x - mean[..., None]
        db = dx.sum(axis=3)
        dw = np.einsum("ngcl,ngcl->ngc", dx, centred) * rstd
        dx *= scale[..., None]
        if measured_var:
            centred *= (rstd**2 * pooled(w * dw))[..., None]
            dx -= centred
        if measured_mean:
            dx -= (rstd * pooled(w * db))[..., None]
        dweight, dbias = (
            None if p is None else s.sum(axis=0).astype(p.dtype).reshape(p.shape) for p, s in ((weight, dw), (bias, db))
        )
        return dx.astype(dtype).reshape(input.shape), dweight, dbias

    return y.astype(dtype).reshape(input.shape), backward, mean, var
