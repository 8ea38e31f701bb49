"""Causes in training against evaluation."""

from __future__ import annotations

from functools import partial

import numpy as np

from ...cause import Cause
from ...program import Scene, edit
from ._recipe import BATCH, step


def _as_training(running: bool, s: Scene, dx: np.ndarray) -> np.ndarray:
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
        step(BATCH, own=lambda a: True),
    ),
    Cause(
        "train-uses-running-statistics",
        "training uses the running statistics; PyTorch uses the batch's",
        "in training the same as in evaluation",
        "mistake",
        "use the batch's mean and variance in training",
        (64,),
        (BATCH,),
        step(BATCH, own=lambda a: a.running_mean is None),
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
            edit("grad input", partial(_as_training, running)),
        )
        for running in (True, False)
    ),
]
