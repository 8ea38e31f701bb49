"""The gradient of the input: the way of every window back into the image."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Scene
from .._windows import Windows, edit_of
from ._parts import CONV, column_gradient, input_gradient, taken

ACCUMULATE = "add where windows overlap, += instead of ="


def _of_input(
    name: str,
    line: str,
    signature: str,
    mend: str,
    compute: Callable[[Scene, np.ndarray, Windows], Any],
    rows: tuple[int, ...] = (),
    ops: tuple[str, ...] = CONV,
) -> Cause:
    return Cause(name, line, signature, "mistake", mend, rows, ops, edit_of("grad input", compute))


def back_columns(s: Scene, w: Windows) -> np.ndarray:
    """What goes back into every window element, of a convolution or of `unfold`."""
    if "weight" in s.arguments:
        return column_gradient(s, s.dy)
    lead = s.input.shape[:-2]
    elements, positions = w.places.shape[::-1]
    return s.dy.reshape(*lead, elements, positions).swapaxes(-1, -2).reshape(-1, positions, elements)


def _unflipped(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    weight = np.ascontiguousarray(np.flip(taken(s, "weight"), tuple(range(2, s.weight.ndim))))
    return input_gradient(s, column_gradient(s, s.dy, weight), w)


def _last_output(s: Scene) -> np.ndarray:
    """The cotangent of the last output channel of each group alone."""
    dy = np.zeros_like(s.dy)
    axis = s.dy.ndim - s.weight.ndim + 1
    step = s.weight.shape[0] // s.groups
    kept = (slice(None),) * axis + (slice(step - 1, None, step),)
    dy[kept] = s.dy[kept]
    return dy


def _overlaps(s: Scene, w: Windows, kernel_outside: bool) -> np.ndarray:
    columns = back_columns(s, w) * w.winners(kernel_outside)
    return input_gradient(s, columns, w)


def _overlaps_last_output(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    return input_gradient(s, column_gradient(s, _last_output(s)) * w.winners(), w)


def _averaged(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    often = w.back(np.ones((1, *w.places.shape)))
    return (dx.reshape(-1, *w.size) / np.maximum(often, 1)).reshape(dx.shape)


def _uncropped(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    none = (0,) * len(w.size)
    whole = w.but(size=tuple(map(sum, zip(w.size, w.before, w.after))), before=none, after=none)
    found = whole.back(back_columns(s, w))
    return found.reshape(*dx.shape[: dx.ndim - len(w.size)], *found.shape[1:])


def _cropped_from(start: Callable[[Windows], tuple[int, ...]]) -> Callable[[Scene, np.ndarray, Windows], np.ndarray]:
    return lambda s, dx, w: w.back(back_columns(s, w), start(w)).reshape(dx.shape)


def emptied(dx: np.ndarray, w: Windows) -> np.ndarray:
    """The slice [p:-p] of what has no padding: nothing of an axis."""
    inside = tuple(slice(None) if after else slice(0) for after in w.after)
    return dx[(..., *inside)]


PADDED_BACK = (*CONV, "unfold")

CAUSES: list[Cause] = [
    _of_input(
        "input-gradient-kernel-unflipped",
        "the gradient of the input slides the kernel over dy as it is; there it has to be flipped (full convolution)",
        "dx is right when computed with the flipped kernel; y and dw are right",
        "flip the kernel along its axes in the gradient of the input: w[:, :, ::-1, ::-1]",
        _unflipped,
        (38,),
    ),
    _of_input(
        "empty-slice-at-padding-0",
        "the padding is cut off with [p:-p], and [0:-0] is empty",
        "without padding the gradient of the input has size 0; right with padding",
        "cut with [p:p + size]",
        lambda s, dx, w: emptied(dx, w),
        (),
        PADDED_BACK,
    ),
    _of_input(
        "padding-not-cropped",
        "the padding is not cut off the gradient of the input",
        "dx has the shape of the padded input",
        "cut it off: dx[:, :, p:p + H, p:p + W]",
        _uncropped,
        (),
        PADDED_BACK,
    ),
    _of_input(
        "padding-cropped-wrongly",
        "all of the padding is cut off behind the gradient of the input, none in front",
        "dx is shifted by the padding",
        "cut off both sides: dx[:, :, p:p + H, p:p + W]",
        _cropped_from(lambda w: (0,) * len(w.size)),
        (),
        PADDED_BACK,
    ),
    _of_input(
        "padding-cropped-wrongly",
        "all of the padding is cut off in front of the gradient of the input, none behind",
        "dx is shifted by the padding the other way",
        "cut off both sides: dx[:, :, p:p + H, p:p + W]",
        _cropped_from(lambda w: tuple(b + a for b, a in zip(w.before, w.after))),
        (),
        PADDED_BACK,
    ),
    _of_input(
        "overlap-assigned",
        "where windows overlap, their gradients overwrite each other instead of adding up: the last window remains",
        "right where windows do not overlap",
        ACCUMULATE,
        lambda s, dx, w: _overlaps(s, w, kernel_outside=False),
        (55,),
        PADDED_BACK,
    ),
    _of_input(
        "overlap-assigned",
        "where windows overlap, their gradients overwrite each other instead of adding up: the last element of the "
        "kernel remains (col2im)",
        "right where windows do not overlap",
        ACCUMULATE,
        lambda s, dx, w: _overlaps(s, w, kernel_outside=True),
        (55,),
        PADDED_BACK,
    ),
    _of_input(
        "overlap-assigned",
        "windows and output channels overwrite each other's gradients instead of adding up: the last of both remain",
        "right for one output channel where windows do not overlap",
        ACCUMULATE,
        _overlaps_last_output,
        (55,),
    ),
    _of_input(
        "overlap-averaged",
        "where windows overlap, their gradients are averaged; they add up",
        "dx times the number of windows at each place is right",
        "do not divide by the number of windows",
        _averaged,
        (),
        PADDED_BACK,
    ),
    _of_input(
        "input-gradient-last-output",
        "the gradient of the input is that of the last output channel alone: each overwrites the one before",
        "right for one output channel",
        "add up over the output channels, += instead of =",
        lambda s, dx, w: input_gradient(s, column_gradient(s, _last_output(s)), w),
    ),
]
