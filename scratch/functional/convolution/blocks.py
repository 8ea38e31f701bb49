"""Blocks of an image as columns, and back: the two halves of a convolution, without its product."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _check
from .._op import Array, Backward, op
from ._grid import Each, Grid, Ints, fitting


@op
def unfold(
    input: Array, kernel_size: Ints, dilation: Ints = 1, padding: Ints = 0, stride: Ints = 1
) -> tuple[Array, Backward]:
    """Lay out what a kernel sees at every place of an image as a column (im2col).

        y[n, (c, k), p] = x[n, c, p · stride + k · dilation − padding]

    p is the number of a place, row by row; k = (kh, kw) a position in the kernel; x is zero outside the image. The
    convolution of `conv2d` is weight (O, C · Kh · Kw) times these columns.

    Args:
        input: (N, C, H, W) or (C, H, W).
        kernel_size: the rows and columns that are seen; one int for both or two, as in the other options.
        dilation: pixels between these rows and columns.
        padding: zeros on each side.
        stride: pixels between places.

    Returns:
        y of shape (N, C · Kh · Kw, L) or (C · Kh · Kw, L), with the L = H′ · W′ places of `conv2d`, and
        backward(dy) -> (dinput,): dinput = fold(dy, (H, W), ...): the sum of what arrives at each pixel.

    Raises:
        ValueError: a kernel larger than the padded input, options out of range, an empty axis but the batch.
        TypeError: options of another type.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.unfold.html

    >>> y, backward = unfold(np.array([[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]]), (2, 2))
    >>> y  # two places: a column holds the rows of its block
    array([[1., 2.],
           [2., 3.],
           [4., 5.],
           [5., 6.]])
    >>> backward(np.ones_like(y))
    (array([[[1., 2., 1.],
            [1., 2., 1.]]]),)
    """
    _check.required("unfold", input=input)
    _check.floating("unfold", input=input)
    _check.ndim("unfold", "input", input, (4, 3), "(N, C, H, W) or (C, H, W)")
    if 0 in input.shape[-3:]:
        raise ValueError(f"unfold: input has shape {input.shape}, expected no empty axis but the batch")
    grid = _grid("unfold", "input", input.shape[-2:], kernel_size, dilation, padding, stride)
    _check.storable("unfold", "y", (*input.shape[:-2], *grid.kernel, *grid.out))
    return _blocks(grid, input), lambda dy: (_image(grid, dy),)


@op
def fold(
    input: Array, output_size: Ints, kernel_size: Ints, dilation: Ints = 1, padding: Ints = 0, stride: Ints = 1
) -> tuple[Array, Backward]:
    """Add columns up to the image whose blocks they are (col2im): the transpose of `unfold`, not its inverse.

        y[n, c, i] = Σ_{k, p : p · stride + k · dilation − padding = i} x[n, (c, k), p]

    Where blocks overlap their numbers are added; fold(unfold(x)) is x times the number of blocks over each pixel.

    Args:
        input: (N, C · Kh · Kw, L) or (C · Kh · Kw, L), with a column for each of the L places of `unfold`.
        output_size: H and W; one int for both or two, as in the other options.
        kernel_size, dilation, padding, stride: as in `unfold`.

    Returns:
        y of shape (N, C, H, W) or (C, H, W), and backward(dy) -> (dinput,): dinput = unfold(dy, ...).

    At: a pixel in no block is 0.

    Raises:
        ValueError: columns that are not whole blocks, or not as many as there are places; options out of range.
        TypeError: options of another type.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.fold.html

    >>> y, backward = fold(np.array([[1.0, 2.0, 3.0], [10.0, 20.0, 30.0]]), (1, 4), (1, 2))
    >>> y
    array([[[ 1., 12., 23., 30.]]])
    >>> backward(y)
    (array([[ 1., 12., 23.],
           [12., 23., 30.]]),)
    """
    _check.required("fold", input=input)
    _check.floating("fold", input=input)
    _check.ndim("fold", "input", input, (3, 2), "(N, C · Kh · Kw, L) or (C · Kh · Kw, L)")
    if 0 in input.shape[-2:]:
        raise ValueError(f"fold: input has shape {input.shape}, expected no empty axis but the batch")
    size = _pair("fold", "output_size", output_size, 1)
    grid = _grid("fold", "output_size", size, kernel_size, dilation, padding, stride)
    K, P = math.prod(grid.kernel), math.prod(grid.out)
    if input.shape[-2] % K or input.shape[-1] != P:
        expected = f"a multiple of {K} rows (kernel_size {grid.kernel}) and {P} columns (one for each place)"
        raise ValueError(f"fold: input has shape {input.shape}, expected {expected}")
    _check.storable("fold", "y", (*input.shape[:-2], input.shape[-2] // K, *grid.padded))
    return _image(grid, input), lambda dy: (_blocks(grid, dy),)


def _blocks(grid: Grid, image: Array) -> Array:
    """(..., C, H, W) -> (..., C · Kh · Kw, L)."""
    *N, C = image.shape[:-2]
    seen = np.moveaxis(grid.see(image.reshape(-1, C, *grid.size)), (-2, -1), (2, 3))
    return np.array(seen, order="C").reshape(*N, C * math.prod(grid.kernel), math.prod(grid.out))


def _image(grid: Grid, blocks: Array) -> Array:
    """The transpose of `_blocks`."""
    *N, rows, _ = blocks.shape
    C = rows // math.prod(grid.kernel)
    seen = np.moveaxis(blocks.reshape(-1, C, *grid.kernel, *grid.out), (2, 3), (-2, -1))
    return grid.add(seen).reshape(*N, C, *grid.size)


def _grid(op: str, name: str, size: Each, kernel_size: Ints, dilation: Ints, padding: Ints, stride: Ints) -> Grid:
    """Where the kernel stands."""
    kernel, dilations = _pair(op, "kernel_size", kernel_size, 1), _pair(op, "dilation", dilation, 1)
    pads, strides = _pair(op, "padding", padding, 0), _pair(op, "stride", stride, 1)
    return fitting(op, name, size, kernel, strides, dilations, pads, pads)


def _pair(op: str, name: str, value: Any, least: int) -> Each:
    """Two integers from one or from two; a sequence of one is refused here, as in PyTorch."""
    if isinstance(value, (tuple, list)) and len(value) == 1:
        raise ValueError(f"{op}: {name} is {_check.shown(value)}, expected an int or 2 of them")
    return _check.ntuple(op, name, value, 2, least)
