"""The fully connected layer."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import functional as F
from ..init import linear_and_conv_
from ._parts import Array, Pullback, named, parameter
from .module import Module


class Linear(Module):
    """y = x·wᵀ + b, from `in_features` to `out_features`.

    Args:
        in_features, out_features: sizes of the last axis of x and of y.
        bias: False leaves b out.
        dtype: of the parameters, a floating NumPy dtype.

    Parameters: weight (out_features, in_features) and bias (out_features,), drawn uniformly between ±1/√in_features
    from `scratch.random`'s generator.

    >>> Linear(3, 2)
    Linear(in_features=3, out_features=2, bias=True)

    See: `functional.linear`, https://docs.pytorch.org/docs/stable/generated/torch.nn.Linear.html
    """

    def __init__(self, in_features: int, out_features: int, bias: bool = True, *, dtype: Any = np.float32):
        self.in_features = in_features
        self.out_features = out_features
        self.weight = parameter("Linear", (out_features, in_features), dtype)
        self.bias = parameter("Linear", (out_features,), dtype) if bias else None
        linear_and_conv_(self.weight, self.bias)

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.linear(input, self.weight, self.bias), "weight", "bias")

    def extra_repr(self) -> str:
        return f"in_features={self.in_features}, out_features={self.out_features}, bias={self.bias is not None}"
