"""Causes of differences in dropout. The mask is the candidate's own, so that what is left is how it is used."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ..cause import Cause
from ..program import Change, Forward, Scene, Tensors, edit, forward

DROPOUTS = ("dropout", "dropout1d", "dropout2d", "dropout3d")
CLEAR = 5.0  # a likelihood e^5 times as large

Scale = Callable[[float], float]


def _likelihood(a: Tensors) -> float:
    """The logarithm of how much likelier the mask is if p is the probability of being kept."""
    kept, odds = int(a.mask.sum()), a.p / (1 - a.p) if 0 < a.p < 1 else 1.0
    return float((2 * kept - a.mask.numel()) * math.log(odds))


def _scaled(training: Scale, evaluation: Scale, drawn: Callable[[Tensors], bool] = lambda a: True) -> Change:
    """In training x · mask · training(p), where the mask may have been `drawn` so; in evaluation x · evaluation(p)."""

    def changed(a: Tensors, usual: Forward) -> Any:
        if not a.training:
            return a.input * evaluation(a.p)
        if a.mask is None or not 0 < a.p < 1 or not drawn(a):
            return usual(a)
        return a.input * (a.mask.to(a.input.dtype) * training(a.p))

    return forward(changed)


def _drops(a: Tensors) -> bool:
    return not bool(a.mask.all())


def _always(a: Tensors, usual: Forward) -> Any:
    return usual(a.but(training=True)) if a.mask is not None else usual(a)


def _of_another_mask(s: Scene, dx: np.ndarray) -> np.ndarray:
    """The upstream gradient, scaled, wherever the candidate let it through: all of it, or nothing."""
    found = s.found.get("grad input")
    if not s.training or not isinstance(found, np.ndarray) or found.shape != dx.shape:
        return dx
    kept = found != 0
    if kept.all() or not kept.any():
        return dx
    return np.where(kept, s.dy * s.pull(np.ones_like(s.dy))["input"].max(), 0)


def _in_training(compute: Callable[[Scene, np.ndarray], np.ndarray]) -> Change:
    return edit("grad input", lambda s, dx: compute(s, dx) if s.training and s.p < 1 else dx)


def _cause(name: str, line: str, signature: str, kind: Any, mend: str, rows: tuple[int, ...], change: Any) -> Cause:
    return Cause(name, line, signature, kind, mend, rows, DROPOUTS, change)


CAUSES: list[Cause] = [
    _cause(
        "dropout-not-inverted",
        "classical dropout: unscaled in training, times 1 - p in evaluation; PyTorch divides by 1 - p in training",
        "in training values are 0 or x, not x / (1 - p); in evaluation the ratio is 1 - p",
        "convention",
        "divide by 1 - p in training, and leave evaluation alone",
        (67,),
        _scaled(lambda p: 1.0, lambda p: 1 - p),
    ),
    _cause(
        "dropout-keep-probability",
        "p is the probability of being kept; in PyTorch it is that of being dropped",
        "the share of zeros is 1 - p, and what is left is scaled by 1 / p",
        "convention",
        "drop where a uniform number is below p, and divide by 1 - p",
        (68,),
        _scaled(lambda p: 1 / p, lambda p: 1.0, lambda a: _likelihood(a) > -CLEAR),
    ),
    _cause(
        "dropout-keep-probability",
        "p is the probability of being kept, and values are not scaled in training but times p in evaluation",
        "in training values are 0 or x; in evaluation the ratio is p",
        "convention",
        "drop where a uniform number is below p, and divide by 1 - p",
        (67, 68),
        _scaled(lambda p: 1.0, lambda p: p),
    ),
    _cause(
        "dropout-not-scaled",
        "values are scaled neither in training nor in evaluation",
        "in training values are 0 or x, and evaluation gives x",
        "mistake",
        "divide by 1 - p in training",
        (67,),
        _scaled(lambda p: 1.0, lambda p: 1.0, _drops),
    ),
    _cause(
        "dropout-never-on",
        "it never drops anything",
        "training gives x",
        "mistake",
        "drop in training",
        (69,),
        forward(lambda a, usual: a.input * 1),
    ),
    _cause(
        "dropout-always-on",
        "it drops in evaluation too",
        "zeros in evaluation",
        "mistake",
        "return x in evaluation",
        (69,),
        forward(_always),
    ),
    _cause(
        "dropout-scaled-twice",
        "values are scaled in training and in evaluation",
        "in training x / (1 - p), in evaluation x (1 - p)",
        "mistake",
        "scale in training only",
        (67,),
        _scaled(lambda p: 1 / (1 - p), lambda p: 1 - p),
    ),
    _cause(
        "dropout-scaled-by-p",
        "what is kept is divided by p; it is to be divided by the probability of being kept, 1 - p",
        "ratio (1 - p) / p; right for p = 0.5",
        "mistake",
        "divide by 1 - p",
        (),
        _scaled(lambda p: 1 / p, lambda p: 1.0, lambda a: _likelihood(a) < CLEAR),
    ),
    _cause(
        "dropout-multiplied",
        "what is kept is multiplied by 1 - p; it is to be divided by it",
        "ratio (1 - p) ** 2",
        "mistake",
        "divide by 1 - p",
        (),
        _scaled(lambda p: 1 - p, lambda p: 1.0),
    ),
    _cause(
        "dropout-mask-missing-in-backward",
        "backward passes everything on, where the mask belongs",
        "dx = dy",
        "mistake",
        "dx = dout * mask, scaled as in forward",
        (70,),
        _in_training(lambda s, dx: s.dy),
    ),
    _cause(
        "dropout-mask-missing-in-backward",
        "backward passes everything on, scaled, where the mask belongs",
        "dx = dy / (1 - p)",
        "mistake",
        "dx = dout * mask, scaled as in forward",
        (70,),
        _in_training(lambda s, dx: s.dy / (1 - s.p)),
    ),
    _cause(
        "dropout-new-mask-in-backward",
        "backward drops in other places than forward did: another mask",
        "dx is 0 or dy / (1 - p), but not where y is 0",
        "mistake",
        "keep the mask of forward, and use it in backward",
        (70,),
        edit("grad input", _of_another_mask),
    ),
    _cause(
        "dropout-scale-missing-in-backward",
        "backward uses the mask without its scale",
        "ratio 1 - p",
        "mistake",
        "multiply by the scaled mask of forward",
        (),
        _in_training(lambda s, dx: np.where(dx == 0, 0, s.dy)),
    ),
    _cause(
        "dropout-scale-twice-in-backward",
        "backward divides by 1 - p once more",
        "ratio 1 / (1 - p)",
        "mistake",
        "multiply by the scaled mask of forward, once",
        (),
        _in_training(lambda s, dx: dx / (1 - s.p)),
    ),
    _cause(
        "dropout-per-channel",
        "whole channels are dropped, as by dropout2d; PyTorch's dropout drops every element by itself",
        "zeros come in whole planes",
        "convention",
        "draw a mask of the shape of x",
        (71,),
        None,
    ),
    _cause(
        "random-stream-other",
        "the random numbers are others than PyTorch's; how they are spread is the same",
        "the mask is another in the same places of the stream, with the same share of zeros",
        "convention",
        "draw from a generator that replays PyTorch's",
        (72,),
        None,
    ),
]
