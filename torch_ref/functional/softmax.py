"""Softmax, its mirror image and its logarithm, by PyTorch."""

from __future__ import annotations

import warnings
from typing import Any

import torch.nn.functional as F

from ._vjp import dtype as torch_dtype
from ._vjp import vjp


def softmax(input: Any, dim: int | None = None, *, dtype: Any = None) -> Any:
    with _implicit_dim():
        return vjp(lambda x: F.softmax(x, dim, dtype=torch_dtype(dtype)), input)


def softmin(input: Any, dim: int | None = None, *, dtype: Any = None) -> Any:
    with _implicit_dim():
        return vjp(lambda x: F.softmin(x, dim, dtype=torch_dtype(dtype)), input)


def log_softmax(input: Any, dim: int | None = None, *, dtype: Any = None) -> Any:
    with _implicit_dim():
        return vjp(lambda x: F.log_softmax(x, dim, dtype=torch_dtype(dtype)), input)


def _implicit_dim() -> warnings.catch_warnings:
    """Without PyTorch's advice to name the axis: leaving it out is asked for on purpose."""
    return warnings.catch_warnings(action="ignore", category=UserWarning)
