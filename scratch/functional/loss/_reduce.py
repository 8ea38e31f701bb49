"""What all losses share: the reduction, and what a target and a weight may be."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _check
from .._op import Array

REDUCTIONS = ("none", "mean", "sum")


def reduced(op: str, loss: Array, reduction: str, total: Any = None) -> tuple[Any, Any]:
    """`loss` under `reduction`, and the number n that this divides every element by.

    The gradient of every element is then dy / n. `total` is what "mean" divides by where that is not the number of
    elements; 0 / 0 is nan, as in PyTorch.
    """
    _check.choice(op, "reduction", reduction, REDUCTIONS)
    one = loss.dtype.type(1)
    if reduction == "none":
        return loss, one
    if reduction == "sum":
        return loss.sum(), one
    n = loss.dtype.type(loss.size if total is None else total)
    return loss.sum() / n, n


def check_target(op: str, target: Array, integers: str = "iu") -> None:
    """Refuse a target that is neither floating nor of these integers (NumPy's letters: "b" bool, "B" uint8 alone)."""
    _check.arrays(op, target=target)
    if target.dtype.kind not in integers and target.dtype.char not in integers:
        _check.floating(op, target=target)


def labelled(target: Array, label: int) -> Array:
    """Where the target is the label; −1 is, as in PyTorch, the largest number of an unsigned dtype."""
    return target == (np.array(label).astype(target.dtype) if target.dtype.kind == "u" else label)


def check_fits(op: str, name: str, weight: Array | None, input: Array) -> None:
    """Refuse a weight that does not broadcast to the shape of `input`."""
    _check.real(op, **{name: weight})
    if weight is not None and not _check.fits(weight.shape, input.shape):
        raise ValueError(f"{op}: {name} {weight.shape} does not broadcast to input's shape {input.shape}")
