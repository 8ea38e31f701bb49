"""The hinge loss of several classes."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch

from ...cause import Cause, Constant
from ...program import Forward, Scene, Tensors, edit, forward, options

OPS = ("multi_margin_loss",)


def _reduced(a: Tensors, each: Any) -> Any:
    return {"mean": each.mean, "sum": each.sum, "none": lambda: each}[a.reduction]()


def _margins(a: Tensors) -> Any:
    """How far each class is from being a margin below the right one; zero for the right one."""
    right = a.input.gather(1, a.target[:, None])
    return torch.clamp(a.margin - right + a.input, min=0)


def _right_counted(a: Tensors, usual: Forward) -> Any:
    return _reduced(a, _margins(a).sum(1) / a.input.shape[1])


def _right_in_gradient(s: Scene, dx: np.ndarray) -> np.ndarray:
    """The right class without the - count of classes within the margin."""
    found = dx.copy()
    found[np.arange(len(dx)), s.target] = 0
    return found


CAUSES: list[Cause] = [
    Cause(
        "sum-over-classes",
        "margins are added over the classes; PyTorch divides by how many classes there are",
        "ratio C of the loss and its gradients",
        "convention",
        "divide by the number of classes",
        (19,),
        OPS,
        forward(lambda a, usual: usual(a) * a.input.shape[1]),
    ),
    Cause(
        "right-class-counted",
        "the right class is counted too: its margin is never missed",
        "the loss is larger by the margin (divided by C)",
        "mistake",
        "margins[np.arange(n), y] = 0",
        (),
        OPS,
        forward(_right_counted),
    ),
    Cause(
        "right-class-gradient-missing",
        "the right class has no gradient",
        "differs in the target's column alone",
        "mistake",
        "dx[np.arange(n), y] -= number of classes within the margin",
        (),
        OPS,
        edit("grad input", _right_in_gradient),
    ),
    Cause(
        "margin-value",
        "the margin is {value}; PyTorch's is 1 unless another is given",
        "other classes lie within the margin",
        "convention",
        "set the margin to 1",
        (),
        OPS,
        lambda value: options(lambda a: {} if "margin" in a.given else {"margin": value}),
        Constant("margin", (0.5, 2.0, 0.1, 10.0), 0.01, 100.0),
    ),
]
