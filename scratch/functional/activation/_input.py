"""What every activation asks of its input."""

from __future__ import annotations

from .. import _check
from .._op import Array


def floating(op: str, input: Array) -> Array:
    """The input, which must be a floating array."""
    _check.required(op, input=input)
    _check.floating(op, input=input)
    return input
