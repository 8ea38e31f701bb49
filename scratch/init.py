"""The values that a layer starts with: PyTorch's defaults, bit for bit from the same seed.

Weights are drawn uniformly, small enough that a signal keeps its size from layer to layer: the more inputs an output
sums over (its fan-in), the smaller each weight.
"""

from __future__ import annotations

import math

import numpy as np

from .random import Generator, uniform_


def fan_in(weight: np.ndarray) -> int:
    """The number of inputs that one output sums over: all axes of `weight` but the first.

    PyTorch counts so for every layer, also for transposed convolutions, whose weight begins with the inputs.

    >>> fan_in(np.empty((5, 3, 2, 2)))
    12
    """
    if weight.ndim < 2:
        raise ValueError(f"fan_in: weight {weight.shape} is {weight.ndim}-d, expected (outputs, inputs, ...)")
    return math.prod(weight.shape[1:])


def kaiming_uniform_(weight: np.ndarray, a: float = 0.0, generator: Generator | None = None) -> np.ndarray:
    """Fill `weight` with numbers between ±√3 · gain / √fan_in, gain = √(2 / (1 + a²)), and return it.

    Their variance keeps a signal's size through a layer followed by leaky ReLU with slope `a` (0: ReLU). With a = √5,
    Linear's and Conv's default, the bound is 1 / √fan_in. An empty `weight` draws nothing.

    See:
        https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.kaiming_uniform_,
        He et al. (2015), Delving Deep into Rectifiers
    """
    if not weight.size:
        return weight
    bound = math.sqrt(3.0) * (math.sqrt(2.0 / (1 + a**2)) / math.sqrt(fan_in(weight)))
    return uniform_(weight, -bound, bound, generator)


def linear_and_conv_(weight: np.ndarray, bias: np.ndarray | None, generator: Generator | None = None) -> None:
    """Fill a Linear's or Conv's `weight` and `bias`, in this order, with PyTorch's default.

    Args:
        weight: (outputs, inputs, *kernel), or the other way round if transposed, between ±1 / √fan_in.
        bias: (outputs,), between ±1 / √fan_in, or None.
        generator: by default `scratch.random`'s own.

    See:
        https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
    """
    kaiming_uniform_(weight, math.sqrt(5), generator)
    if bias is not None:
        n = fan_in(weight)
        bound = 1 / math.sqrt(n) if n else 0
        uniform_(bias, -bound, bound, generator)
