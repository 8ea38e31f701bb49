"""PyTorch's random numbers, under the names of `scratch.random`; what ends in an underscore fills a tensor."""

from __future__ import annotations

import torch
from torch import Generator, Tensor, bernoulli, default_generator, manual_seed, rand, randint, randperm

__all__ = [
    "Generator",
    "bernoulli",
    "bernoulli_",
    "default_generator",
    "manual_seed",
    "normal_",
    "rand",
    "randint",
    "random_",
    "randperm",
    "uniform_",
]


def bernoulli_(x: Tensor, p: float | Tensor = 0.5, generator: torch.Generator | None = None) -> Tensor:
    return x.bernoulli_(p, generator=generator)


def normal_(x: Tensor, mean: float = 0.0, std: float = 1.0, generator: torch.Generator | None = None) -> Tensor:
    return x.normal_(mean, std, generator=generator)


def random_(x: Tensor, generator: torch.Generator | None = None) -> Tensor:
    return x.random_(generator=generator)


def uniform_(x: Tensor, low: float, high: float, generator: torch.Generator | None = None) -> Tensor:
    return x.uniform_(low, high, generator=generator)
