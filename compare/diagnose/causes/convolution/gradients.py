"""The gradients of the weight and of the bias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Change, Scene, both
from .._windows import Windows, edit_of
from ._parts import CONV, batched, column_gradient, input_gradient, weight_gradient

Compute = Callable[[Scene, np.ndarray, Windows], Any]


def _batch(s: Scene) -> int:
    return s.input.shape[0] if batched(s) else 1


def _dy(s: Scene) -> np.ndarray:
    """The cotangent with a batch axis."""
    return s.dy if batched(s) else s.dy[None]


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


def _of_weight(name: str, line: str, signature: str, mend: str, compute: Compute, rows: tuple[int, ...] = ()) -> Cause:
    return Cause(name, line, signature, "mistake", mend, rows, CONV, edit_of("grad weight", compute))


def _of_bias(name: str, line: str, signature: str, mend: str, compute: Compute) -> Cause:
    return Cause(name, line, signature, "mistake", mend, (), CONV, edit_of("grad bias", compute))


def rearranged(compute: Callable[[np.ndarray], np.ndarray]) -> Change:
    """All gradients computed from a cotangent that is rearranged first."""

    def dy(s: Scene) -> np.ndarray:
        return np.ascontiguousarray(compute(_dy(s))).reshape(s.dy.shape)

    return both(
        edit_of("grad weight", lambda s, dw, w: weight_gradient(s, dy(s), w)),
        edit_of("grad input", lambda s, dx, w: input_gradient(s, column_gradient(s, dy(s)), w)),
        edit_of("grad bias", lambda s, db, w: compute(_dy(s)).reshape(len(_dy(s)), len(db), -1).sum((0, 2))),
    )


def _as_one_step(option: str) -> Change:
    """The gradients of weight and input as if a step were 1."""

    def one(w: Windows) -> Windows:
        return w.but(**{option: (1,) * len(w.size)})

    return both(
        edit_of("grad weight", lambda s, dw, w: weight_gradient(s, s.dy, one(w))),
        edit_of("grad input", lambda s, dx, w: input_gradient(s, column_gradient(s, s.dy), one(w))),
    )


def _rows_by_channel(dy: np.ndarray) -> np.ndarray:
    """reshape(-1, O) without the transpose before it."""
    n, outputs, *out = dy.shape
    return np.moveaxis(dy.reshape(n, *out, outputs), -1, 1)


def _channels_by_row(dy: np.ndarray) -> np.ndarray:
    """reshape(O, -1) without the transpose before it."""
    n, outputs, *out = dy.shape
    return dy.reshape(outputs, n, *out).swapaxes(0, 1)


def _batch_outside(dy: np.ndarray) -> np.ndarray:
    """(O, N·L) by batch first where the columns are ordered by position first."""
    n, outputs = dy.shape[:2]
    return dy.swapaxes(0, 1).reshape(outputs, -1, n).transpose(2, 0, 1)


def _batch_inside(dy: np.ndarray) -> np.ndarray:
    """(O, L·N) by position first where the columns are ordered by batch first."""
    n, outputs = dy.shape[:2]
    return np.moveaxis(dy.reshape(n, outputs, -1), 0, -1).reshape(outputs, n, -1).swapaxes(0, 1)


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
        lambda s, dw, w: dw / _batch(s),
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
    Cause(
        "stride-one-in-gradient",
        "the gradients forget the stride: window i is taken to begin at i, not at i · stride",
        "right for stride 1; else dx is crammed into the first rows and columns",
        "mistake",
        "the window of output i begins at i * stride, in backward as in forward",
        (),
        CONV,
        _as_one_step("stride"),
    ),
    Cause(
        "dilation-one-in-gradient",
        "the gradients forget the dilation: the elements of a window are taken to be next to each other",
        "right for dilation 1",
        "mistake",
        "element k of a window lies k * dilation from its beginning, in backward as in forward",
        (),
        CONV,
        _as_one_step("dilation"),
    ),
    Cause(
        "dy-not-transposed",
        "dy is made a matrix of rows by reshape(-1, O) with the channels not moved to the end first",
        "the gradients are right for another dy, one with its elements rearranged",
        "mistake",
        "dy.transpose(0, 2, 3, 1).reshape(-1, O)",
        (),
        CONV,
        rearranged(_rows_by_channel),
    ),
    Cause(
        "dy-not-transposed",
        "dy is made a matrix by reshape(O, -1) with the channels not moved to the front first",
        "right for a batch of one",
        "mistake",
        "dy.transpose(1, 0, 2, 3).reshape(O, -1)",
        (),
        CONV,
        rearranged(_channels_by_row),
    ),
    Cause(
        "dy-batch-position-order",
        "dy is laid out sample by sample, but the windows position by position",
        "right for a batch of one",
        "mistake",
        "lay out dy as the windows are: dy.transpose(1, 2, 3, 0).reshape(O, -1)",
        (),
        CONV,
        rearranged(_batch_outside),
    ),
    Cause(
        "dy-batch-position-order",
        "dy is laid out position by position, but the windows sample by sample",
        "right for a batch of one",
        "mistake",
        "lay out dy as the windows are: dy.transpose(1, 0, 2, 3).reshape(O, -1)",
        (),
        CONV,
        rearranged(_batch_inside),
    ),
    _of_bias(
        "bias-gradient-mean",
        "the gradient of the bias is averaged over the batch; it is the sum",
        "db · N is right",
        "sum over the batch instead of averaging",
        lambda s, db, w: db / _batch(s),
    ),
    _of_bias(
        "bias-gradient-last-sample",
        "the gradient of the bias is that of the last sample alone: each overwrites the one before",
        "right for a batch of one",
        "add up over the batch, += instead of =",
        lambda s, db, w: _dy(s)[-1].reshape(len(db), -1).sum(1),
    ),
    _of_bias(
        "bias-gradient-last-window",
        "the gradient of the bias is the last dy of each channel: each overwrites the one before",
        "db = dy of the last sample at the last position",
        "add up over batch and positions, += instead of =",
        lambda s, db, w: _dy(s)[-1].reshape(len(db), -1)[:, -1],
    ),
    _of_bias(
        "bias-gradient-unreduced",
        "the gradient of the bias is summed over the batch alone, not over the positions",
        "db has the shape (O, H', W')",
        "sum over the positions as well: dy.sum(axis=(0, 2, 3))",
        lambda s, db, w: _dy(s).sum(0),
    ),
    _of_bias(
        "bias-gradient-unreduced",
        "the gradient of the bias is summed over the positions alone, not over the batch",
        "db has the shape (N, O)",
        "sum over the batch as well: dy.sum(axis=(0, 2, 3))",
        lambda s, db, w: _dy(s).reshape(*_dy(s).shape[:2], -1).sum(2),
    ),
    _of_bias(
        "bias-gradient-wrong-axis",
        "the gradient of the bias is summed over everything but the last axis, which is the width",
        "db has as many elements as y is wide",
        "the channels are axis 1: dy.sum(axis=(0, 2, 3))",
        lambda s, db, w: s.dy.reshape(-1, s.dy.shape[-1]).sum(0),
    ),
    _of_bias(
        "bias-gradient-wrong-axis",
        "the gradient of the bias is summed over all channels too",
        "db is one number",
        "the channels are axis 1: dy.sum(axis=(0, 2, 3))",
        lambda s, db, w: s.dy.sum(),
    ),
]

# A transposed convolution has some of these in common.
SHARED = ("weight-gradient-flipped", "bias-gradient-mean", "bias-gradient-last-sample")
