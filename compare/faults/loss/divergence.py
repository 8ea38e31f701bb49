"""Mistakes in the divergence of distributions."""

from __future__ import annotations

from .._fault import Fault

OPERANDS = "functional/_operands.py"
DIVERGENCE = "functional/loss/divergence.py"

FAULTS: list[Fault] = [
    Fault(
        "kl_div",
        "broadcast axes averaged instead of summed",
        OPERANDS,
        "gradient.sum(axes) if axes",
        "gradient.mean(axes) if axes",
    ),
    Fault(
        "kl_div",
        "batchmean divides by the number of elements",
        DIVERGENCE,
        "len(input) if input.ndim else 1",
        "input.size",
    ),
    Fault("kl_div", "0 log 0 is nan", DIVERGENCE, "np.where(t == 0, 0, t * np.log(t))", "t * np.log(t)"),
    Fault(
        "kl_div",
        "log_target's exponential not differentiated",
        DIVERGENCE,
        "(given - x) * g * t + t * g\n",
        "t * g\n",
    ),
    Fault("kl_div", "the other divergence", DIVERGENCE, "t * (given - x) if", "t * (x - given) if"),
    Fault(
        "kl_div",
        "axes of the target taken for those of the loss",
        OPERANDS,
        "gradient.shape[extra + a] != 1",
        "gradient.shape[a] != 1",
    ),
]
