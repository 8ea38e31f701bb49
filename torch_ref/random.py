"""PyTorch's random numbers, under the names of `scratch.random`."""

from __future__ import annotations

from torch import Generator, bernoulli, default_generator, manual_seed, rand, randint, randperm

__all__ = ["Generator", "bernoulli", "default_generator", "manual_seed", "rand", "randint", "randperm"]
