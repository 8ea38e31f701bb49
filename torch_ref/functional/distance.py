"""Distances and the angle between vectors, by PyTorch."""

from __future__ import annotations

from typing import Any

import torch.nn.functional as F

from ._vjp import vjp


def cosine_similarity(x1: Any, x2: Any, dim: int = 1, eps: float = 1e-8) -> Any:
    return vjp(lambda a, b: F.cosine_similarity(a, b, dim, eps), x1, x2)


def pairwise_distance(x1: Any, x2: Any, p: float = 2.0, eps: float = 1e-6, keepdim: bool = False) -> Any:
    return vjp(lambda a, b: F.pairwise_distance(a, b, p, eps, keepdim), x1, x2)
