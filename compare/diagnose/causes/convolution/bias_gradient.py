"""The gradient of the bias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Scene
from .._windows import Windows, edit_of
from ._parts import CONV, batch, cotangent


def _of_bias(
    name: str,
    line: str,
    signature: str,
    mend: str,
    rows: tuple[int, ...],
    compute: Callable[[Scene, np.ndarray, Windows], Any],
) -> Cause:
    return Cause(name, line, signature, "mistake", mend, rows, CONV, edit_of("grad bias", compute))


CAUSES: list[Cause] = [
    _of_bias(
        "bias-gradient-mean",
        "the gradient of the bias is averaged over the batch; it is the sum",
        "db · N is right",
        "sum over the batch instead of averaging",
        (43,),
        lambda s, db, w: db / batch(s),
    ),
    _of_bias(
        "bias-gradient-last-sample",
        "the gradient of the bias is that of the last sample alone: each overwrites the one before",
        "right for a batch of one",
        "add up over the batch, += instead of =",
        (),
        lambda s, db, w: cotangent(s)[-1].reshape(len(db), -1).sum(1),
    ),
    _of_bias(
        "bias-gradient-last-window",
        "the gradient of the bias is the last dy of each channel: each overwrites the one before",
        "db = dy of the last sample at the last position",
        "add up over batch and positions, += instead of =",
        (),
        lambda s, db, w: cotangent(s)[-1].reshape(len(db), -1)[:, -1],
    ),
    _of_bias(
        "bias-gradient-unreduced",
        "the gradient of the bias is summed over the batch alone, not over the positions",
        "db has the shape (O, H', W')",
        "sum over the positions as well: dy.sum(axis=(0, 2, 3))",
        (6,),
        lambda s, db, w: cotangent(s).sum(0),
    ),
    _of_bias(
        "bias-gradient-unreduced",
        "the gradient of the bias is summed over the positions alone, not over the batch",
        "db has the shape (N, O)",
        "sum over the batch as well: dy.sum(axis=(0, 2, 3))",
        (6,),
        lambda s, db, w: cotangent(s).reshape(*cotangent(s).shape[:2], -1).sum(2),
    ),
    _of_bias(
        "bias-gradient-wrong-axis",
        "the gradient of the bias is summed over everything but the last axis, which is the width",
        "db has as many elements as y is wide",
        "the channels are axis 1: dy.sum(axis=(0, 2, 3))",
        (7,),
        lambda s, db, w: s.dy.reshape(-1, s.dy.shape[-1]).sum(0),
    ),
    _of_bias(
        "bias-gradient-wrong-axis",
        "the gradient of the bias is summed over all channels too",
        "db is one number",
        "the channels are axis 1: dy.sum(axis=(0, 2, 3))",
        (7,),
        lambda s, db, w: s.dy.sum(),
    ),
]
