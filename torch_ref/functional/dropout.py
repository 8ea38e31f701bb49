"""Dropout by PyTorch, drawn from its CPU stream on every device; with a `mask`, PyTorch's formula on it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F

from ..device import current
from ._vjp import vjp

Pair = tuple[Any, Any]
ALPHA = 1.7580993408473766
ALPHAS = {F.alpha_dropout: F.dropout, F.feature_alpha_dropout: F.dropout2d}  # and what draws the same masks


def dropout(input: Any, p: float = 0.5, training: bool = True, *, rng: Any = None, mask: Any = None) -> Pair:
    return _dropped(F.dropout, input, None, p, training, rng, mask)


def dropout1d(input: Any, p: float = 0.5, training: bool = True, *, rng: Any = None, mask: Any = None) -> Pair:
    return _dropped(F.dropout1d, input, np.ndim(input) - 1, p, training, rng, mask)


def dropout2d(input: Any, p: float = 0.5, training: bool = True, *, rng: Any = None, mask: Any = None) -> Pair:
    return _dropped(F.dropout2d, input, 2, p, training, rng, mask)


def dropout3d(input: Any, p: float = 0.5, training: bool = True, *, rng: Any = None, mask: Any = None) -> Pair:
    return _dropped(F.dropout3d, input, 2 if np.ndim(input) == 5 else 1, p, training, rng, mask)


def alpha_dropout(input: Any, p: float = 0.5, training: bool = False, *, rng: Any = None, mask: Any = None) -> Pair:
    return _dropped(F.alpha_dropout, input, None, p, training, rng, mask)


def feature_alpha_dropout(
    input: Any, p: float = 0.5, training: bool = False, *, rng: Any = None, mask: Any = None
) -> Pair:
    return _dropped(F.feature_alpha_dropout, input, 2, p, training, rng, mask)


def _dropped(
    function: Callable[..., torch.Tensor], input: Any, axes: int | None, p: float, training: bool, rng: Any, mask: Any
) -> Pair:
    """`function` with the default generator in `rng`'s place, or on a mask that has noise along the first `axes`."""
    if mask is not None:
        noise_shape = np.shape(input)[:axes] + (1,) * (0 if axes is None else np.ndim(input) - axes)
        if mask.dtype != bool or mask.shape != noise_shape or rng is not None:
            raise ValueError(
                f"{function.__name__}: mask {mask.dtype} {mask.shape}, expected bool {noise_shape} and no rng"
            )
    elif training and 0 < p < 1 and current().type != "cpu":
        draw = ALPHAS.get(function, function)
        with lent(rng):
            mask = draw(torch.from_numpy(np.ones_like(input, dtype=np.float32)), p).numpy() != 0
    if mask is not None and training and p < 1:
        keep = torch.from_numpy(np.array(mask)).to(current())
        return vjp(lambda x: (_alpha if function in ALPHAS else _scaled)(x, keep.to(x.dtype), p), input)
    with lent(rng):
        return vjp(lambda x: function(x, p, training), input)


def _scaled(x: torch.Tensor, keep: torch.Tensor, p: float) -> torch.Tensor:
    return x * (keep / (1 - p))


def _alpha(x: torch.Tensor, keep: torch.Tensor, p: float) -> torch.Tensor:
    a = 1 / math.sqrt((ALPHA**2 * p + 1) * (1 - p))
    return x * (keep * a) + ((keep - 1) * (ALPHA * a) + ALPHA * a * p)


@contextmanager
def lent(rng: torch.Generator | None) -> Iterator[None]:
    """PyTorch's dropout takes no generator: inside, the default one draws what `rng` would, and `rng` moves on."""
    if rng is None:
        yield
        return
    default, before = torch.default_generator, torch.default_generator.get_state()
    default.set_state(rng.get_state())
    try:
        yield
    finally:
        rng.set_state(default.get_state())
        default.set_state(before)
