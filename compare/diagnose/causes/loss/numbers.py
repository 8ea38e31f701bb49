"""Squares and absolute values."""

from __future__ import annotations

import numpy as np
import torch

from ...cause import Cause, Constant
from ...program import edit, forward, options

CAUSES: list[Cause] = [
    Cause(
        "root-of-mean-square",
        "the root is taken of the mean of squares",
        "the loss is the root of PyTorch's",
        "convention",
        "leave the root away",
        (),
        ("mse_loss",),
        forward(lambda a, usual: torch.sqrt(usual(a))),
    ),
    Cause(
        "absolute-for-square",
        "absolute values are taken where squares belong",
        "the gradient is the same size everywhere",
        "mistake",
        "(y - t) ** 2",
        (),
        ("mse_loss",),
        forward(lambda a, usual: torch.nn.functional.l1_loss(a.input, a.target, reduction=a.reduction)),
    ),
    Cause(
        "square-missing-in-loss",
        "the loss is the mean of the differences, not of their squares",
        "it can be negative",
        "mistake",
        "(y - t) ** 2",
        (),
        ("mse_loss",),
        edit("y", lambda s, y: np.asarray(np.mean(s.input - s.target))),
    ),
    Cause(
        "kink-gradient-one",
        "the gradient where both are equal is 1 or -1; in PyTorch it is 0",
        "differs only where y == t",
        "convention",
        "np.sign(y - t)",
        (13,),
        ("l1_loss",),
        edit("grad input", lambda s, g: np.where(s.input == s.target, s.dy / s.input.size, g)),
    ),
    Cause(
        "delta-value",
        "the kink lies at {value}; PyTorch's at 1 unless another is given",
        "differs only for larger differences",
        "convention",
        "set delta to 1",
        (),
        ("huber_loss",),
        lambda value: options(lambda a: {} if "delta" in a.given else {"delta": value}),
        Constant("delta", (0.5, 1.5, 2.0, 1.35), 0.01, 10.0),
    ),
    Cause(
        "delta-value",
        "the kink lies at {value}; PyTorch's at 1 unless another is given",
        "differs only for larger differences",
        "convention",
        "set beta to 1",
        (),
        ("smooth_l1_loss",),
        lambda value: options(lambda a: {} if "beta" in a.given else {"beta": value}),
        Constant("beta", (0.5, 1.5, 2.0, 1.0 / 9), 0.01, 10.0),
    ),
]
