"""The order of outputs: products that are right and come to lie in the wrong places."""

from __future__ import annotations

from typing import Any

from ...cause import Cause
from .._windows import answer
from ._parts import CONV


def _by_column(y: Any, d: int) -> Any:
    """Windows visited with the first axis innermost, reshaped as if it were outermost."""
    lead = y.shape[:-d]
    return y.permute(*range(len(lead)), *range(y.ndim - 1, y.ndim - d - 1, -1)).reshape(y.shape)


def _whole(change: Any) -> Any:
    """For batches alone: without one there is nothing to confuse."""
    return answer(lambda y, a, d: change(y) if y.ndim == d + 2 else y)


def _batch_outside(y: Any) -> Any:
    """(O, L·N) by position first, read as by batch first."""
    n, outputs = y.shape[:2]
    return y.flatten(2).permute(1, 2, 0).reshape(outputs, n, *y.shape[2:]).transpose(0, 1)


def _batch_inside(y: Any) -> Any:
    """(O, N·L) by batch first, read as by position first."""
    n, outputs = y.shape[:2]
    return y.transpose(0, 1).reshape(outputs, *y.shape[2:], n).movedim(-1, 0)


CAUSES: list[Cause] = [
    Cause(
        "output-not-transposed",
        "the product has its channels last, (N, H', W', O), and is reshaped to (N, O, H', W') without a transpose",
        "y has the right values in other places; right for one output channel",
        "mistake",
        "reshape(N, H', W', O).transpose(0, 3, 1, 2)",
        (),
        CONV,
        _whole(lambda y: y.movedim(1, -1).reshape(y.shape)),
    ),
    Cause(
        "output-not-transposed",
        "the product has its channels first, (O, N, H', W'), and is reshaped to (N, O, H', W') without a transpose",
        "y has the right values in other places; right for a batch of one",
        "mistake",
        "reshape(O, N, H', W').transpose(1, 0, 2, 3)",
        (),
        CONV,
        _whole(lambda y: y.transpose(0, 1).reshape(y.shape)),
    ),
    Cause(
        "batch-position-order",
        "the windows are laid out position by position, but the product is read sample by sample",
        "y has the right values in other places; right for a batch of one",
        "mistake",
        "reshape(O, H', W', N).transpose(3, 0, 1, 2)",
        (),
        CONV,
        _whole(_batch_outside),
    ),
    Cause(
        "batch-position-order",
        "the windows are laid out sample by sample, but the product is read position by position",
        "y has the right values in other places; right for a batch of one",
        "mistake",
        "reshape(O, N, H', W').transpose(1, 0, 2, 3)",
        (),
        CONV,
        _whole(_batch_inside),
    ),
    Cause(
        "windows-column-by-column",
        "the windows are visited column by column but laid out row by row",
        "y has the right values in other places; for a square output it is transposed",
        "mistake",
        "let the loop over the rows be the outer one",
        (),
        ("conv2d", "conv3d"),
        answer(lambda y, a, d: _by_column(y, d)),
    ),
]
