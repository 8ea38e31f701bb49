"""The way back of both kinds of pooling: overlaps, padding and steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Scene
from .._windows import Windows
from ._parts import ACCUMULATE, back, of_input, shares


def _assigned(s: Scene, w: Windows, kernel_outside: bool) -> np.ndarray:
    return back(s, shares(s, w) * w.winners(kernel_outside), w)


def _uncropped(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    none = (0,) * len(w.size)
    whole = w.but(size=tuple(map(sum, zip(w.size, w.before, w.after))), before=none, after=none)
    found = whole.back(shares(s, w))
    return found.reshape(*dx.shape[: dx.ndim - len(w.size)], *found.shape[1:])


def _emptied(s: Scene, dx: np.ndarray, w: Windows) -> Any:
    return dx[(..., *(slice(None) if p else slice(0) for p in w.after))]


def _stride_one(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    return back(s, shares(s, w), w.but(stride=(1,) * len(w.size)))


CAUSES: list[Cause] = [
    of_input(
        "overlap-assigned",
        "where windows overlap, their gradients overwrite each other instead of adding up: the last window remains",
        "right where windows do not overlap",
        ACCUMULATE,
        lambda s, dx, w: _assigned(s, w, kernel_outside=False),
        (55,),
    ),
    of_input(
        "overlap-assigned",
        "where windows overlap, their gradients overwrite each other instead of adding up: the last element of the "
        "window remains (col2im)",
        "right where windows do not overlap",
        ACCUMULATE,
        lambda s, dx, w: _assigned(s, w, kernel_outside=True),
        (55,),
    ),
    of_input(
        "empty-slice-at-padding-0",
        "the padding is cut off with [p:-p], and [0:-0] is empty",
        "without padding the gradient has size 0; right with padding",
        "cut with [p:p + size]",
        _emptied,
    ),
    of_input(
        "padding-not-cropped",
        "the padding is not cut off the gradient",
        "dx has the shape of the padded input",
        "cut it off: dx[:, :, p:p + H, p:p + W]",
        _uncropped,
    ),
    of_input(
        "padding-cropped-wrongly",
        "all of the padding is cut off behind the gradient, none in front",
        "dx is shifted by the padding",
        "cut off both sides: dx[:, :, p:p + H, p:p + W]",
        lambda s, dx, w: back(s, shares(s, w), w, (0,) * len(w.size)),
    ),
    of_input(
        "stride-one-in-gradient",
        "the gradient forgets the stride: window i is taken to begin at i, not at i · stride",
        "right for stride 1; else dx is crammed into the first rows and columns",
        "the window of output i begins at i * stride, in backward as in forward",
        _stride_one,
    ),
]
