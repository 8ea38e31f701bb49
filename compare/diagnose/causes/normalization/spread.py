"""Causes in what values are centred and divided by."""

from __future__ import annotations

from typing import Any

import torch

from ...cause import Cause, Constant
from ...program import Change, both, edit, options
from ._recipe import CENTRED, EVERY, ROOT, TRACKED, Moments, step
from .running import fed

EPS = Constant("eps", (1e-6, 1e-8, 1e-7, 1e-3, 1e-2), 1e-12, 1.0)


def of_the_batch(compute: Any) -> Any:
    """Another variance of the batch; the running one stays."""
    return lambda var, m: compute(var, m) if m.own else var


def _summed(op: str) -> Change:
    change = step(op, variance=of_the_batch(lambda var, m: var * m.n))
    return both(change, edit("running_var after", fed(op, lambda var, n, eps: var * n))) if op in TRACKED else change


def _unbiased(var: Any, m: Moments) -> Any:
    return var * m.n / (m.n - 1) if m.n > 1 else var


CAUSES: list[Cause] = [
    *(
        Cause(
            "eps-value",
            f"eps is {{value}}; PyTorch's is {usual} unless another is given",
            "off by the ratio sqrt((var + eps) / (var + eps')): most where the variance is small",
            "convention",
            "set eps to PyTorch's, or hand it over",
            (59,),
            ops,
            lambda value: options(lambda a: {} if "eps" in a.given else {"eps": value}),
            EPS,
        )
        for ops, usual in ((CENTRED, "1e-5"), ((ROOT,), "the smallest step of the dtype from 1"))
    ),
    Cause(
        "eps-ignored",
        "eps is {value}, whatever is given",
        "off by the ratio sqrt((var + eps) / (var + eps')) wherever eps is given",
        "mistake",
        "use the eps that was handed over",
        (59,),
        EVERY,
        lambda value: options(lambda a: {"eps": value} if "eps" in a.given else {}),
        Constant("eps", (1e-5,), 1e-12, 1.0),
    ),
    *(
        Cause(
            "eps-outside-root",
            "eps is added to the standard deviation; PyTorch adds it to the variance, within the root",
            "ratio sqrt(var + eps) / (sqrt(var) + eps): most where the variance is small",
            "convention",
            "np.sqrt(var + eps)",
            (60,),
            (op,),
            step(op, divisor=lambda m: torch.sqrt(m.var) + m.eps),
        )
        for op in EVERY
    ),
    *(
        Cause(
            "unbiased-normalizer",
            "values are divided by the unbiased standard deviation (ddof=1); PyTorch divides by the biased one",
            "constant ratio sqrt((n - 1) / n) in every channel",
            "convention",
            "np.var(x, axis) without ddof",
            (61,),
            (op,),
            step(op, variance=of_the_batch(_unbiased)),
        )
        for op in CENTRED
    ),
    *(
        Cause(
            "eps-missing",
            "there is no eps",
            "ratio sqrt((var + eps) / var): most where the variance is small; nan where it is 0",
            "convention",
            "np.sqrt(var + eps)",
            (59,),
            (op,),
            step(op, divisor=lambda m: torch.sqrt(m.var)),
        )
        for op in CENTRED
    ),
    *(
        Cause(
            "eps-twice",
            "eps is added to the variance, and to its root once more",
            "ratio 1 + eps / std: most where the variance is small",
            "mistake",
            "np.sqrt(var + eps), and nothing more",
            (),
            (op,),
            step(op, divisor=lambda m: torch.sqrt(m.var + m.eps) + m.eps),
        )
        for op in EVERY
    ),
    *(
        Cause(
            "divided-by-variance",
            "values are divided by the variance where its root belongs",
            "ratio 1 / std, another in every channel",
            "mistake",
            "divide by np.sqrt(var + eps)",
            (),
            (op,),
            step(op, divisor=lambda m: m.var + m.eps),
        )
        for op in EVERY
    ),
    *(
        Cause(
            "variance-not-averaged",
            "the variance is a sum of squares that was not divided by how many there are",
            "constant ratio 1 / sqrt(n)",
            "mistake",
            "np.mean of the squares",
            (),
            (op,),
            _summed(op),
        )
        for op in EVERY
    ),
    *(
        Cause(
            "variance-not-centred",
            "the variance is the mean of the squares, from which the mean was not subtracted",
            "values are too small, the more the larger the mean is beside the standard deviation",
            "mistake",
            "np.mean((x - mean) ** 2)",
            (),
            (op,),
            step(op, variance=of_the_batch(lambda var, m: var + m.mean.square())),
        )
        for op in CENTRED
    ),
    *(
        Cause(
            "mean-not-subtracted",
            "the mean is not subtracted",
            "off by mean / std in every channel",
            "mistake",
            "(x - mean) / std",
            (),
            (op,),
            step(op, centre=lambda m: m.x),
        )
        for op in CENTRED
    ),
    Cause(
        "mean-subtracted",
        "the mean is subtracted, as in layer normalization; in PyTorch's root mean square normalization it is not",
        "every sample adds up to 0, but for the scale",
        "mistake",
        "x / np.sqrt(np.mean(x ** 2) + eps)",
        (),
        (ROOT,),
        step(
            ROOT,
            mean=lambda mean, m: m.x.mean(m.axes, keepdim=True),
            variance=lambda var, m: m.x.var(m.axes, correction=0, keepdim=True),
        ),
    ),
]
