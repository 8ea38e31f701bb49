"""Causes in the running statistics of batch normalization."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from ...cause import Cause, Constant
from ...program import Change, Forward, Scene, Tensors, both, edit, forward, options
from ._parts import BATCH, statistics, training


def _momentum(compute: Any) -> Change:
    return options(lambda a: {"momentum": compute(a)} if training(a) else {})


def _batch(s: Scene) -> tuple[np.ndarray, np.ndarray, int]:
    axes = tuple(i for i in range(s.input.ndim) if i != 1)
    return s.input.mean(axes), s.input.var(axes), s.input.size // s.input.shape[1]


def _share(s: Scene) -> float:
    return float(s.taken["momentum"])


def _var(compute: Any) -> Change:
    """The running variance after training as `compute(scene, before, batch's variance, n)`."""

    def changed(s: Scene, value: np.ndarray) -> np.ndarray:
        if not s.training:
            return value
        _, var, n = _batch(s)
        return np.asarray(compute(s, s.running_var, var, n), value.dtype)

    return edit("running_var after", changed)


def _replaced(quantity: str, which: int) -> Change:
    def changed(s: Scene, value: np.ndarray) -> np.ndarray:
        return np.asarray(_batch(s)[which], value.dtype) if s.training else value

    return edit(quantity, changed)


def _kept(quantity: str, name: str) -> Change:
    return edit(quantity, lambda s, value: getattr(s, name))


def _updated_in_evaluation(a: Tensors, usual: Forward) -> Any:
    y = usual(a)
    if not training(a) and a.running_mean is not None:
        _, mean, var, n = statistics(BATCH, a.but(training=True))
        with torch.no_grad():
            a.running_mean.copy_((1 - a.momentum) * a.running_mean + a.momentum * mean.reshape(-1))
            a.running_var.copy_((1 - a.momentum) * a.running_var + a.momentum * var.reshape(-1) * n / max(n - 1, 1))
    return y


def _begun(mean: Any, var: Any) -> Change:
    """Where the statistics are PyTorch's initial ones, zeros and ones: those that the code starts with."""

    def changed(a: Tensors, usual: Forward) -> Any:
        if a.running_mean is not None and not a.running_mean.any() and bool((a.running_var == 1).all()):
            axes = tuple(i for i in range(a.input.ndim) if i != 1)
            with torch.no_grad():
                a.running_mean.copy_(mean(a.input, axes, a.running_mean))
                a.running_var.copy_(var(a.input, axes, a.running_var))
        return usual(a)

    return forward(changed)


CAUSES: list[Cause] = [
    Cause(
        "momentum-of-old",
        "momentum is the share of the old statistics; in PyTorch it is that of the new: 0.9 here is 0.1 there",
        "running statistics as with 1 - momentum; after one step from 0 the mean is 9 times (or a 9th of) PyTorch's",
        "convention",
        "running = (1 - momentum) * running + momentum * batch",
        (56,),
        (BATCH,),
        _momentum(lambda a: 1 - a.momentum if "momentum" in a.given else a.momentum),
    ),
    Cause(
        "momentum-of-old",
        "momentum is the share of the old statistics; in PyTorch it is that of the new: 0.9 here is 0.1 there",
        "running statistics as with 1 - momentum; after one step from 0 the mean is 9 times (or a 9th of) PyTorch's",
        "convention",
        "running = (1 - momentum) * running + momentum * batch",
        (56,),
        (BATCH,),
        _momentum(lambda a: 1 - a.momentum),
    ),
    Cause(
        "momentum-value",
        "the running statistics move by {value} of the new; in PyTorch by 0.1 unless momentum is given",
        "running - before is a constant ratio of PyTorch's",
        "convention",
        "set the share of the new statistics to 0.1",
        (56,),
        (BATCH,),
        lambda value: _momentum(lambda a: a.momentum if "momentum" in a.given else value),
        Constant("momentum", (0.9, 0.99, 0.01, 0.05, 0.5, 0.001, 0.2, 0.95), 1e-4, 1.0),
    ),
    Cause(
        "running-var-biased",
        "the running variance takes the biased variance of the batch; PyTorch takes the unbiased one, n / (n - 1)",
        "what is new in the running variance has the ratio (n - 1) / n",
        "convention",
        "running_var takes var * n / (n - 1)",
        (57,),
        (BATCH,),
        edit("running_var after", lambda s, value: _less_biased(s, value)),
    ),
    Cause(
        "running-var-init",
        "the running variance starts at 0; in PyTorch at 1",
        "a difference of (1 - momentum)^k after k steps, the same in every channel",
        "convention",
        "start running_var at np.ones",
        (58,),
        (BATCH,),
        _begun(lambda x, axes, old: old, lambda x, axes, old: old * 0),
    ),
    Cause(
        "running-statistics-init",
        "the running statistics start as those of the first batch; in PyTorch as zeros and ones",
        "after the first step they are the batch's own",
        "convention",
        "start running_mean at zeros and running_var at ones",
        (58,),
        (BATCH,),
        _begun(lambda x, axes, old: x.mean(axes), lambda x, axes, old: x.var(axes, correction=0)),
    ),
    Cause(
        "running-statistics-replaced",
        "the running statistics are replaced by the batch's",
        "they do not depend on what they were",
        "mistake",
        "running = (1 - momentum) * running + momentum * batch",
        (),
        (BATCH,),
        both(_replaced("running_mean after", 0), _replaced("running_var after", 1)),
    ),
    Cause(
        "running-statistics-frozen",
        "the running statistics are not updated in training",
        "they are what they were",
        "mistake",
        "update them in training",
        (),
        (BATCH,),
        both(_kept("running_mean after", "running_mean"), _kept("running_var after", "running_var")),
    ),
    Cause(
        "running-std",
        "the running variance is fed the standard deviation",
        "what is new in it is the root of PyTorch's, up to n / (n - 1)",
        "mistake",
        "feed it the variance",
        (),
        (BATCH,),
        _var(lambda s, old, var, n: (1 - _share(s)) * old + _share(s) * np.sqrt(var + s.eps)),
    ),
    Cause(
        "eps-in-running-var",
        "the running variance is fed the variance with eps in it",
        "what is new in it is larger by eps",
        "convention",
        "feed it the variance alone",
        (),
        (BATCH,),
        _var(lambda s, old, var, n: (1 - _share(s)) * old + _share(s) * (var + s.eps)),
    ),
    Cause(
        "running-statistics-in-evaluation",
        "the running statistics are updated in evaluation too",
        "they change where PyTorch leaves them alone",
        "mistake",
        "update them in training only",
        (),
        (BATCH,),
        forward(_updated_in_evaluation),
    ),
    Cause(
        "momentum-cumulative",
        "the running statistics are a cumulative average, each batch weighing 1 / k; PyTorch does so with momentum=None",
        "after the first step they are the batch's own",
        "convention",
        "running = (1 - momentum) * running + momentum * batch",
        (66,),
        (BATCH,),
        _momentum(lambda a: 1.0),
    ),
]


def _less_biased(s: Scene, value: np.ndarray) -> np.ndarray:
    """Without n / (n - 1) in what is new, whatever the old statistics and their share."""
    if not s.training:
        return value
    _, var, n = _batch(s)
    share = _share(s)
    return np.asarray(value - share * var / max(n - 1, 1), value.dtype)
