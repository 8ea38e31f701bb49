"""The fully connected layer, of one input and of two."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import functional as F
from ..init import linear_and_conv_
from ..random import uniform_
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


class Bilinear(Module):
    """y_o = x1ᵀ·w_o·x2 + b_o, from `in1_features` and `in2_features` to `out_features`.

    Args:
        in1_features, in2_features, out_features: sizes of the last axis of x1, x2 and y; the first at least 1.
        bias: False leaves b out.
        dtype: of the parameters, a floating NumPy dtype.

    Parameters: weight (out_features, in1_features, in2_features) and bias (out_features,), drawn uniformly between
    ±1/√in1_features from `scratch.random`'s generator.

    >>> Bilinear(3, 4, 2)
    Bilinear(in1_features=3, in2_features=4, out_features=2, bias=True)

    See: `functional.bilinear`, https://docs.pytorch.org/docs/stable/generated/torch.nn.Bilinear.html
    """

    def __init__(
        self, in1_features: int, in2_features: int, out_features: int, bias: bool = True, *, dtype: Any = np.float32
    ):
        self.in1_features = in1_features
        self.in2_features = in2_features
        self.out_features = out_features
        self.weight = parameter("Bilinear", (out_features, in1_features, in2_features), dtype)
        self.bias = parameter("Bilinear", (out_features,), dtype) if bias else None
        if in1_features == 0:
            raise ValueError("Bilinear: in1_features is 0, expected at least 1")
        bound = 1 / math.sqrt(in1_features)
        for array in (self.weight, self.bias):
            if array is not None:
                uniform_(array, -bound, bound)

    def forward(self, input1: Array, input2: Array) -> tuple[Array, Pullback]:
        return named(F.bilinear(input1, input2, self.weight, self.bias), "weight", "bias")

    def extra_repr(self) -> str:
        return (
            f"in1_features={self.in1_features}, in2_features={self.in2_features}, "
            f"out_features={self.out_features}, bias={self.bias is not None}"
        )
