"""The gradient of the weight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Scene
from .._windows import Windows, edit_of
from ._parts import CONV, batch, batched, weight_gradient


def _flipped(s: Scene, dw: np.ndarray, w: Windows) -> np.ndarray:
    return np.flip(dw, tuple(range(2, dw.ndim)))


def _channels_last(s: Scene, dw: np.ndarray, w: Windows) -> np.ndarray:
    return np.moveaxis(dw, 1, -1).reshape(dw.shape)


def _untransposed(s: Scene, dw: np.ndarray, w: Windows) -> np.ndarray:
    return dw.reshape(len(dw), -1).T.reshape(dw.shape)


def _last_sample(s: Scene, dw: np.ndarray, w: Windows) -> np.ndarray:
    return weight_gradient(s, _only(s, np.s_[-1:]), w) if batched(s) else dw


def _last_window(s: Scene, dw: np.ndarray, w: Windows) -> np.ndarray:
    return weight_gradient(s, _only(s, (..., *(np.s_[-1:],) * len(w.size))), w)


def _last_of_all(s: Scene, dw: np.ndarray, w: Windows) -> np.ndarray:
    last = (np.s_[-1:],) * len(w.size)
    return weight_gradient(s, _only(s, (np.s_[-1:], ..., *last) if batched(s) else (..., *last)), w)


def _only(s: Scene, kept: Any) -> np.ndarray:
    """The cotangent where it is kept, else zeros."""
    dy = np.zeros_like(s.dy)
    dy[kept] = s.dy[kept]
    return dy


def _of_weight(
    name: str,
    line: str,
    signature: str,
    mend: str,
    compute: Callable[[Scene, np.ndarray, Windows], Any],
    rows: tuple[int, ...] = (),
) -> Cause:
    return Cause(name, line, signature, "mistake", mend, rows, CONV, edit_of("grad weight", compute))


CAUSES: list[Cause] = [
    _of_weight(
        "weight-gradient-flipped",
        "the gradient of the weight is flipped along the kernel's axes",
        "dw flipped is right, everything else is right",
        "correlate the input with dy; do not flip",
        _flipped,
        (37,),
    ),
    _of_weight(
        "weight-gradient-divided-by-batch",
        "the gradient of the weight is averaged over the batch; it is the sum (a mean loss has its 1/N in dy already)",
        "dw · N is right",
        "leave out the division",
        lambda s, dw, w: dw / batch(s),
        (8,),
    ),
    _of_weight(
        "weight-gradient-divided-by-batch",
        "the gradient of the weight is averaged over the batch and the windows; it is the sum",
        "dw · N · H' · W' is right",
        "sum over the windows instead of averaging",
        lambda s, dw, w: dw / (s.dy.size // s.weight.shape[0]),
        (8,),
    ),
    _of_weight(
        "weight-gradient-last-sample",
        "the gradient of the weight is that of the last sample alone: each overwrites the one before",
        "right for a batch of one",
        "add up over the batch, += instead of =",
        _last_sample,
    ),
    _of_weight(
        "weight-gradient-last-window",
        "the gradient of the weight is that of the last window of the last sample: each overwrites the one before",
        "dw = the last window times the last dy",
        "add up over the windows, += instead of =",
        _last_of_all,
    ),
    _of_weight(
        "weight-gradient-last-window",
        "the gradient of the weight is that of the last window, summed over the batch: each overwrites the one before",
        "dw = the last window of every sample times its dy",
        "add up over the windows, += instead of =",
        _last_window,
    ),
    _of_weight(
        "weight-gradient-not-transposed",
        "the gradient of the weight comes as a matrix (elements, outputs) and is reshaped without a transpose",
        "dw has the right values in other places",
        "transpose it first: dw.T.reshape(w.shape)",
        _untransposed,
    ),
    _of_weight(
        "weight-gradient-column-order",
        "the gradient of the weight comes in the order (height, width, channel) and is reshaped as if in another",
        "dw has the right values in other places; right for one channel",
        "reshape to (O, height, width, C), then move the channels to the front",
        _channels_last,
    ),
]
