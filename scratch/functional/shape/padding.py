"""Borders around an array: of one value, or of a mirror image, the nearest element or a repetition of the array."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .. import _check
from .._op import Array, Backward, op

MODES = ("constant", "reflect", "replicate", "circular")


@op
def pad(input: Array, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> tuple[Array, Backward]:
    """Put a border around an array; a negative number cuts off instead.

    y[p] = x[s(p − before)] along every axis of n elements, where for places outside 0 … n − 1

        "constant" has `value` instead of an element of x
        "reflect"  s(i) mirrors i at the first or last element, which is not repeated: 2 1 | 0 1 2 3 | 2 1
        "replicate" s(i) is the nearest element:                                       0 0 | 0 1 2 3 | 3 3
        "circular" s(i) = i mod n, after cutting off:                                  2 3 | 0 1 2 3 | 0 1

    Args:
        input: of any shape with "constant"; else with as many axes as are padded, 1 to 3, after (N, C) or (C,).
        pad: (before, after) of the last axis, then of the one before it, and so on: (left, right, top, bottom, ...).
        mode: one of the four above.
        value: of the border; None is 0. Only for "constant".

    Returns:
        y, and backward(dy) -> (dinput,): dx[i] = Σ dy[p] over the places p that x[i] went to.

    Raises:
        ValueError: a `pad` of odd length or for too many axes; cutting off more than there is; a mirror image longer
            than n − 1, or a repetition longer than what is left; a value in another mode.
        TypeError: a `pad` that is no tuple or list of ints.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html

    >>> y, backward = pad(np.array([[1.0, 2.0, 3.0]]), (2, 1), mode="reflect")
    >>> y
    array([[3., 2., 1., 2., 3., 2.]])
    >>> backward(np.ones_like(y))[0]
    array([[1., 3., 2.]])
    """
    sides = _sides(input, pad, mode)
    fill = 0.0
    if value is not None:
        _check.number("pad", "value", value)
        fill = _check.scalar("pad", "value", float(value), input.dtype)
    if mode == "constant":
        return _bordered(input, sides, fill)
    if fill != 0:
        raise ValueError(f"pad: value is {value}, expected none with mode={mode!r}")

    first = input.ndim - len(sides)
    sources = [_source(mode, n, *side) for n, side in zip(input.shape[first:], sides)]
    y = input
    for axis, source in enumerate(sources, first):
        y = y.take(source, axis)

    def backward(dy: Array) -> tuple[Array]:
        dx = dy
        for axis, source in enumerate(sources, first):
            dx = _gathered(dx, source, axis, input.shape[axis])
        return (dx,)

    return y, backward


def _bordered(input: Array, sides: list[tuple[int, int]], fill: float) -> tuple[Array, Backward]:
    """Padding with a constant: what is left of the input, in the midst of `fill`."""
    every = [(0, 0)] * (input.ndim - len(sides)) + sides
    kept = tuple(slice(max(0, -before), n - max(0, -after)) for n, (before, after) in zip(input.shape, every))
    there = tuple(slice(max(0, before), max(0, before) + k.stop - k.start) for (before, _), k in zip(every, kept))
    y = np.full([n + before + after for n, (before, after) in zip(input.shape, every)], fill, input.dtype)
    y[there] = input[kept]

    def backward(dy: Array) -> tuple[Array]:
        dx = np.zeros_like(input)
        dx[kept] = dy[there]
        return (dx,)

    return y, backward


def _source(mode: str, n: int, before: int, after: int) -> Array:
    """Where each place along a padded axis comes from."""
    i = np.arange(-before, n + after)
    if mode == "reflect":
        return n - 1 - np.abs(n - 1 - np.abs(i))
    if mode == "replicate":
        return i.clip(0, n - 1)
    start, stop = max(0, -before), n - max(0, -after)
    return start + (i - start) % max(stop - start, 1)


def _gathered(dy: Array, source: Array, axis: int, n: int) -> Array:
    """The transpose of `take(source, axis)`: at each of n places the sum of what was taken from there."""
    order = np.argsort(source, kind="stable")
    taken, starts = np.unique(source[order], return_index=True)
    dx = np.zeros((*dy.shape[:axis], n, *dy.shape[axis + 1 :]), dy.dtype)
    if dy.size:
        dx[(slice(None),) * axis + (taken,)] = np.add.reduceat(dy.take(order, axis), starts, axis)
    return dx


def _sides(input: Array, pad: Sequence[int], mode: str) -> list[tuple[int, int]]:
    """(before, after) for each of the last axes, in the axes' order, of a border that PyTorch can make."""
    _check.required("pad", input=input)
    _check.floating("pad", input=input)
    if not isinstance(pad, (tuple, list)) or not all(map(_check.is_int, pad)):
        raise TypeError(f"pad: pad is {_check.shown(pad)}, expected a tuple of ints")
    if not isinstance(mode, str):
        raise TypeError(f"pad: mode is {_check.shown(mode)}, expected a str")
    _check.choice("pad", "mode", mode, MODES)
    if len(pad) % 2 or len(pad) > 2 * input.ndim:
        raise ValueError(f"pad: pad is {pad!r} for input {input.shape}, expected pairs, at most one for each axis")
    sides = [(int(before), int(after)) for before, after in zip(pad[::2], pad[1::2])][::-1]
    expected = _expected(input.shape, sides, mode)
    if expected:
        raise ValueError(f"pad: pad is {tuple(pad)} for input {input.shape} with mode={mode!r}, expected {expected}")
    borders = [(0, 0)] * (input.ndim - len(sides)) + sides
    _check.storable("pad", "y", [n + before + after for n, (before, after) in zip(input.shape, borders)])
    return sides


def _expected(shape: tuple[int, ...], sides: list[tuple[int, int]], mode: str) -> str:
    """What PyTorch expects instead of such a border; "" where it can make it."""
    d = len(sides)
    size = shape[len(shape) - d :]
    left = [n - max(0, -before) - max(0, -after) for n, (before, after) in zip(size, sides)]
    out = [n + before + after for n, (before, after) in zip(size, sides)]
    if mode == "constant":
        return "to cut off at most what there is" if min(left, default=0) < 0 else ""
    if not 1 <= d <= 3 or len(shape) not in (d + 1, d + 2):
        return "1 to 3 pairs, and one or two axes before the padded ones"
    if mode != "circular" and 0 in shape[-d - 1 :]:
        return "no empty axis but the batch"
    if mode == "reflect" and any(max(side) >= n for n, side in zip(size, sides)):
        return "each side shorter than the axis"
    if mode == "circular" and any(max(side) > n for n, side in zip(size, sides)):
        return "no side longer than the axis"
    if min(out) < 0 or (mode != "circular" and max(out) == 0):
        return "to cut off less than there is"
    if mode == "circular" and any(max(0, *side) > max(0, n) for n, side in zip(left, sides)):
        return "no side longer than what is left of the axis"
    return ""
