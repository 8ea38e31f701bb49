"""What spoils several gradients at once: a backward that forgets a step, or reads dy in another order."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ...cause import Cause
from ...program import Change, Scene, both
from .._windows import Windows, edit_of
from ._parts import CONV, column_gradient, cotangent, input_gradient, weight_gradient


def rearranged(compute: Callable[[np.ndarray], np.ndarray]) -> Change:
    """All gradients computed from a cotangent that is rearranged first."""

    def dy(s: Scene) -> np.ndarray:
        return np.ascontiguousarray(compute(cotangent(s))).reshape(s.dy.shape)

    return both(
        edit_of("grad weight", lambda s, dw, w: weight_gradient(s, dy(s), w)),
        edit_of("grad input", lambda s, dx, w: input_gradient(s, column_gradient(s, dy(s)), w)),
        edit_of(
            "grad bias", lambda s, db, w: compute(cotangent(s)).reshape(len(cotangent(s)), len(db), -1).sum((0, 2))
        ),
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
]
