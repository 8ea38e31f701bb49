"""Losses, by PyTorch. The class weights and `pos_weight` take no gradient."""

from __future__ import annotations

import warnings
from typing import Any

import torch.nn.functional as F

from ._vjp import tensor, vjp


def cross_entropy(
    input: Any,
    target: Any,
    weight: Any = None,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> Any:
    options: dict[str, Any] = {"ignore_index": ignore_index, "reduction": reduction, "label_smoothing": label_smoothing}
    return vjp(lambda x, t: F.cross_entropy(x, t, tensor(weight), **options), input, target)


def nll_loss(input: Any, target: Any, weight: Any = None, *, ignore_index: int = -100, reduction: str = "mean") -> Any:
    options: dict[str, Any] = {"ignore_index": ignore_index, "reduction": reduction}
    return vjp(lambda x: F.nll_loss(x, tensor(target), tensor(weight), **options), input)


def mse_loss(input: Any, target: Any, *, reduction: str = "mean", weight: Any = None) -> Any:
    options: dict[str, Any] = {"reduction": reduction, "weight": tensor(weight)}
    with _broadcasting():
        return vjp(lambda x, t: F.mse_loss(x, t, **options), input, target)


def l1_loss(input: Any, target: Any, *, reduction: str = "mean", weight: Any = None) -> Any:
    options: dict[str, Any] = {"reduction": reduction, "weight": tensor(weight)}
    with _broadcasting():
        return vjp(lambda x, t: F.l1_loss(x, t, **options), input, target)


def smooth_l1_loss(input: Any, target: Any, *, reduction: str = "mean", beta: float = 1.0) -> Any:
    with _broadcasting():
        return vjp(lambda x, t: F.smooth_l1_loss(x, t, reduction=reduction, beta=beta), input, target)


def huber_loss(input: Any, target: Any, reduction: str = "mean", delta: float = 1.0, weight: Any = None) -> Any:
    options: dict[str, Any] = {"reduction": reduction, "delta": delta, "weight": tensor(weight)}
    with _broadcasting():
        return vjp(lambda x, t: F.huber_loss(x, t, **options), input, target)


def binary_cross_entropy(input: Any, target: Any, weight: Any = None, *, reduction: str = "mean") -> Any:
    return vjp(lambda p, t: F.binary_cross_entropy(p, t, tensor(weight), reduction=reduction), input, target)


def binary_cross_entropy_with_logits(
    input: Any, target: Any, weight: Any = None, *, reduction: str = "mean", pos_weight: Any = None
) -> Any:
    options: dict[str, Any] = {"reduction": reduction, "pos_weight": tensor(pos_weight)}
    return vjp(lambda x, t: F.binary_cross_entropy_with_logits(x, t, tensor(weight), **options), input, target)


def kl_div(input: Any, target: Any, *, reduction: str = "mean", log_target: bool = False) -> Any:
    with _broadcasting():
        return vjp(lambda x, t: F.kl_div(x, t, reduction=reduction, log_target=log_target), input, target)


def multi_margin_loss(
    input: Any, target: Any, p: int = 1, margin: float = 1.0, weight: Any = None, *, reduction: str = "mean"
) -> Any:
    options: dict[str, Any] = {"p": p, "margin": margin, "weight": tensor(weight), "reduction": reduction}
    return vjp(lambda x: F.multi_margin_loss(x, tensor(target), **options), input)


def multilabel_margin_loss(input: Any, target: Any, *, reduction: str = "mean") -> Any:
    return vjp(lambda x: F.multilabel_margin_loss(x, tensor(target), reduction=reduction), input)


def cosine_embedding_loss(input1: Any, input2: Any, target: Any, margin: float = 0, *, reduction: str = "mean") -> Any:
    options: dict[str, Any] = {"margin": margin, "reduction": reduction}
    return vjp(lambda a, b: F.cosine_embedding_loss(a, b, tensor(target), **options), input1, input2)


def triplet_margin_loss(
    anchor: Any,
    positive: Any,
    negative: Any,
    margin: float = 1.0,
    p: float = 2,
    eps: float = 1e-6,
    swap: bool = False,
    *,
    reduction: str = "mean",
) -> Any:
    options: dict[str, Any] = {"margin": margin, "p": p, "eps": eps, "swap": swap, "reduction": reduction}
    return vjp(lambda a, p, n: F.triplet_margin_loss(a, p, n, **options), anchor, positive, negative)


def _broadcasting() -> warnings.catch_warnings:
    """Without PyTorch's advice on broadcasting, and on what `kl_div` divides by: both are asked for on purpose."""
    return warnings.catch_warnings(action="ignore", category=UserWarning)
