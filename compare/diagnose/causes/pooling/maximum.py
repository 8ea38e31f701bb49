"""Maximum pooling: which element wins, where its gradient goes, and what lies around the image."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import torch

from ...cause import Cause
from ...program import Scene, Tensors, forward, options
from .._padding import as_given, by_hand
from .._windows import Windows, answer
from ._parts import back, chosen, cotangent, of_input
from .windows import MAX


def largest(s: Scene, w: Windows) -> np.ndarray:
    """True where an element of a window equals what the window gave."""
    seen = w.seen(s.input, -np.inf)
    first: Any = s.y[0] if isinstance(s.y, tuple) else s.y
    return seen == (first.reshape(-1, len(w.places), 1) if first.shape == s.dy.shape else seen.max(-1, keepdims=True))


def _last(equal: np.ndarray) -> np.ndarray:
    """True at the last of those that are equal."""
    at = equal.shape[-1] - 1 - equal[..., ::-1].argmax(-1)
    return equal & (np.arange(equal.shape[-1]) == at[..., None])


def _elsewhere(s: Scene, w: Windows, transposed: bool) -> np.ndarray:
    """The gradient where a confused position of the maximum says, if that is on the padded image."""
    kh, kw = w.kernel
    seen = w.seen(s.input, -np.inf)
    at = seen.argmax(-1)
    row, column = (at % kw, at // kw) if transposed else (at // kh, at % kh)
    steps = np.indices(w.out).reshape(2, -1)
    y = steps[0] * w.stride[0] + row * w.dilation[0] - w.before[0]
    x = steps[1] * w.stride[1] + column * w.dilation[1] - w.before[1]
    inside = (y >= 0) & (y < w.size[0]) & (x >= 0) & (x < w.size[1])
    dx = np.zeros((len(seen), *w.size), s.dy.dtype)
    lead = np.broadcast_to(np.arange(len(seen))[:, None], y.shape)
    np.add.at(dx, (lead[inside], y[inside], x[inside]), s.dy.reshape(len(seen), -1)[inside])
    return dx.reshape(s.input.shape)


def _assigned(s: Scene, dx: np.ndarray, w: Windows) -> np.ndarray:
    """The place of a maximum keeps the last gradient written to it; nothing else is written to."""
    mine = chosen(s, w)
    last = np.zeros((len(mine), math.prod(w.padded)), int)
    rows, steps, elements = np.nonzero(mine)  # in the order of the windows
    last[rows, w.places[steps, elements]] = steps
    kept = mine & (last[:, w.places] == np.arange(len(w.places))[:, None])
    return back(s, cotangent(s, w) * kept, w)


def _absolute(y: Any, a: Tensors, d: int) -> Any:
    """What was largest without its sign, with its sign."""
    pool = getattr(torch.nn.functional, f"max_pool{d}d")
    options = {n: v for n, v in a.values.items() if n not in ("input", "return_indices")}
    _, at = pool(a.input.abs(), **options, return_indices=True)
    return a.input.flatten(-d).gather(-1, at.flatten(-d)).reshape(at.shape)


def _only(found: Any) -> Any:
    return found[0] if isinstance(found, tuple) else found


CAUSES: list[Cause] = [
    of_input(
        "tie-every",
        "where several elements of a window are the largest, each gets all of the gradient; in PyTorch the first",
        "differs only in windows with ties; there the gradients add up to k · dy",
        "find one maximum per window (argmax), not all (mask == max)",
        lambda s, dx, w: back(s, cotangent(s, w) * largest(s, w), w),
        (49,),
        MAX,
    ),
    of_input(
        "tie-split",
        "where several elements of a window are the largest, they share the gradient; PyTorch gives it to the first",
        "differs only in windows with ties; there each gets dy / k",
        "give all of it to the first maximum, as argmax does",
        lambda s, dx, w: back(
            s, cotangent(s, w) * largest(s, w) / np.maximum(largest(s, w).sum(-1, keepdims=True), 1), w
        ),
        (49,),
        MAX,
        "convention",
    ),
    of_input(
        "tie-last",
        "where several elements of a window are the largest, the last gets the gradient; in PyTorch the first",
        "differs only in windows with ties; there the gradient lies at the last of them",
        "compare with > instead of >= when looking for the maximum",
        lambda s, dx, w: back(s, cotangent(s, w) * _last(largest(s, w)), w),
        (49,),
        MAX,
        "convention",
    ),
    Cause(
        "zero-padding-max",
        "the padding is zeros, which win against negative numbers; in PyTorch padding never wins",
        "0 at the border where all elements of a window are negative",
        "mistake",
        "pad with -np.inf",
        (50,),
        MAX,
        by_hand(as_given),
    ),
    Cause(
        "dilation-ignored",
        "the dilation is ignored: the elements of a window are next to each other",
        "y has the shape of dilation 1",
        "mistake",
        "use the dilation that was given",
        (),
        MAX,
        options(lambda a: {"dilation": 1}),
    ),
    Cause(
        "min-for-max",
        "the smallest element of each window is taken; maximum pooling takes the largest",
        "y = -max_pool(-x)",
        "mistake",
        "np.max and np.argmax",
        (),
        MAX,
        forward(lambda a, usual: -_only(usual(a.but(input=-a.input)))),
    ),
    Cause(
        "max-of-absolute",
        "the largest absolute value is taken; maximum pooling takes the largest value",
        "right where all is positive",
        "mistake",
        "leave out the absolute value",
        (),
        MAX,
        options(lambda a: {"input": a.input.abs()}),
    ),
    Cause(
        "max-of-absolute",
        "the element with the largest absolute value is taken; maximum pooling takes the largest value",
        "right where all is positive",
        "mistake",
        "leave out the absolute value",
        (),
        MAX,
        answer(_absolute),
    ),
    of_input(
        "overlap-assigned",
        "where windows share their maximum, their gradients overwrite each other instead of adding up",
        "right where windows do not overlap",
        "add to what is there, += instead of =",
        _assigned,
        (55,),
        MAX,
    ),
    of_input(
        "max-gradient-spread",
        "every element of a window gets the gradient; only the largest should",
        "dx is that of a sum",
        "let only the place of the maximum have it",
        lambda s, dx, w: back(s, cotangent(s, w) * np.ones(w.places.shape), w),
        (),
        MAX,
    ),
    of_input(
        "max-gradient-spread",
        "all elements of a window share the gradient; only the largest should have it",
        "dx is that of a mean",
        "let only the place of the maximum have it",
        lambda s, dx, w: back(s, cotangent(s, w) * np.ones(w.places.shape) / w.places.shape[1], w),
        (),
        MAX,
    ),
    of_input(
        "argmax-hw-swapped",
        "row and column of the maximum within its window are exchanged",
        "right where the maximum lies on the diagonal of its window",
        "row, column = divmod(index, window width)",
        lambda s, dx, w: _elsewhere(s, w, transposed=True),
        (40,),
        ("max_pool2d",),
    ),
    of_input(
        "argmax-hw-swapped",
        "the index of the maximum is divided by the window's height; a row is as long as the window is wide",
        "right for square windows",
        "row, column = divmod(index, window width)",
        lambda s, dx, w: _elsewhere(s, w, transposed=False),
        (40,),
        ("max_pool2d",),
    ),
]
