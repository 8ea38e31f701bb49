"""Dropout layers: in training, drop at random and scale up what stays; in evaluation, do nothing."""

from __future__ import annotations

from typing import Any

from .. import functional as F
from ..functional._check import number
from ._parts import Array, Pullback, attributes, named
from .module import Module


class _Dropout(Module):
    op: Any

    def __init__(self, p: float = 0.5, *, rng: Any = None):
        number(type(self).__name__, "p", p)
        if not 0 <= p <= 1:
            raise ValueError(f"{type(self).__name__}: p is {p}, expected a probability between 0 and 1")
        self.p = p
        self.rng = rng

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        return named(self.op(input, self.p, self.training, rng=self.rng))

    def extra_repr(self) -> str:
        return attributes(self, "p")


class Dropout(_Dropout):
    """Each element is zero with probability `p`, else divided by 1 − p: `functional.dropout`.

    Args:
        p: probability of a zero.
        rng: a `scratch.random.Generator` to draw from; by default the one that `scratch.manual_seed` seeds.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.Dropout.html
    """

    op = staticmethod(F.dropout)


class Dropout1d(_Dropout):
    """Whole channels (N, C, ·) are dropped: `functional.dropout1d`. Arguments: see `Dropout`."""

    op = staticmethod(F.dropout1d)


class Dropout2d(_Dropout):
    """Whole channels (N, C, ·, ·) are dropped: `functional.dropout2d`. Arguments: see `Dropout`."""

    op = staticmethod(F.dropout2d)


class Dropout3d(_Dropout):
    """Whole channels (N, C, ·, ·, ·) are dropped: `functional.dropout3d`. Arguments: see `Dropout`."""

    op = staticmethod(F.dropout3d)


class AlphaDropout(_Dropout):
    """Drops to SELU's lower limit and keeps mean and variance: `functional.alpha_dropout`. As `Dropout`."""

    op = staticmethod(F.alpha_dropout)


class FeatureAlphaDropout(_Dropout):
    """`AlphaDropout` of whole channels (N, C, ...): `functional.feature_alpha_dropout`. As `Dropout`."""

    op = staticmethod(F.feature_alpha_dropout)
