"""Causes of differences in dropout. The mask is the candidate's own, so that what is left is how it is used."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..cause import Cause
from ..program import Change, Forward, Tensors, edit, forward

DROPOUTS = ("dropout", "dropout1d", "dropout2d", "dropout3d")


def _mask(a: Tensors) -> Any:
    return a.mask.reshape(*a.mask.shape, *([1] * (a.input.ndim - a.mask.ndim))).to(a.input.dtype)


def _scaled(training: Any, evaluation: Any) -> Change:
    """In training x · mask · training(p), in evaluation x · evaluation(p)."""

    def changed(a: Tensors, usual: Forward) -> Any:
        return a.input * _mask(a) * training(a.p) if a.training else a.input * evaluation(a.p)

    return forward(changed)


def _always(a: Tensors, usual: Forward) -> Any:
    return usual(a.but(training=True)) if a.mask is not None else usual(a)


CAUSES: list[Cause] = [
    Cause(
        "dropout-not-inverted",
        "classical dropout: unscaled in training, times 1 - p in evaluation; PyTorch divides by 1 - p in training",
        "in training values are 0 or x, not x / (1 - p); in evaluation the ratio is 1 - p",
        "convention",
        "divide by 1 - p in training, and leave evaluation alone",
        (67,),
        DROPOUTS,
        _scaled(lambda p: 1.0, lambda p: 1 - p),
    ),
    Cause(
        "dropout-keep-probability",
        "p is the probability of being kept; in PyTorch it is that of being dropped",
        "the share of zeros is 1 - p, and what is left is scaled by 1 / p",
        "convention",
        "drop where a uniform number is below p, and divide by 1 - p",
        (68,),
        DROPOUTS,
        _scaled(lambda p: 1 / p, lambda p: 1.0),
    ),
    Cause(
        "dropout-keep-probability",
        "p is the probability of being kept, and values are not scaled in training but times p in evaluation",
        "in training values are 0 or x; in evaluation the ratio is p",
        "convention",
        "drop where a uniform number is below p, and divide by 1 - p",
        (67, 68),
        DROPOUTS,
        _scaled(lambda p: 1.0, lambda p: p),
    ),
    Cause(
        "dropout-not-scaled",
        "values are scaled neither in training nor in evaluation",
        "in training values are 0 or x, and evaluation gives x",
        "mistake",
        "divide by 1 - p in training",
        (67,),
        DROPOUTS,
        _scaled(lambda p: 1.0, lambda p: 1.0),
    ),
    Cause(
        "dropout-scaled-twice",
        "values are scaled in training and in evaluation",
        "in training x / (1 - p), in evaluation x (1 - p)",
        "mistake",
        "scale in training only",
        (67,),
        DROPOUTS,
        _scaled(lambda p: 1 / (1 - p), lambda p: 1 - p),
    ),
    Cause(
        "dropout-scaled-by-p",
        "what is kept is divided by p; it is to be divided by the probability of being kept, 1 - p",
        "ratio (1 - p) / p; right for p = 0.5",
        "mistake",
        "divide by 1 - p",
        (),
        DROPOUTS,
        _scaled(lambda p: 1 / p, lambda p: 1.0),
    ),
    Cause(
        "dropout-always-on",
        "it drops in evaluation too",
        "zeros in evaluation",
        "mistake",
        "return x in evaluation",
        (69,),
        DROPOUTS,
        forward(_always),
    ),
    Cause(
        "dropout-never-on",
        "it never drops anything",
        "training gives x",
        "mistake",
        "drop in training",
        (69,),
        DROPOUTS,
        forward(lambda a, usual: a.input * 1),
    ),
    Cause(
        "dropout-mask-missing-in-backward",
        "backward passes everything on, where the mask belongs",
        "dx = dy",
        "mistake",
        "dx = dout * mask, scaled as in forward",
        (70,),
        DROPOUTS,
        edit("grad input", lambda s, dx: s.dy if s.training else dx),
    ),
    Cause(
        "dropout-scale-missing-in-backward",
        "backward uses the mask without its scale",
        "ratio 1 - p",
        "mistake",
        "multiply by the scaled mask of forward",
        (),
        DROPOUTS,
        edit("grad input", lambda s, dx: np.where(dx == 0, 0, s.dy) if s.training else dx),
    ),
    Cause(
        "dropout-scale-twice-in-backward",
        "backward divides by 1 - p once more",
        "ratio 1 / (1 - p)",
        "mistake",
        "multiply by the scaled mask of forward, once",
        (),
        DROPOUTS,
        edit("grad input", lambda s, dx: dx / (1 - s.p) if s.training else dx),
    ),
]
