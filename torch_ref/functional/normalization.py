"""Normalization by PyTorch. The running statistics are updated in place, in the caller's arrays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch.nn.functional as F

from ._vjp import array, tensor, vjp


def batch_norm(
    input: Any,
    running_mean: Any,
    running_var: Any,
    weight: Any = None,
    bias: Any = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Any, Any]:
    with _kept(running_mean, running_var) as (mean, var):
        return vjp(lambda x, w, b: F.batch_norm(x, mean, var, w, b, training, momentum, eps), input, weight, bias)


def instance_norm(
    input: Any,
    running_mean: Any = None,
    running_var: Any = None,
    weight: Any = None,
    bias: Any = None,
    use_input_stats: bool = True,
    momentum: float = 0.1,
    eps: float = 1e-5,
) -> tuple[Any, Any]:
    with _kept(running_mean, running_var) as (mean, var):
        return vjp(
            lambda x, w, b: F.instance_norm(x, mean, var, w, b, use_input_stats, momentum, eps), input, weight, bias
        )


def group_norm(input: Any, num_groups: int, weight: Any = None, bias: Any = None, eps: float = 1e-5) -> tuple[Any, Any]:
    return vjp(lambda x, w, b: F.group_norm(x, num_groups, w, b, eps), input, weight, bias)


def layer_norm(
    input: Any, normalized_shape: Sequence[int], weight: Any = None, bias: Any = None, eps: float = 1e-5
) -> tuple[Any, Any]:
    return vjp(lambda x, w, b: F.layer_norm(x, normalized_shape, w, b, eps), input, weight, bias)


def rms_norm(
    input: Any, normalized_shape: Sequence[int], weight: Any = None, eps: float | None = None
) -> tuple[Any, Any]:
    return vjp(lambda x, w: F.rms_norm(x, normalized_shape, w, eps), input, weight)


def local_response_norm(
    input: Any, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> tuple[Any, Any]:
    return vjp(lambda x: F.local_response_norm(x, size, alpha, beta, k), input)


def normalize(input: Any, p: float = 2.0, dim: Any = 1, eps: float = 1e-12) -> tuple[Any, Any]:
    return vjp(lambda x: F.normalize(x, p, dim, eps), input)


@contextmanager
def _kept(*statistics: Any) -> Iterator[list[Any]]:
    """Tensors of the running statistics, which are written back afterwards into the arrays that were given."""
    tensors = [tensor(s) for s in statistics]
    yield tensors
    for given, after in zip(statistics, tensors):
        if isinstance(given, np.ndarray):
            given[...] = array(after)
