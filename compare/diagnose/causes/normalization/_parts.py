"""What every normalization has: values that share their statistics, a mean, a variance, a scale and a shift."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ...program import Change, Forward, Tensors, forward

BATCH, LAYER, GROUP, INSTANCE = "batch_norm", "layer_norm", "group_norm", "instance_norm"
EVERY = (BATCH, LAYER, GROUP, INSTANCE)
WEIGHTED = (*EVERY, "rms_norm")


def training(a: Tensors) -> bool:
    """Whether the batch's own statistics are used."""
    return bool(getattr(a, "training", True) if "training" in a.values else a.values.get("use_input_stats", True))


def shared(op: str, a: Tensors) -> tuple[Any, tuple[int, ...]]:
    """The input in a shape, and the axes along which values share their statistics."""
    x = a.input
    if op == BATCH:
        return x, tuple(i for i in range(x.ndim) if i != 1)
    if op == LAYER:
        return x, tuple(range(x.ndim - len(a.normalized_shape), x.ndim))
    if op == GROUP:
        return x.reshape(x.shape[0], a.num_groups, -1), (2,)
    return x, tuple(range(2, x.ndim))


def scaled(op: str, a: Tensors, xhat: Any) -> Any:
    """xhat w + b, in the input's shape."""
    xhat = xhat.reshape(a.input.shape)
    shape = (1, -1, *([1] * (xhat.ndim - 2))) if op != LAYER else a.input.shape[-len(a.normalized_shape) :]
    if a.weight is not None:
        xhat = xhat * a.weight.reshape(shape)
    return xhat if a.values.get("bias") is None else xhat + a.bias.reshape(shape)


def statistics(op: str, a: Tensors) -> tuple[Any, Any, Any, int]:
    """The input, the mean and the biased variance that it is normalized by, and of how many values they are."""
    x, axes = shared(op, a)
    n = int(torch.tensor([x.shape[i] for i in axes]).prod())
    if op == BATCH and not training(a):
        shape = (1, -1, *([1] * (x.ndim - 2)))
        return x, a.running_mean.reshape(shape), a.running_var.reshape(shape), n
    return x, x.mean(axes, keepdim=True), x.var(axes, correction=0, keepdim=True), n


def normalized(op: str, compute: Callable[[Tensors, Any, Any, Any, int], Any]) -> Change:
    """The change to a forward whose xhat is `compute(arguments, x, mean, var, n)`; running statistics stay as they are."""

    def changed(a: Tensors, usual: Forward) -> Any:
        x, mean, var, n = statistics(op, a)
        mean, var = (v.clone() if op == BATCH and not training(a) else v for v in (mean, var))
        xhat = compute(a, x, mean, var, n)
        usual(a)  # for the running statistics
        return scaled(op, a, xhat)

    return forward(changed)
