"""Padding by hand, where it differs from PyTorch's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch

from ..program import Change, Tensors
from ._windows import Sizes, Windows, forward_of, span

Ends = Callable[[Windows], tuple[Sizes, Sizes] | None]


def by_hand(ends: Ends, mode: str = "constant", value: float = 0.0) -> Change:
    """The change to a forward that pads the input itself, by `ends(windows)`, None for not at all."""

    def compute(a: Tensors, usual: Any, w: Windows) -> Any:
        found = ends(w)
        image = a.input if found is None else padded(a.input, *found, mode, value)
        return usual(a) if image is a.input else usual(a.but(input=image, padding=0))

    return forward_of(compute)


def padded(x: torch.Tensor, before: Sizes, after: Sizes, mode: str = "constant", value: float = 0.0) -> torch.Tensor:
    """`x` with so much padding; where PyTorch knows no such padding, `x` itself."""
    ends = [end for pair in zip(reversed(before), reversed(after)) for end in pair]
    if mode == "constant":
        return torch.nn.functional.pad(x, ends, mode, value)
    largest = [n - (mode == "reflect") for n in x.shape[-len(before) :]]
    if any(max(b, a) > n for b, a, n in zip(before, after, largest)):
        return x
    return torch.nn.functional.pad(x, ends, mode)


def as_given(w: Windows) -> tuple[Sizes, Sizes] | None:
    """The padding as it is, where there is any."""
    return (w.before, w.after) if any((*w.before, *w.after)) else None


def tensorflow(w: Windows) -> tuple[Sizes, Sizes] | None:
    """The least padding for ceil(size / stride) windows, the odd one behind; where there is any."""
    if not any((*w.before, *w.after)):
        return None
    reach = span(w.kernel, w.dilation)
    total = [max((-(-n // s) - 1) * s + e - n, 0) for n, s, e in zip(w.size, w.stride, reach)]
    return tuple(t // 2 for t in total), tuple(t - t // 2 for t in total)
