"""Questions about losses that are functions of the error."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import REDUCTIONS, bad_reductions, broadcasts, mixed


def mse_loss(draw: Draw) -> Iterator[Case]:
    yield from _distances(draw)
    yield from _weighted(draw)
    x, t = draw.normal(5, 3), draw.normal(5, 3)
    yield Case("target of bools", call(x, t > 0))
    yield Case("refused: target of bools with weight", call(x, t > 0, weight=np.abs(t)), raises=True)


def l1_loss(draw: Draw) -> Iterator[Case]:
    yield from _distances(draw)
    yield from _weighted(draw)
    x, t = draw.ties(5, 7), draw.ties(5, 7)
    yield Case("errors of zero", call(x, t), exact=True)
    yield Case("errors of zero, reduction=none", call(x, t, reduction="none"), exact=True)
    yield Case("errors of zero, weight", call(x, t, weight=np.abs(draw.normal(5, 7))), exact=True)
    yield Case("refused: target of bools", call(x, t > 0), raises=True)


def smooth_l1_loss(draw: Draw) -> Iterator[Case]:
    special = draw.special()
    yield from _distances(draw)
    x, t = draw.normal(5, 3, scale=2.0), draw.normal(5, 3)
    for beta in (0.25, 2.5, 1, 1e-6, 1e6, np.float64(0.7), float("inf")):
        zeros = {"y", "grad input", "grad target"} if beta == float("inf") else set()
        yield Case(f"beta={beta!r}", call(x, t, beta=beta), zeros=zeros)
    for reduction in REDUCTIONS:
        yield Case(f"beta=0 reduction={reduction}", call(x, t, beta=0, reduction=reduction))
        yield Case(f"beta=0.5 reduction={reduction}", call(x, t, beta=0.5, reduction=reduction))
    kinks, zero = np.array([[-1.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 1.5, 2.0]]), np.zeros((1, 9))
    for beta in (1.0, 0.5, 0.0):
        yield Case(f"errors on the kinks, beta={beta}", call(kinks, zero, beta=beta, reduction="none"), exact=True)
    yield Case(
        "special values, beta=0",
        call(special, np.full_like(special, 0.25), beta=0.0, reduction="none"),
        exact=True,
    )
    yield Case(
        "special values, beta=inf",
        call(special, np.full_like(special, 0.25), beta=np.inf, reduction="none"),
        exact=True,
        zeros={"y"},
    )
    yield Case("target of bools", call(x, t > 0))
    yield Case("refused: target of bools, beta=0", call(x, t > 0, beta=0), raises=True)
    for bad in (-1.0, float("nan"), "1", None):
        yield Case(f"refused: beta={bad!r}", call(x, t, beta=bad), raises=True)
    yield Case("refused: weight", call(x, t, weight=np.abs(t)), raises=True)


def huber_loss(draw: Draw) -> Iterator[Case]:
    special = draw.special()
    yield from _distances(draw, integers=False)
    x, t, w = draw.normal(5, 3, scale=2.0), draw.normal(5, 3), draw.uniform(0.2, 2.0, 5, 3)
    for delta in (0.25, 2.5, 2, 1e-6, 1e6, np.float64(0.7), float("inf")):
        yield Case(f"delta={delta!r}", call(x, t, delta=delta))
    for reduction in REDUCTIONS:
        yield Case(f"delta=0.5 {reduction}, by position", call(x, t, reduction, 0.5))
        yield Case(f"delta=0.5 weight reduction={reduction}", call(x, t, reduction, 0.5, w))
    yield from _weighted(draw)
    kinks, zero = np.array([[-1.5, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 1.5, 2.0]]), np.zeros((1, 9))
    for delta in (1.0, 0.5):
        yield Case(f"errors on the kinks, delta={delta}", call(kinks, zero, "none", delta), exact=True)
    yield Case(
        "special values, delta=inf",
        call(special, np.full_like(special, 0.25), "none", np.inf),
        exact=True,
    )
    for bad in (0.0, -1.0, float("nan"), "1", None):
        yield Case(f"refused: delta={bad!r}", call(x, t, delta=bad), raises=True)
    yield Case("refused: input of integers", call(np.ones((5, 3), np.int64), t), raises=True)


def _distances(draw: Draw, integers: bool = True) -> Iterator[Case]:
    """What all functions of the error have in common."""
    special = draw.special()
    x, t = draw.normal(5, 3, scale=2.0), draw.normal(5, 3)
    yield Case("plain", call(x, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
        for name, (a, b) in broadcasts(x, t).items():
            yield Case(f"broadcast {name}, {reduction}", call(a, b, reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(x[:0], t[:0], reduction=reduction))
    yield Case("empty batch, broadcast", call(x[:0], t[:1]))
    yield Case("0-d", call(np.array(0.3), np.array(-1.9)))
    yield Case("one element", call(np.array([[0.3]]), np.array([[0.8]])))
    yield Case("four axes", call(draw.normal(2, 3, 5, 4), draw.normal(2, 3, 5, 4)))
    yield Case("far from zero", call(draw.normal(5, 3, mean=1000.0), draw.normal(5, 3, mean=1000.0)))
    yield Case("small errors", call(draw.normal(5, 3, scale=1e-6), draw.normal(5, 3, scale=1e-6)))
    yield Case("large errors", call(draw.normal(5, 3, scale=1e6), draw.normal(5, 3, scale=1e6), reduction="none"))
    yield Case("some errors of zero", call(draw.ties(5, 7), draw.ties(5, 7), reduction="none"), exact=True)
    for reduction in ("none", "mean"):
        yield Case(
            f"special values, {reduction}", call(special, np.full_like(special, 0.25), reduction=reduction), exact=True
        )
    ends = np.array([np.inf, -np.inf, np.inf, 0.0, -0.0, 1e-30]), np.array([np.inf, np.inf, 0.0, -0.0, 0.0, 3.0])
    yield Case("special values against each other", call(*ends, reduction="none"), exact=True)
    if integers:
        yield from mixed(x, t)
        yield Case("target of integers", call(x, draw.integers(-2, 3, 5, 3)))
        yield Case("target of uint8, broadcast", call(x, np.array([1, 0, 3], np.uint8), reduction="none"))

    yield Case("refused: shapes", call(x, t[:4]), raises=True)
    yield Case("refused: input and target of integers", call(np.ones(3, np.int64), np.ones(3, np.int64)), raises=True)
    yield Case("refused: target is a number", call(x, 1.0), raises=True)
    yield Case("refused: target is None", call(x, None), raises=True)
    yield from bad_reductions(x, t)


def _weighted(draw: Draw) -> Iterator[Case]:
    x, t, w = draw.normal(5, 3, scale=2.0), draw.normal(5, 3), draw.uniform(0.2, 2.0, 5, 3)
    for reduction in REDUCTIONS:
        yield Case(f"weight reduction={reduction}", call(x, t, weight=w, reduction=reduction))
        yield Case(f"weight, target broadcast, {reduction}", call(x, t[:1], weight=w, reduction=reduction))
        yield Case(f"weight, input broadcast, {reduction}", call(x[0], t, weight=w[0], reduction=reduction))
    yield Case("weights with zeros", call(x, t, weight=w * (t > 0)))
    yield Case("weights all zero", call(x, t, weight=0 * w), exact=True, zeros={"y", "grad input", "grad target"})
    yield Case("weight of integers", call(x, t, weight=draw.integers(1, 4, 5, 3)))
    yield Case("weight of bools", call(x, t, weight=w > 1))
    yield Case("weight, 0-d", call(np.array(0.3), np.array(-1.9), weight=np.array(2.0), reduction="sum"))
    yield Case("weight, empty batch", call(x[:0], t[:0], weight=w[:0]))
    yield Case("refused: weight that would broadcast", call(x, t, weight=w[0]), raises=True)
    yield Case("refused: weight of target's shape", call(x[0], t, weight=w), raises=True)
    yield Case("refused: weight is a number", call(x, t, weight=2.0), raises=True)
