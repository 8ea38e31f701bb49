"""Numerical gradients over tensors, and PyTorch's own gradient checker for any op that returns `(y, backward)`.

Arrays in and out; the function that is differentiated gets tensors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch

from .functional._vjp import array, tensor


def numerical_gradient(f: Callable[[Any], Any], x: np.ndarray, h: float = 1e-4, scheme: str = "central") -> np.ndarray:
    point, central = tensor(x), _is_central(scheme)
    moves = h * torch.eye(point.numel(), dtype=point.dtype, device=point.device).reshape(point.numel(), *point.shape)
    above = torch.tensor([float(f(point + move)) for move in moves], dtype=torch.float64)
    if central:
        below = torch.tensor([float(f(point - move)) for move in moves], dtype=torch.float64)
        return array(((above - below) / (2 * h)).to(point.dtype).reshape(point.shape))
    return array(((above - float(f(point))) / h).to(point.dtype).reshape(point.shape))


def directional_derivative(
    f: Callable[[Any], Any], x: np.ndarray, v: np.ndarray, h: float = 1e-4, scheme: str = "central"
) -> float:
    point, direction = tensor(x), tensor(v)
    if _is_central(scheme):
        return (float(f(point + h * direction)) - float(f(point - h * direction))) / (2 * h)
    return (float(f(point + h * direction)) - float(f(point))) / h


def _is_central(scheme: str) -> bool:
    if scheme not in ("central", "forward"):
        raise ValueError(f"scheme is {scheme!r}, expected central or forward")
    return scheme == "central"


def gradcheck(
    func: Callable[..., tuple[Any, Any]],
    inputs: Sequence[Any],
    *,
    eps: float = 1e-6,
    atol: float = 1e-5,
    rtol: float = 1e-3,
    seed: int = 0,
    raise_exception: bool = True,
) -> bool:
    """`torch.autograd.gradcheck`, on the op weighted by a random cotangent."""

    def weighted(*tensors: Any) -> torch.Tensor:
        y = _Op.apply(func, *tensors)
        generator = torch.Generator().manual_seed(seed)
        return (y * torch.randn(y.shape, generator=generator, dtype=y.dtype).to(y.device)).sum()

    tensors = tuple(tensor(x, requires_grad=True) for x in inputs)
    return torch.autograd.gradcheck(weighted, tensors, eps=eps, atol=atol, rtol=rtol, raise_exception=raise_exception)


class _Op(torch.autograd.Function):
    """An op of arrays as a node of autograd's graph."""

    @staticmethod
    def forward(ctx: Any, func: Callable[..., tuple[Any, Any]], *inputs: Any) -> torch.Tensor:
        y, ctx.pullback = func(*(array(x) if isinstance(x, torch.Tensor) else x for x in inputs))
        ctx.has_place = [x is None or (isinstance(x, torch.Tensor) and x.is_floating_point()) for x in inputs]
        return tensor(y[0] if isinstance(y, tuple) else y)

    @staticmethod
    def backward(ctx: Any, *dys: torch.Tensor) -> tuple[Any, ...]:
        grads = iter(ctx.pullback(array(dys[0])))
        return None, *(tensor(next(grads, None)) if has_place else None for has_place in ctx.has_place)
