"""Causes in the scale and the shift."""

from __future__ import annotations

from typing import Any

from ...cause import Cause
from ._recipe import CENTRED, EVERY, scaled_and_shifted, step


def _shifted_first(xhat: Any, w: Any, b: Any) -> Any:
    return scaled_and_shifted(xhat if b is None else xhat + b, w, None)


def _without_gamma(xhat: Any, w: Any, b: Any) -> Any:
    """xhat w + b, in whose slope along xhat there is no w."""
    return scaled_and_shifted(xhat.detach(), w, b) + (xhat - xhat.detach())


CAUSES: list[Cause] = [
    Cause(name, line, signature, "mistake", mend, (), (op,), step(op, affine=affine))
    for name, line, signature, mend, ops, affine in (
        (
            "shift-before-scale",
            "the shift is added before the scale multiplies: gamma (xhat + beta)",
            "off by beta (gamma - 1) in every channel",
            "gamma * xhat + beta",
            CENTRED,
            _shifted_first,
        ),
        (
            "scale-missing",
            "the scale gamma is not used",
            "ratio 1 / gamma in every channel, but for the shift",
            "gamma * xhat + beta",
            EVERY,
            lambda xhat, w, b: scaled_and_shifted(xhat, None, b),
        ),
        (
            "shift-missing",
            "the shift beta is not added",
            "off by beta in every channel",
            "gamma * xhat + beta",
            CENTRED,
            lambda xhat, w, b: scaled_and_shifted(xhat, w, None),
        ),
        (
            "scale-and-shift-exchanged",
            "gamma is added and beta multiplied",
            "right for the other order of the two",
            "gamma * xhat + beta",
            CENTRED,
            lambda xhat, w, b: scaled_and_shifted(xhat, b, w),
        ),
        (
            "gamma-missing-in-gradient",
            "gamma is missing in the gradient of the input",
            "ratio 1 / gamma in every channel where statistics are of a channel",
            "start from dxhat = dy * gamma",
            EVERY,
            _without_gamma,
        ),
    )
    for op in ops
]
