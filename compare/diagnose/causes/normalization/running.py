"""Causes in the running statistics."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import torch

from ...cause import Cause, Constant
from ...program import Change, Edit, Forward, Scene, Tensors, both, edit, forward, options
from ._recipe import BATCH, TRACKED, measures

Fed = Callable[[np.ndarray, int, float], np.ndarray]  # what is fed, of the biased variance, n and eps


def _momentum(compute: Callable[[Tensors], float]) -> Change:
    return options(lambda a: {"momentum": compute(a)} if measures(a) else {})


def _measured(op: str, s: Scene) -> bool:
    return bool(s.training if op == BATCH else s.use_input_stats)


def _batch(op: str, s: Scene) -> tuple[np.ndarray, np.ndarray, int]:
    """The mean and the biased variance of the batch, and of how many values each is; by instance, their mean."""
    x, space = s.input, tuple(range(2, s.input.ndim))
    if op == BATCH:
        return x.mean((0, *space)), x.var((0, *space)), x.size // x.shape[1]
    return x.mean((0, *space)), x.var(space).mean(0), int(np.prod(x.shape[2:]))


def fed(op: str, compute: Fed) -> Edit:
    """A running variance that is fed `compute(batch's biased variance, n, eps)` in place of the unbiased variance."""

    def changed(s: Scene, value: np.ndarray) -> np.ndarray:
        if not _measured(op, s):
            return value
        _, var, n = _batch(op, s)
        wrong = compute(var, n, s.taken["eps"]) - var * n / max(n - 1, 1)
        return np.asarray(value + s.taken["momentum"] * wrong, value.dtype)

    return changed


def _shares(old: Callable[[float], float], new: Callable[[float], float]) -> Change:
    """The old statistics times old(momentum), and the batch's times new(momentum)."""

    def changed(name: str, which: int) -> Edit:
        def change(s: Scene, value: np.ndarray) -> np.ndarray:
            if not s.training:
                return value
            m, before = s.taken["momentum"], getattr(s, name)
            fed = (value - (1 - m) * before) / m if m else _batch(BATCH, s)[which]
            return np.asarray(old(m) * before + new(m) * fed, value.dtype)

        return change

    return both(*(edit(f"{n} after", changed(n, i)) for i, n in enumerate(("running_mean", "running_var"))))


def _as_before(name: str, s: Scene, value: np.ndarray) -> np.ndarray:
    return np.asarray(getattr(s, name))


def _in_evaluation_too(a: Tensors, usual: Forward) -> Any:
    y = usual(a)
    if not measures(a) and a.running_mean is not None and a.input.numel() > a.input.shape[1]:
        usual(a.but(training=True))
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


def _feeding(
    name: str, line: str, signature: str, kind: Any, mend: str, rows: tuple[int, ...], compute: Fed
) -> list[Cause]:
    return [
        Cause(name, line, signature, kind, mend, rows, (op,), edit("running_var after", fed(op, compute)))
        for op in TRACKED
    ]


CAUSES: list[Cause] = [
    *(
        Cause(
            "momentum-of-old",
            "momentum is the share of the old statistics; in PyTorch it is that of the new: 0.9 here is 0.1 there",
            "as with 1 - momentum; after one step from 0 the running mean is 9 times (or a 9th of) PyTorch's",
            "convention",
            "running = (1 - momentum) * running + momentum * batch",
            (56,),
            TRACKED,
            _momentum(compute),
        )
        for compute in (lambda a: 1 - a.momentum if "momentum" in a.given else a.momentum, lambda a: 1 - a.momentum)
    ),
    Cause(
        "running-statistics-replaced",
        "the running statistics become the batch's: replaced, or a cumulative average of which this is the first",
        "they do not depend on what they were",
        "convention",
        "running = (1 - momentum) * running + momentum * batch; PyTorch averages cumulatively with momentum=None",
        (66,),
        TRACKED,
        _momentum(lambda a: 1.0),
    ),
    Cause(
        "momentum-value",
        "the running statistics move by {value} of the new; in PyTorch by 0.1 unless momentum is given",
        "running - before is a constant ratio of PyTorch's",
        "convention",
        "set the share of the new statistics to 0.1",
        (56,),
        TRACKED,
        lambda value: _momentum(lambda a: a.momentum if "momentum" in a.given else value),
        Constant("momentum", (0.9, 0.99, 0.01, 0.05, 0.5, 0.001, 0.2, 0.95), 1e-4, 1.0),
    ),
    *_feeding(
        "running-var-biased",
        "the running variance takes the biased variance of the batch; PyTorch takes the unbiased one, n / (n - 1)",
        "what is new in the running variance has the ratio (n - 1) / n",
        "convention",
        "running_var takes var * n / (n - 1)",
        (57,),
        lambda var, n, eps: var,
    ),
    *_feeding(
        "eps-in-running-var",
        "the running variance is fed the biased variance with eps in it",
        "what is new in it is larger by eps, and smaller by (n - 1) / n",
        "convention",
        "feed it the variance alone, times n / (n - 1)",
        (57,),
        lambda var, n, eps: var + eps,
    ),
    *_feeding(
        "eps-in-running-var",
        "the running variance is fed the variance with eps in it",
        "what is new in it is larger by eps",
        "convention",
        "feed it the variance alone",
        (),
        lambda var, n, eps: var * n / max(n - 1, 1) + eps,
    ),
    *_feeding(
        "running-std",
        "the running variance is fed the standard deviation",
        "what is new in it is the root of PyTorch's, up to n / (n - 1)",
        "mistake",
        "feed it the variance",
        (),
        lambda var, n, eps: np.sqrt(var),
    ),
    *_feeding(
        "running-std",
        "the running variance is fed the standard deviation, with eps in it",
        "what is new in it is the root of PyTorch's, up to n / (n - 1) and eps",
        "mistake",
        "feed it the variance",
        (),
        lambda var, n, eps: np.sqrt(var + eps),
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
        "running-statistics-frozen",
        "the running statistics are not updated in training",
        "they are what they were",
        "mistake",
        "update them in training",
        (),
        TRACKED,
        both(*(edit(f"{n} after", partial(_as_before, n)) for n in ("running_mean", "running_var"))),
    ),
    Cause(
        "running-statistics-sign",
        "the running statistics move away from the batch's",
        "running - before has the other sign",
        "mistake",
        "running += momentum * (batch - running)",
        (),
        (BATCH,),
        _momentum(lambda a: -a.momentum),
    ),
    *(
        Cause(
            "running-shares-not-one",
            f"the running statistics are {formula}: the shares do not add up to 1",
            "over many steps they tend to something else than the mean of the batches",
            "mistake",
            "running = (1 - momentum) * running + momentum * batch",
            (),
            (BATCH,),
            _shares(old, new),
        )
        for formula, old, new in (
            ("running + momentum * batch", lambda m: 1.0, lambda m: m),
            ("(1 - momentum) * running + batch", lambda m: 1 - m, lambda m: 1.0),
            ("momentum * running + batch", lambda m: m, lambda m: 1.0),
            ("momentum * running + momentum * batch", lambda m: m, lambda m: m),
            ("(1 - momentum) * (running + batch)", lambda m: 1 - m, lambda m: 1 - m),
        )
    ),
    Cause(
        "running-statistics-in-evaluation",
        "the running statistics are updated in evaluation too",
        "they change where PyTorch leaves them alone",
        "mistake",
        "update them in training only",
        (),
        (BATCH,),
        forward(_in_evaluation_too),
    ),
]
