"""The same numbers under other axes: several as one, or channels as the pixels of a larger image."""

from __future__ import annotations

import numpy as np

from .. import _check
from .._op import Array, Backward, op


@op
def flatten(input: Array, start_dim: int = 0, end_dim: int = -1) -> tuple[Array, Backward]:
    """Merge the axes from `start_dim` to `end_dim`, both included, into one, the last running fastest.

    Args:
        input: of any shape; a 0-d input becomes 1-d.
        start_dim, end_dim: axes; negative ones count from the end. `start_dim=1` keeps the batch apart.

    Returns:
        y, sharing input's memory where possible, as in PyTorch, and backward(dy) -> (dinput,): dy in input's shape.

    Raises:
        ValueError: an axis that input has not; a start_dim behind end_dim.
        TypeError: an axis that is no int.

    See: https://docs.pytorch.org/docs/stable/generated/torch.flatten.html

    >>> flatten(np.zeros((2, 3, 5)), 1)[0].shape
    (2, 15)
    """
    _check.required("flatten", input=input)
    _check.floating("flatten", input=input)
    start = _check.axis("flatten", "start_dim", start_dim, input.ndim)
    end = _check.axis("flatten", "end_dim", end_dim, input.ndim)
    if start > end:
        raise ValueError(
            f"flatten: start_dim is {start_dim}, end_dim is {end_dim}; expected start_dim not behind end_dim"
        )
    merged = int(np.prod(input.shape[start : end + 1]))
    shape = (*input.shape[:start], merged, *input.shape[end + 1 :])
    return input.reshape(shape), lambda dy: (dy.reshape(input.shape),)


@op
def pixel_shuffle(input: Array, upscale_factor: int) -> tuple[Array, Backward]:
    """Make r × r pixels of every pixel's r² channels: a larger image with fewer channels.

        y[c, h · r + i, w · r + j] = x[(c · r + i) · r + j, h, w]

    Args:
        input: (..., C · r², H, W), with any axes before.
        upscale_factor: r.

    Returns:
        y of shape (..., C, H · r, W · r), and backward(dy) -> (dinput,): dy, unshuffled.

    At: an empty input is as good as another; PyTorch has no gradient for it but with r = 1.

    Raises:
        ValueError: fewer than three axes; r below 1; a number of channels that r² does not divide.
        TypeError: an r that is no int.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pixel_shuffle.html,
        Shi et al. (2016), Real-time single image and video super-resolution

    >>> y, backward = pixel_shuffle(np.array([[[1.0]], [[2.0]], [[3.0]], [[4.0]]]), 2)
    >>> y
    array([[[1., 2.],
            [3., 4.]]])
    """
    r = _factor("pixel_shuffle", "upscale_factor", upscale_factor, input)
    *batch, C, H, W = input.shape
    if C % r**2:
        raise ValueError(f"pixel_shuffle: input {input.shape} has {C} channels, expected a multiple of {r}²")
    _check.storable("pixel_shuffle", "y", (*batch, C // r**2, H * r, W * r))
    return _shuffled(input, r), lambda dy: (_unshuffled(dy, r),)


@op
def pixel_unshuffle(input: Array, downscale_factor: int) -> tuple[Array, Backward]:
    """Make r² channels of every block of r × r pixels: a smaller image with more channels.

        y[(c · r + i) · r + j, h, w] = x[c, h · r + i, w · r + j]

    Args:
        input: (..., C, H · r, W · r), with any axes before.
        downscale_factor: r.

    Returns:
        y of shape (..., C · r², H, W), and backward(dy) -> (dinput,): dy, shuffled.

    At: an empty input is as good as another; PyTorch leaves its shape as it is.

    Raises:
        ValueError: fewer than three axes; r below 1; a height or a width that r does not divide.
        TypeError: an r that is no int.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pixel_unshuffle.html

    >>> y, backward = pixel_unshuffle(np.array([[[1.0, 2.0], [3.0, 4.0]]]), 2)
    >>> y.ravel(), y.shape
    (array([1., 2., 3., 4.]), (4, 1, 1))
    """
    r = _factor("pixel_unshuffle", "downscale_factor", downscale_factor, input)
    *batch, C, H, W = input.shape
    if H % r or W % r:
        raise ValueError(f"pixel_unshuffle: input {input.shape} is {H} × {W}, expected multiples of {r}")
    _check.storable("pixel_unshuffle", "y", (*batch, C * r**2, H // r, W // r))
    return _unshuffled(input, r), lambda dy: (_shuffled(dy, r),)


def _factor(op: str, name: str, factor: int, input: Array) -> int:
    """r, for an image with channels."""
    _check.required(op, input=input)
    _check.floating(op, input=input)
    _check.integer(op, name, factor)
    if input.ndim < 3:
        raise ValueError(f"{op}: input {input.shape} is {input.ndim}-d, expected (C, H, W) or (..., C, H, W)")
    if factor < 1:
        raise ValueError(f"{op}: {name} is {factor}, expected at least 1")
    return int(factor)


def _shuffled(x: Array, r: int) -> Array:
    *batch, C, H, W = x.shape
    blocks = x.reshape(*batch, C // r**2, r, r, H, W)  # ..., c, i, j, h, w
    return np.moveaxis(blocks, (-4, -3), (-3, -1)).reshape(*batch, C // r**2, H * r, W * r)


def _unshuffled(x: Array, r: int) -> Array:
    *batch, C, H, W = x.shape
    blocks = x.reshape(*batch, C, H // r, r, W // r, r)  # ..., c, h, i, w, j
    return np.moveaxis(blocks, (-3, -1), (-4, -3)).reshape(*batch, C * r**2, H // r, W // r)
