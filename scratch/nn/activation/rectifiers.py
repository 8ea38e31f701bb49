"""Rectifiers as layers: the slope on the left is fixed, learned or drawn."""

from __future__ import annotations

from typing import Any

import numpy as np

from ... import functional as F
from ...functional._check import scalar
from .._parts import Array, Pullback, attributes, named, parameter
from ..module import Module


class ReLU(Module):
    """max(0, x): `functional.relu`."""

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.relu(input))


class Threshold(Module):
    """x where it is above `threshold`, else `value`: `functional.threshold`."""

    def __init__(self, threshold: float, value: float):
        self.threshold = threshold
        self.value = value

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.threshold(input, self.threshold, self.value))

    def extra_repr(self) -> str:
        return attributes(self, "threshold", "value")


class LeakyReLU(Module):
    """x where positive, else `negative_slope`·x: `functional.leaky_relu`."""

    def __init__(self, negative_slope: float = 0.01):
        self.negative_slope = negative_slope

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.leaky_relu(input, self.negative_slope))

    def extra_repr(self) -> str:
        return attributes(self, "negative_slope")


class PReLU(Module):
    """x where positive, else a·x with a slope a that is learned: `functional.prelu`.

    Args:
        num_parameters: 1, or the number of channels, for a slope each.
        init: the slope at first.
        dtype: of the slopes, a floating NumPy dtype.

    Parameters: weight (num_parameters,), the slopes. Weight decay would pull them towards a plain ReLU.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.PReLU.html
    """

    def __init__(self, num_parameters: int = 1, init: float = 0.25, *, dtype: Any = np.float32):
        self.num_parameters = num_parameters
        self.init = init
        self.weight = parameter("PReLU", (num_parameters,), dtype)
        self.weight[...] = scalar("PReLU", "init", init, self.weight.dtype)

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.prelu(input, self.weight), "weight")

    def extra_repr(self) -> str:
        return attributes(self, "num_parameters")


class RReLU(Module):
    """x where positive, else r·x: `functional.rrelu`. In training r is drawn, in evaluation it is the mean.

    Args:
        lower, upper: the ends between which r is drawn.
        rng: a `scratch.random.Generator` to draw from; by default the one that `scratch.manual_seed` seeds.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.RReLU.html
    """

    def __init__(self, lower: float = 1 / 8, upper: float = 1 / 3, *, rng: Any = None):
        self.lower = lower
        self.upper = upper
        self.rng = rng

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(F.rrelu(input, self.lower, self.upper, self.training, rng=self.rng))

    def extra_repr(self) -> str:
        return attributes(self, "lower", "upper")
