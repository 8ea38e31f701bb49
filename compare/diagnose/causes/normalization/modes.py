"""Causes in training against evaluation."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Forward, Scene, Tensors, edit, forward
from ._recipe import BATCH, measures


def _with_batch_statistics(a: Tensors, usual: Forward) -> Any:
    if measures(a) or a.input.numel() <= a.input.shape[1]:
        return usual(a)
    return usual(a.but(training=True, running_mean=None, running_var=None))


def _with_running_statistics(a: Tensors, usual: Forward) -> Any:
    if not measures(a) or a.running_mean is None:
        return usual(a)
    y = usual(a.but(training=False, running_mean=a.running_mean.clone(), running_var=a.running_var.clone()))
    usual(a)  # for the running statistics
    return y


def _as_training(s: Scene, dx: np.ndarray, running: bool) -> np.ndarray:
    """The formula of training, with the running statistics or with the batch's."""
    if s.training:
        return dx
    axes, tall = (0, *range(2, s.input.ndim)), (-1, *([1] * (s.input.ndim - 2)))
    mean, var = (s.running_mean, s.running_var) if running else (s.input.mean(axes), s.input.var(axes))
    std = np.sqrt(var + s.taken.get("eps", s.eps)).reshape(tall)
    xhat = (s.input - mean.reshape(tall)) / std
    g = s.dy if s.weight is None else s.dy * s.weight.reshape(tall)
    through = g - g.mean(axes, keepdims=True) - xhat * (g * xhat).mean(axes, keepdims=True)
    return np.asarray(through / std, dx.dtype)


CAUSES: list[Cause] = [
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
    *(
        Cause(
            "evaluation-differentiated-as-training",
            "in evaluation backward goes through mean and variance; there they are constants",
            "dx in evaluation is not proportional to dy",
            "mistake",
            "dx = gamma * dy / sqrt(running_var + eps) in evaluation",
            (),
            (BATCH,),
            edit("grad input", lambda s, dx, running=running: _as_training(s, dx, running)),
        )
        for running in (True, False)
    ),
]
