"""Losses for numbers that come from a distribution: how improbable did the model find them?"""

from __future__ import annotations

from typing import Any

from ... import functional as F
from .._parts import Array
from ._loss import Loss


class GaussianNLLLoss(Loss):
    """Called with means, target and variances: `functional.gaussian_nll_loss`.

    The variances may be one float, which then has the gradient None.
    """

    def __init__(self, *, full: bool = False, eps: float = 1e-6, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.full = full
        self.eps = eps

    def forward(self, input: Array, target: Array, var: Array | float) -> tuple[Array, Any]:
        return F.gaussian_nll_loss(input, target, var, self.full, self.eps, self.reduction)


class PoissonNLLLoss(Loss):
    """For counts, from their expected number or (`log_input`) its logarithm: `functional.poisson_nll_loss`.

    `full` adds the part that does not depend on the model.
    """

    def __init__(self, log_input: bool = True, full: bool = False, *, eps: float = 1e-8, reduction: str = "mean"):
        super().__init__(reduction=reduction)
        self.log_input = log_input
        self.full = full
        self.eps = eps

    def forward(self, input: Array, target: Array) -> tuple[Array, Any]:
        return F.poisson_nll_loss(input, target, self.log_input, self.full, eps=self.eps, reduction=self.reduction)
