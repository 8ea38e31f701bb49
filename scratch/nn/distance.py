"""Distances and the angle between vectors, as layers of two inputs without parameters."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from ..functional._check import is_floating
from ._parts import Array, Pullback
from .module import Module


class CosineSimilarity(Module):
    """The cosine of the angle between the vectors along axis `dim` of x1 and x2: see `functional.cosine_similarity`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.CosineSimilarity.html
    """

    def __init__(self, dim: int = 1, eps: float = 1e-8):
        self.dim = dim
        self.eps = eps

    def forward(self, x1: Array, x2: Array) -> tuple[Array, Pullback]:
        return _of_both(F.cosine_similarity(x1, x2, self.dim, self.eps), x1, x2)


class PairwiseDistance(Module):
    """The p-norm of x1 − x2 + eps along the last axis: see `functional.pairwise_distance`.

    Attributes:
        norm: p, under the name that PyTorch gives it.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.PairwiseDistance.html
    """

    def __init__(self, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False):
        self.norm = p
        self.eps = eps
        self.keepdim = keepdim

    def forward(self, x1: Array, x2: Array) -> tuple[Array, Pullback]:
        return _of_both(F.pairwise_distance(x1, x2, self.norm, self.eps, self.keepdim), x1, x2)


def _of_both(result: tuple[Array, Any], *inputs: Array) -> tuple[Array, Pullback]:
    """The op's pair as a layer's: a gradient for each input, None for one of integers."""
    y, pullback = result

    def backward(dy: Array) -> tuple[Any, dict[str, Any]]:
        grads = iter(pullback(dy))
        return tuple(next(grads) if is_floating(x.dtype) else None for x in inputs), {}

    return y, backward
