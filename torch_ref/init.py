"""Initial values by PyTorch, under the names of `scratch.init`: what Linear's and Conv's constructors do, spelt out."""

from __future__ import annotations

import math

import torch
from torch.nn.init import kaiming_uniform_

__all__ = ["fan_in", "kaiming_uniform_", "linear_and_conv_"]


def fan_in(weight: torch.Tensor) -> int:
    return torch.nn.init._calculate_fan_in_and_fan_out(weight)[0]


def linear_and_conv_(weight: torch.Tensor, bias: torch.Tensor | None, generator: torch.Generator | None = None) -> None:
    kaiming_uniform_(weight, a=math.sqrt(5), generator=generator)
    if bias is not None:
        bound = 1 / math.sqrt(fan_in(weight))
        torch.nn.init.uniform_(bias, -bound, bound, generator=generator)
