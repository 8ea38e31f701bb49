"""Causes in local response normalization."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import torch

from ...cause import Cause, Constant
from ...program import Change, Forward, Tensors, forward, options
from ._recipe import sloped

OP = "local_response_norm"


def _neighbours(x: Any, before: int, after: int) -> Any:
    """The sum over the channels around each."""
    wide = torch.nn.functional.pad(x.movedim(1, -1), (before, after))
    return wide.unfold(-1, before + after + 1, 1).sum(-1).movedim(-1, 1)


def _before(a: Tensors) -> int:
    return int(a.size // 2)


def _after(a: Tensors) -> int:
    return int((a.size - 1) // 2)


def _mean(a: Tensors) -> Any:
    return _neighbours(a.input.square(), _before(a), _after(a)) / a.size


def _divided(mean: Callable[[Tensors], Any]) -> Change:
    """x / (k + alpha · mean)^beta with another mean of squares."""
    return forward(lambda a, usual: a.input / (a.k + a.alpha * mean(a)) ** a.beta)


def _among_present(a: Tensors) -> Any:
    counts = _neighbours(torch.ones_like(a.input), _before(a), _after(a))
    return _neighbours(a.input.square(), _before(a), _after(a)) / counts


def _unless_given(name: str, value: float) -> Change:
    return options(lambda a: {} if name in a.given else {name: value})


def _in_space(a: Tensors, usual: Forward) -> Any:
    return usual(a.but(input=a.input.swapaxes(1, 2))).swapaxes(1, 2)


def _cause(name: str, line: str, signature: str, kind: Any, mend: str, change: Change) -> Cause:
    return Cause(name, line, signature, kind, mend, (), (OP,), change)


CAUSES: list[Cause] = [
    *(
        Cause(
            f"{name}-value",
            f"{name} is {{value}}; PyTorch's is {usual} unless another is given",
            "off the more, the larger the values of the neighbours",
            "convention",
            f"set {name} to {usual}, or hand it over",
            (),
            (OP,),
            partial(_unless_given, name),
            Constant(name, typed, low, high),
        )
        for name, usual, typed, low, high in (
            ("k", "1", (2.0, 0.5, 1.5), 0.1, 10.0),
            ("alpha", "1e-4", (1e-3, 1.0, 1e-2, 1e-5), 1e-6, 10.0),
            ("beta", "0.75", (0.5, 1.0), 0.1, 2.0),
        )
    ),
    _cause(
        "alpha-of-sum",
        "alpha multiplies the sum over the neighbours, as in the paper; in PyTorch their mean",
        "as with an alpha that is size times as large",
        "convention",
        "divide alpha by size",
        options(lambda a: {"alpha": a.alpha * a.size}),
    ),
    _cause(
        "size-is-radius",
        "size is how far the window reaches to each side, and alpha multiplies the sum; in PyTorch size is "
        "how many channels there are in all, and alpha multiplies the mean",
        "windows of 2 size + 1",
        "convention",
        "reach size // 2 to each side, and divide alpha by size",
        options(lambda a: {"size": 2 * a.size + 1, "alpha": a.alpha * (2 * a.size + 1)}),
    ),
    _cause(
        "size-is-radius",
        "size is how far the window reaches to each side; in PyTorch how many channels there are in all",
        "windows of 2 size + 1",
        "convention",
        "reach size // 2 to each side",
        options(lambda a: {"size": 2 * a.size + 1}),
    ),
    _cause(
        "even-window-forward",
        "an even window reaches further forward; PyTorch's reaches further back",
        "right for odd sizes",
        "convention",
        "size // 2 channels before, (size - 1) // 2 after",
        _divided(lambda a: _neighbours(a.input.square(), _after(a), _before(a)) / a.size),
    ),
    _cause(
        "even-window-wider",
        "an even window reaches size // 2 to both sides, which is one more",
        "right for odd sizes",
        "mistake",
        "size // 2 channels before, (size - 1) // 2 after",
        _divided(lambda a: _neighbours(a.input.square(), _before(a), _before(a)) / a.size),
    ),
    _cause(
        "mean-of-present-neighbours",
        "at the first and the last channels the mean is over the neighbours that there are",
        "right in the middle; PyTorch divides by size everywhere",
        "convention",
        "divide by size",
        _divided(_among_present),
    ),
    _cause(
        "neighbours-in-space",
        "the neighbours are along the first axis of the image; in PyTorch they are channels",
        "right with the axes swapped",
        "mistake",
        "slide the window along axis 1",
        forward(_in_space),
    ),
    _cause(
        "neighbours-constant-in-gradient",
        "backward takes the divisor for a constant",
        "dx is dy over the divisor",
        "mistake",
        "subtract 2 alpha beta / size * x * (sum over the neighbours of dy y / s)",
        _divided(lambda a: sloped(_mean(a), 0)),
    ),
    _cause(
        "neighbours-gradient-half",
        "the 2 of the square is missing in the gradient through the divisor",
        "half of that term",
        "mistake",
        "subtract 2 alpha beta / size * x * (sum over the neighbours of dy y / s)",
        _divided(lambda a: sloped(_mean(a), 0.5)),
    ),
    _cause(
        "neighbours-gradient-not-divided",
        "the gradient through the divisor is not divided by size",
        "that term is size times as large",
        "mistake",
        "subtract 2 alpha beta / size * x * (sum over the neighbours of dy y / s)",
        _divided(lambda a: sloped(_mean(a), a.size)),
    ),
]
