"""Causes in how values are normalized."""

from __future__ import annotations

from typing import Any

import torch

from ...cause import Cause, Constant
from ...program import Forward, Tensors, forward, options
from ._parts import BATCH, EVERY, LAYER, WEIGHTED, normalized, scaled, statistics, training

EPS = Constant("eps", (1e-7, 1e-6, 1e-8, 1e-3, 1e-12, 1e-4, 1e-2, 1e-5, 1e-15), 1e-12, 1.0)


def _eps(value: float) -> Any:
    return options(lambda a: {} if "eps" in a.given else {"eps": value})


def _per_activation(a: Tensors, usual: Forward) -> Any:
    """Statistics over the batch alone, for every place in an image."""
    x = a.input
    if x.ndim < 3 or not training(a):
        return usual(a)
    usual(a)
    xhat = (x - x.mean(0, keepdim=True)) * torch.rsqrt(x.var(0, correction=0, keepdim=True) + a.eps)
    return scaled(BATCH, a, xhat)


def _per_sample(a: Tensors, usual: Forward) -> Any:
    """Statistics over space alone."""
    x = a.input
    axes = tuple(range(2, x.ndim)) or (1,)
    if not training(a):
        return usual(a)
    usual(a)
    xhat = (x - x.mean(axes, keepdim=True)) * torch.rsqrt(x.var(axes, correction=0, keepdim=True) + a.eps)
    return scaled(BATCH, a, xhat)


def _over_the_batch(a: Tensors, usual: Forward) -> Any:
    x = a.input
    xhat = (x - x.mean(0, keepdim=True)) * torch.rsqrt(x.var(0, correction=0, keepdim=True) + a.eps)
    return scaled(LAYER, a, xhat)


def _with_batch_statistics(a: Tensors, usual: Forward) -> Any:
    if training(a):
        return usual(a)
    x, mean, var, _ = statistics(BATCH, a.but(training=True))
    return scaled(BATCH, a, (x - mean) * torch.rsqrt(var + a.eps))


def _with_running_statistics(a: Tensors, usual: Forward) -> Any:
    if not training(a) or a.running_mean is None:
        return usual(a)
    y = usual(a.but(training=False, running_mean=a.running_mean.clone(), running_var=a.running_var.clone()))
    usual(a)
    return y


def _shifted_first(op: str) -> Any:
    def changed(a: Tensors, usual: Forward) -> Any:
        if a.weight is None or a.values.get("bias") is None:
            return usual(a)
        plain = usual(a.but(weight=None, bias=None))
        shape = (1, -1, *([1] * (plain.ndim - 2))) if op != LAYER else a.weight.shape
        return (plain + a.bias.reshape(shape)) * a.weight.reshape(shape)

    return forward(changed)


def _plain(a: Tensors, x: Any, mean: Any, var: Any, n: int) -> Any:
    return (x - mean) / torch.sqrt(var + a.eps)


CAUSES: list[Cause] = [
    Cause(
        "eps-value",
        "eps is {value}; PyTorch's is 1e-5 unless another is given",
        "each channel is off by the ratio sqrt((var + eps) / (var + eps')): most where the variance is small",
        "convention",
        "set eps to 1e-5",
        (59,),
        WEIGHTED,
        _eps,
        EPS,
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
            normalized(op, lambda a, x, mean, var, n: (x - mean) / (torch.sqrt(var) + a.eps)),
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
            normalized(
                op,
                lambda a, x, mean, var, n: (
                    (x - mean) / torch.sqrt((var * n / max(n - 1, 1) if training(a) else var) + a.eps)
                ),
            ),
        )
        for op in EVERY
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
            normalized(op, lambda a, x, mean, var, n: (x - mean) / torch.sqrt(var)),
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
            normalized(op, lambda a, x, mean, var, n: (x - mean) / (var + a.eps)),
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
            normalized(
                op, lambda a, x, mean, var, n: (x - mean) / torch.sqrt((var * n if training(a) else var) + a.eps)
            ),
        )
        for op in EVERY
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
            normalized(op, lambda a, x, mean, var, n: x / torch.sqrt(var + a.eps)),
        )
        for op in EVERY
    ),
    *(
        Cause(
            "shift-before-scale",
            "the shift is added before the scale multiplies: gamma (xhat + beta)",
            "off by beta (gamma - 1) in every channel",
            "mistake",
            "gamma * xhat + beta",
            (),
            (op,),
            _shifted_first(op),
        )
        for op in EVERY
    ),
    Cause(
        "statistics-per-activation",
        "statistics are taken over the batch alone, for every pixel by itself; PyTorch takes them per channel",
        "the mean over the batch is 0 at every pixel",
        "mistake",
        "take mean and variance over axes (0, 2, 3)",
        (62,),
        (BATCH,),
        forward(_per_activation),
    ),
    Cause(
        "statistics-per-sample",
        "statistics are taken within each sample; PyTorch takes them over the batch too",
        "the mean is 0 in every sample",
        "mistake",
        "take mean and variance over axis 0 as well",
        (),
        (BATCH,),
        forward(_per_sample),
    ),
    Cause(
        "statistics-over-batch",
        "statistics are taken over the batch; layer normalization takes them within each sample",
        "the mean over the batch is 0 for every feature",
        "mistake",
        "take mean and variance over the last axis",
        (),
        (LAYER,),
        forward(_over_the_batch),
    ),
    Cause(
        "eval-uses-batch-statistics",
        "evaluation uses the batch's statistics; PyTorch uses the running ones",
        "in evaluation the same as in training",
        "mistake",
        "use running_mean and running_var where not training",
        (64,),
        (BATCH,),
        forward(_with_batch_statistics),
    ),
    Cause(
        "train-uses-running-statistics",
        "training uses the running statistics; PyTorch uses the batch's",
        "in training the same as in evaluation",
        "mistake",
        "use the batch's mean and variance in training",
        (64,),
        (BATCH,),
        forward(_with_running_statistics),
    ),
]
