"""Binary cross-entropy."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from ...cause import Cause, Constant
from ...program import Change, Forward, Scene, Tensors, edit, forward
from .classes import _straight

SHARES, LOGITS = ("binary_cross_entropy",), ("binary_cross_entropy_with_logits",)
SMALL = Constant("eps", (1e-7, 1e-8, 1e-15, 1e-12, 1e-10, 1e-9, 1e-6, 1e-5, 1e-4, 1e-3, 1e-16), 1e-16, 1e-2)


def _reduced(a: Tensors, each: Any) -> Any:
    return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[a.reduction]()


def _bce(p: Any, t: Any) -> Any:
    return -(t * torch.log(p) + (1 - t) * torch.log(1 - p))


def _of(compute: Any, follows: bool = True) -> Change:
    """The loss per number as `compute(p, t)`; the gradient follows or stays."""

    def changed(a: Tensors, usual: Forward) -> Any:
        value = _reduced(a, compute(a.input, a.target))
        return value if follows else _straight(usual(a), value)

    return forward(changed)


def _with_logits(compute: Any, follows: bool = True) -> Change:
    def changed(a: Tensors, usual: Forward) -> Any:
        value = _reduced(a, compute(torch.sigmoid(a.input), a.target))
        return value if follows else _straight(usual(a), value)

    return forward(changed)


def _dx(compute: Any) -> Change:
    def changed(s: Scene, dx: np.ndarray) -> np.ndarray:
        n = s.input.size if s.taken.get("reduction", "mean") == "mean" else 1
        with np.errstate(all="ignore"):
            return np.asarray(compute(s.input, s.target) / n * s.dy, dx.dtype)

    return edit("grad input", changed)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    with np.errstate(all="ignore"):
        return np.asarray(1 / (1 + np.exp(-x)))


CAUSES: list[Cause] = [
    Cause(
        "log-epsilon",
        "the logarithms are taken of p + {value}; PyTorch takes them of p, and bounds them at -100",
        "the loss is lower by about eps / p; the gradient does not know of it",
        "convention",
        "np.maximum(np.log(p), -100)",
        (21,),
        SHARES,
        lambda eps: _of(lambda p, t: -(t * torch.log(p + eps) + (1 - t) * torch.log(1 - p + eps)), False),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-epsilon",
        "the logarithms are taken of p + {value}, and the gradient follows; PyTorch takes them of p, bounded at -100",
        "the loss is lower by about eps / p",
        "convention",
        "np.maximum(np.log(p), -100)",
        (21,),
        SHARES,
        lambda eps: _of(lambda p, t: -(t * torch.log(p + eps) + (1 - t) * torch.log(1 - p + eps))),
        SMALL,
    ),
    Cause(
        "log-clamp",
        "probabilities are clipped to [{value}, 1 - {value}]; PyTorch bounds the logarithms at -100",
        "the loss is at most -log(eps) for each number",
        "convention",
        "np.maximum(np.log(p), -100)",
        (22,),
        SHARES,
        lambda eps: _of(lambda p, t: _bce(p + (p.clip(eps, 1 - eps) - p).detach(), t)),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-clamp",
        "probabilities are clipped to [{value}, 1 - {value}] in the loss alone; PyTorch bounds the logarithms at -100",
        "the loss is at most -log(eps) for each number; the gradient does not know of it",
        "convention",
        "np.maximum(np.log(p), -100)",
        (22,),
        SHARES,
        lambda eps: _of(lambda p, t: _bce(p.clip(eps, 1 - eps), t), False),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-clamp",
        "the logarithms have no bound; PyTorch bounds them at -100",
        "inf or nan where a probability is 0 or 1; equal elsewhere",
        "convention",
        "np.maximum(np.log(p), -100)",
        (22,),
        SHARES,
        _of(_bce),
    ),
    Cause(
        "negative-side-missing",
        "the term (1 - t) log(1 - p) is missing",
        "zero where t is 0",
        "mistake",
        "-(t * np.log(p) + (1 - t) * np.log(1 - p))",
        (),
        SHARES,
        _of(lambda p, t: -t * torch.log(p)),
    ),
    Cause(
        "gradient-of-logits",
        "the gradient is p - t, that of the logits; of the probabilities it is (p - t) / (p (1 - p))",
        "ratio p (1 - p)",
        "mistake",
        "divide by p * (1 - p)",
        (),
        SHARES,
        _dx(lambda p, t: p - t),
    ),
    Cause(
        "gradient-of-probabilities",
        "the gradient is that of the probabilities; of the logits it is p - t",
        "ratio 1 / (p (1 - p))",
        "mistake",
        "dx = (p - t) / n",
        (),
        LOGITS,
        _dx(lambda x, t: (_sigmoid(x) - t) / (_sigmoid(x) * (1 - _sigmoid(x)))),
    ),
    Cause(
        "log-of-zero",
        "the logarithm is taken of a sigmoid that has become 0 or 1: the loss is infinite or nan at saturation",
        "inf or nan at large logits; right elsewhere",
        "mistake",
        "max(x, 0) - x t + log(1 + exp(-|x|))",
        (21, 26),
        LOGITS,
        _with_logits(_bce, False),
    ),
    Cause(
        "log-epsilon",
        "the logarithms are taken of p + {value}; PyTorch takes the logarithm of the sigmoid in one",
        "the loss is lower by about eps / p; the gradient does not know of it",
        "convention",
        "max(x, 0) - x t + log(1 + exp(-|x|))",
        (21,),
        LOGITS,
        lambda eps: _with_logits(lambda p, t: -(t * torch.log(p + eps) + (1 - t) * torch.log(1 - p + eps)), False),
        SMALL,
        silent=True,
    ),
    Cause(
        "log-clamp",
        "probabilities are clipped to [{value}, 1 - {value}]; PyTorch takes the logarithm of the sigmoid in one",
        "the loss is at most -log(eps) for each number; the gradient does not know of it",
        "convention",
        "max(x, 0) - x t + log(1 + exp(-|x|))",
        (22,),
        LOGITS,
        lambda eps: _with_logits(lambda p, t: _bce(p.clip(eps, 1 - eps), t), False),
        SMALL,
        silent=True,
    ),
]
