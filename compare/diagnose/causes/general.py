"""Causes that may befall any op."""

from __future__ import annotations

from ...contract import OPS
from ..cause import Cause
from ..program import edit

BIASED = tuple(name for name, op in OPS.items() if "bias" in op.differentiable)

CAUSES: list[Cause] = [
    Cause(
        "bias-gradient-mean",
        "the gradient of the bias is the mean over the batch; it is the sum",
        "db · n is right, n being how many values each bias was added to; every other gradient is right",
        "mistake",
        "sum over the batch instead of averaging",
        (5, 43),
        BIASED,
        edit("grad bias", lambda s, db: db * (db.size / s.dy.size)),
    ),
]
