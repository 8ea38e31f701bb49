"""Batch normalization by PyTorch. The running statistics are updated in place, in the caller's arrays."""

from __future__ import annotations

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
    mean, var = tensor(running_mean), tensor(running_var)
    result = vjp(lambda x, w, b: F.batch_norm(x, mean, var, w, b, training, momentum, eps), input, weight, bias)
    for given, after in ((running_mean, mean), (running_var, var)):
        if training and isinstance(given, np.ndarray):
            given[...] = array(after)
    return result
