"""Causes of differences in the linear layer."""

from __future__ import annotations

from ..cause import Cause
from ..program import edit

AFFINE = ("linear",)

CAUSES: list[Cause] = [
    Cause(
        "dx-weight-untransposed",
        "the gradient of the input uses the weight where its transpose belongs",
        "dx = dy Wᵀ instead of dy W, forward right; with a weight that is not square the shapes do not fit",
        "mistake",
        "transpose the weight in the gradient of the input",
        (3,),
        AFFINE,
        edit("grad input", lambda s, dx: s.dy @ s.weight.T if s.weight.shape[0] == s.weight.shape[1] else dx),
    ),
]
