"""Causes in `normalize`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ...cause import Cause, Constant
from ...program import Change, Tensors, forward, options

OP = "normalize"


def _divided(divisor: Callable[[Tensors, Any], Any]) -> Change:
    """x by a divisor that is computed from the norm."""

    def changed(a: Tensors, usual: Any) -> Any:
        norm = a.input.norm(a.p, a.dim, keepdim=True)
        return a.input / divisor(a, norm)

    return forward(changed)


def _of_everything(a: Tensors, norm: Any) -> Any:
    return torch.linalg.vector_norm(a.input, a.p).clamp_min(a.eps)


def _cause(name: str, line: str, signature: str, kind: Any, mend: str, rows: tuple[int, ...], change: Change) -> Cause:
    return Cause(name, line, signature, kind, mend, rows, (OP,), change)


CAUSES: list[Cause] = [
    Cause(
        "eps-value",
        "eps is {value}; PyTorch's is 1e-12 unless another is given",
        "right for vectors that are longer than both",
        "convention",
        "set eps to 1e-12, or hand it over",
        (59,),
        (OP,),
        lambda value: options(lambda a: {} if "eps" in a.given else {"eps": value}),
        Constant("eps", (1e-8, 1e-7, 1e-6, 1e-5, 1e-10, 1e-3), 1e-15, 1.0),
    ),
    _cause(
        "eps-added",
        "eps is added to the norm; in PyTorch it is the least that the norm may be",
        "ratio norm / (norm + eps): most for short vectors",
        "convention",
        "np.maximum(norm, eps)",
        (60,),
        _divided(lambda a, norm: norm + a.eps),
    ),
    _cause(
        "eps-inside-root",
        "eps is added to the sum of squares; in PyTorch it is the least that the norm may be",
        "ratio norm / sqrt(norm ** 2 + eps): most for short vectors",
        "convention",
        "np.maximum(norm, eps)",
        (60,),
        _divided(lambda a, norm: (norm.square() + a.eps).sqrt()),
    ),
    _cause(
        "eps-missing",
        "nothing keeps the norm from being 0",
        "nan where a vector is all zeros, and off where it is shorter than eps",
        "convention",
        "np.maximum(norm, eps)",
        (59,),
        _divided(lambda a, norm: norm),
    ),
    _cause(
        "normalized-along-last-axis",
        "vectors lie along the last axis unless dim is given; PyTorch's lie along axis 1",
        "right for inputs of two axes",
        "convention",
        "dim=1",
        (),
        options(lambda a: {} if "dim" in a.given else {"dim": -1}),
    ),
    _cause(
        "norm-of-everything",
        "there is one norm, of the whole array",
        "a constant ratio within each vector",
        "mistake",
        "hand axis= to the norm, with keepdims=True",
        (),
        _divided(_of_everything),
    ),
    _cause(
        "root-missing",
        "values are divided by the norm to the power of p: the root is missing",
        "ratio norm ** (p - 1)",
        "mistake",
        "np.sqrt of the sum of squares",
        (),
        _divided(lambda a, norm: (norm**a.p).clamp_min(a.eps)),
    ),
    _cause(
        "norm-always-euclidean",
        "the norm is the root of the sum of squares, whatever p is",
        "right for p = 2",
        "mistake",
        "use p",
        (),
        options(lambda a: {"p": 2.0}),
    ),
    _cause(
        "norm-constant-in-gradient",
        "backward takes the norm for a constant: dx = dy / norm",
        "dx is proportional to dy; PyTorch's has no part along x",
        "mistake",
        "subtract y * sum(dy * y) before dividing by the norm",
        (63,),
        _divided(lambda a, norm: norm.detach().clamp_min(a.eps)),
    ),
]
