"""Layers that normalize every sample by itself, in training as in evaluation: nothing is kept but parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ... import functional as F
from ...functional._check import integer
from .._parts import Array, Pullback, named, ones
from ..module import Module


class LayerNorm(Module):
    """The last axes of (..., *normalized_shape) with mean 0 and variance 1, then each feature scaled and shifted.

    Args:
        normalized_shape: the sizes of these axes; an int for the last one alone.
        eps: keeps the root away from zero.
        elementwise_affine: False leaves weight and bias out.
        bias: False leaves the bias out.
        dtype: of the parameters, a floating NumPy dtype.

    Parameters: weight, ones at first, and bias, zeros, both of normalized_shape.

    See: `functional.layer_norm`, https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html
    """

    def __init__(
        self,
        normalized_shape: int | Sequence[int],
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
        *,
        dtype: Any = np.float32,
    ):
        self.normalized_shape = _axes(normalized_shape)
        one = ones(type(self).__name__, self.normalized_shape, dtype)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self.weight = one if elementwise_affine else None
        self.bias = np.zeros_like(one) if elementwise_affine and bias else None

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps), "weight", "bias")

    def extra_repr(self) -> str:
        return (
            f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}, "
            f"bias={self.bias is not None}"
        )


class RMSNorm(Module):
    """The last axes of (..., *normalized_shape) with mean square 1, then each feature scaled.

    Args:
        normalized_shape: the sizes of these axes; an int for the last one alone.
        eps: keeps the root away from zero; None stands for the machine epsilon of the input's dtype.
        elementwise_affine: False leaves the weight out.
        dtype: of the weight, a floating NumPy dtype.

    Parameter: weight, ones at first, of normalized_shape.

    See: `functional.rms_norm`, https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html
    """

    def __init__(
        self,
        normalized_shape: int | Sequence[int],
        eps: float | None = None,
        elementwise_affine: bool = True,
        *,
        dtype: Any = np.float32,
    ):
        self.normalized_shape = _axes(normalized_shape)
        one = ones(type(self).__name__, self.normalized_shape, dtype)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self.weight = one if elementwise_affine else None

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.rms_norm(input, self.normalized_shape, self.weight, self.eps), "weight")

    def extra_repr(self) -> str:
        return f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"


class GroupNorm(Module):
    """Each group of channels of (N, C, ...) with mean 0 and variance 1, then each channel scaled and shifted.

    Args:
        num_groups: a divisor of num_channels.
        num_channels: C.
        eps: keeps the root away from zero.
        affine: False leaves weight and bias out.
        dtype: of the parameters, a floating NumPy dtype.
        bias: False leaves the bias out.

    Parameters: weight (C,), ones at first, and bias (C,), zeros.

    Raises:
        ValueError: num_groups does not divide num_channels.

    See: `functional.group_norm`, https://docs.pytorch.org/docs/stable/generated/torch.nn.GroupNorm.html
    """

    def __init__(
        self,
        num_groups: int,
        num_channels: int,
        eps: float = 1e-5,
        affine: bool = True,
        *,
        dtype: Any = np.float32,
        bias: bool = True,
    ):
        name = type(self).__name__
        integer(name, "num_groups", num_groups)
        one = ones(name, (num_channels,), dtype)
        if num_groups < 1 or num_channels % num_groups:
            raise ValueError(f"{name}: num_groups is {num_groups}, expected a divisor of num_channels {num_channels}")
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        self.weight = one if affine else None
        self.bias = np.zeros_like(one) if affine and bias else None

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps), "weight", "bias")

    def extra_repr(self) -> str:
        return (
            f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine}, "
            f"bias={self.bias is not None}"
        )


class LocalResponseNorm(Module):
    """Each value of (N, C, ...) divided by a power of the mean square of the neighbouring channels.

    Args:
        size: how many channels are neighbours.
        alpha, beta, k: y = x / (k + alpha · mean square)^beta.

    See: `functional.local_response_norm`,
    https://docs.pytorch.org/docs/stable/generated/torch.nn.LocalResponseNorm.html
    """

    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0):
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.local_response_norm(input, self.size, self.alpha, self.beta, self.k))

    def extra_repr(self) -> str:
        return f"{self.size}, alpha={self.alpha}, beta={self.beta}, k={self.k}"


def _axes(normalized_shape: Any) -> tuple[int, ...]:
    """The sizes of the normalized axes: an int for the last one alone."""
    return tuple(normalized_shape) if isinstance(normalized_shape, (tuple, list)) else (normalized_shape,)
