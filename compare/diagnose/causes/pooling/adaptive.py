"""Pooling into as many windows as asked for; global average pooling is the case of one."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from ...cause import Cause
from ...program import Change, Program, Scene, Tensors, edit, forward, options
from .._windows import answer, axes, swapped

AVG = ("adaptive_avg_pool1d", "adaptive_avg_pool2d", "adaptive_avg_pool3d")
MAX = ("adaptive_max_pool1d", "adaptive_max_pool2d", "adaptive_max_pool3d")
Borders = Callable[[int, int], tuple[np.ndarray, np.ndarray]]


def usual_borders(size: int, out: int) -> tuple[np.ndarray, np.ndarray]:
    """Where PyTorch's windows start and end along an axis: they overlap where `out` does not divide `size`."""
    i = np.arange(out)
    return i * size // out, -(-(i + 1) * size // out)


def _rounded_down(size: int, out: int) -> tuple[np.ndarray, np.ndarray]:
    i = np.arange(out)
    return i * size // out, np.maximum((i + 1) * size // out, i * size // out + 1)


def _equal(size: int, out: int) -> tuple[np.ndarray, np.ndarray]:
    step = size // out
    start = np.arange(out) * step
    return start, start + size - (out - 1) * step


def _parted(size: int, out: int) -> tuple[np.ndarray, np.ndarray]:
    step = max(size // out, 1)
    start = np.minimum(np.arange(out) * step, size - 1)
    return start, np.minimum(start + step, size)


def _members(size: int, out: int, borders: Borders) -> np.ndarray:
    """1 where an element of an axis is in a window: (windows, elements)."""
    start, end = borders(size, out)
    at = np.arange(size)
    return ((at >= start[:, None]) & (at < end[:, None])).astype(float)


def _means(borders: Borders) -> Change:
    """The means of windows with other borders."""

    def change(program: Program) -> Program:
        d = axes(program.op.name)

        def compute(a: Tensors, usual: Any) -> Any:
            y = a.input
            for axis, out in zip(range(-d, 0), usual(a).shape[-d:]):
                members = _members(y.shape[axis], out, borders)
                along = torch.from_numpy(members / members.sum(1, keepdims=True)).to(y.dtype)
                y = torch.tensordot(y.movedim(axis, -1), along, ([-1], [1])).movedim(-1, axis)
            return y

        return forward(compute)(program)

    return change


def _spread() -> Change:
    """All of `dy` for every element of its window."""

    def change(program: Program) -> Program:
        def compute(s: Scene, dx: np.ndarray) -> np.ndarray:
            found = s.dy
            for axis in range(-axes(program.op.name), 0):
                members = _members(s.input.shape[axis], s.dy.shape[axis], usual_borders)
                found = np.moveaxis(np.moveaxis(found, axis, -1) @ members, -1, axis)
            return np.asarray(found, dx.dtype)

        return edit("grad input", compute)(program)

    return change


def _counted(y: Any, a: Tensors, d: int) -> Any:
    """Sums instead of means."""
    for axis in range(-d, 0):
        start, end = usual_borders(a.input.shape[axis], y.shape[axis])
        y = y * y.new_tensor(end - start).reshape(-1, *(1,) * (-1 - axis))
    return y


def _flat(y: Any, a: Tensors, d: int) -> Any:
    return y.flatten(-d - 1) if math.prod(y.shape[-d:]) == 1 else y


def _windows(line: str, signature: str, kind: Any, borders: Borders) -> Cause:
    mend = "window i reaches from floor(i * size / out) to ceil((i + 1) * size / out)"
    return Cause("adaptive-windows", line, signature, kind, mend, (), AVG, _means(borders))


CAUSES: list[Cause] = [
    Cause(
        "sum-for-mean",
        "the windows are summed, not averaged",
        "y is too large by the number of elements of a window",
        "mistake",
        "divide by the number of elements",
        (),
        AVG,
        answer(_counted),
    ),
    Cause(
        "gradient-not-divided",
        "the gradient is not divided by the number of elements: each gets all of dy",
        "dx is too large by the number of elements of a window",
        "mistake",
        "divide dy by the number of elements of its window",
        (),
        AVG,
        _spread(),
    ),
    Cause(
        "spatial-axes-dropped",
        "the axes of size 1 are dropped; PyTorch keeps them, (N, C, 1, 1)",
        "y has the shape (N, C), its values are right",
        "convention",
        "keep the axes: keepdims=True",
        (),
        AVG,
        answer(_flat),
    ),
    _windows(
        "all windows have the same size, size - (out - 1) · (size // out), and stride size // out",
        "right where out divides the size",
        "convention",
        _equal,
    ),
    _windows(
        "windows end where the next one begins; in PyTorch they overlap where out does not divide the size",
        "right where out divides the size",
        "convention",
        _rounded_down,
    ),
    _windows(
        "all windows have the size size // out, so that the last elements are in none",
        "right where out divides the size",
        "mistake",
        _parted,
    ),
    Cause(
        "hw-swapped",
        "height and width are exchanged: the output's size is read as (width, height)",
        "y has the shape (..., W', H'); right for square outputs",
        "mistake",
        "take height before width everywhere; try it on an image that is not square",
        (40,),
        ("adaptive_avg_pool2d", "adaptive_max_pool2d"),
        options(lambda a: {"output_size": swapped(a.output_size)}),
    ),
]
