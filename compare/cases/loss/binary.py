"""Questions about losses for yes or no."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import REDUCTIONS, bad_reductions, mixed


def binary_cross_entropy(draw: Draw) -> Iterator[Case]:
    p, t, w = draw.uniform(0.02, 0.98, 5, 3), draw.uniform(0.0, 1.0, 5, 3), draw.uniform(0.2, 2.0, 5, 3)
    yield Case("plain", call(p, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(p, t, reduction=reduction))
        yield Case(f"weight reduction={reduction}", call(p, t, w, reduction=reduction))
        yield Case(f"targets of 0 and 1, {reduction}", call(p, (t > 0.5).astype(float), reduction=reduction))
    for name, fit in _fitting(draw).items():
        yield Case(f"weight of shape {name}", call(p, t, fit))
    yield Case("weight of integers", call(p, t, draw.integers(1, 4, 5, 3)))
    yield Case("weight of bools", call(p, t, draw.mask(0.6, 5, 3), reduction="none"))
    ends = np.array([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]]), np.array([[0.0, 0.3, 1.0, 0.0, 0.3, 1.0]])
    yield Case("probabilities of 0 and 1", call(*ends, reduction="none"), exact=True)
    yield Case("probabilities of 0 and 1, weight", call(*ends, np.array(0.3), reduction="none"), exact=True)
    yield Case("impossible and happened, mean", call(np.array([0.0, 1.0, 0.25]), np.array([1.0, 0.0, 0.5])), exact=True)
    tiny = np.array([1e-44, 1e-38, 1e-30, 1e-13, 1e-12, 3e-12, 1e-7, 1 - 1e-7, 1 - 2.0**-24, 0.5])
    yield Case("probabilities near 0 and 1", call(tiny, np.full(10, 0.3), reduction="none"), exact=True)
    yield Case(
        "logarithms below -100",
        call(np.array([1e-44, 4e-44, 3e-44]), np.array([1.0, 0.5, 0.0]), reduction="none"),
        exact=True,
    )
    near = call(draw.uniform(1e-9, 1e-8, 5), np.zeros(5), reduction="none")
    yield Case("nearly sure and right", near)
    yield Case("0-d", call(np.array(0.3), np.array(0.8), np.array(2.0)))
    yield Case("one element", call(np.array([[0.3]]), np.array([[1.0]])))
    yield Case("four axes", call(draw.uniform(0.02, 0.98, 2, 3, 5, 4), draw.uniform(0.0, 1.0, 2, 3, 5, 4)))
    for reduction in ("mean", "none"):
        yield Case(f"empty batch, {reduction}", call(p[:0], t[:0], w[:0], reduction=reduction))

    yield Case("refused: probability above 1", call(p + 0.5, t), raises=True)
    yield Case("refused: probability below 0", call(p - 0.5, t), raises=True)
    yield Case("refused: probability nan", call(p * np.nan, t), raises=True)
    yield Case("refused: target above 1", call(p, t + 1), raises=True)
    yield Case("refused: target below 0", call(p, -t), raises=True)
    yield Case("refused: target nan", call(p, t * np.nan), raises=True)
    yield Case("refused: target of integers", call(p, (t > 0.5).astype(np.int64)), raises=True)
    yield Case("refused: target of float32", call(p, t.astype(np.float32)), raises=True, dtypes=("float64",))
    yield Case("refused: target of bools", call(p, t > 0.5), raises=True)
    yield from _bad_binary(p, t, draw)


def binary_cross_entropy_with_logits(draw: Draw) -> Iterator[Case]:
    special = draw.special()
    x, t, w = draw.normal(5, 3, scale=2.0), draw.uniform(0.0, 1.0, 5, 3), draw.uniform(0.2, 2.0, 5, 3)
    pw = draw.uniform(0.3, 4.0, 3)
    yield Case("plain", call(x, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
        yield Case(f"weight reduction={reduction}", call(x, t, w, reduction=reduction))
        yield Case(f"pos_weight reduction={reduction}", call(x, t, pos_weight=pw, reduction=reduction))
        yield Case(f"weight pos_weight reduction={reduction}", call(x, t, w, pos_weight=pw, reduction=reduction))
    for name, fit in _fitting(draw).items():
        yield Case(f"weight of shape {name}", call(x, t, fit))
        yield Case(f"pos_weight of shape {name}", call(x, t, pos_weight=fit))
    yield Case("targets of 0 and 1", call(x, (t > 0.5).astype(float)))
    yield from mixed(x, t)
    weights = {"weight": w.astype(np.float32), "pos_weight": pw}
    yield Case("weight of float32", call(x, t, **weights), dtypes=("float64",))
    yield Case("targets beyond 0 and 1", call(x, 5 * t - 2, pos_weight=pw))
    yield Case("weight of bools", call(x, t, t > 0.5, reduction="none"))
    yield Case("weights of integers", call(x, t, np.array([1, 2, 3]), pos_weight=np.array([3, 2, 1])))
    yield Case("logits in the hundreds", call(200 * x, t))
    yield Case("logits in the hundreds, pos_weight", call(200 * x, t, pos_weight=pw, reduction="none"))
    far = call(draw.uniform(-86.0, -84.0, 5), np.zeros(5), reduction="none")
    yield Case("vanishing gradient", far, zeros={"y"})  # the loss cancels to 0, in PyTorch too
    far = call(draw.uniform(84.0, 86.0, 5), np.ones(5), reduction="none")
    yield Case("vanishing loss", far, exact=True, zeros={"grad input"})  # and here p - t
    sure = np.array([100.0, -100.0, 40.0, -40.0, 800.0, -800.0]), np.array([1.0, 0.0, 1.0, 0.0, 0.0, 1.0])
    yield Case("sure and right, sure and wrong", call(*sure, reduction="none"))
    for name, options in (("", {}), (", pos_weight", {"pos_weight": np.array(3.0)})):
        for target in (0.0, 0.25, 1.0):
            logits = call(special, np.full_like(special, target), **options, reduction="none")
            yield Case(f"special values, target {target:g}{name}", logits, exact=True)
    yield Case("0-d", call(np.array(0.3), np.array(0.8), np.array(2.0), pos_weight=np.array(3.0)))
    yield Case("one element", call(np.array([[0.3]]), np.array([[1.0]])))
    yield Case(
        "four axes", call(draw.normal(2, 3, 5, 4), draw.uniform(0.0, 1.0, 2, 3, 5, 4), pos_weight=pw[:, None, None])
    )
    for reduction in ("mean", "none"):
        yield Case(f"empty batch, {reduction}", call(x[:0], t[:0], w[:0], pos_weight=pw, reduction=reduction))

    yield Case("refused: target of integers", call(x, (t > 0.5).astype(np.int64)), raises=True)
    yield Case("refused: target of bools", call(x, t > 0.5), raises=True)
    yield Case("refused: pos_weight too long", call(x, t, pos_weight=draw.uniform(0.3, 4.0, 5)), raises=True)
    for dtype in (bool, np.uint16):
        yield Case(f"refused: pos_weight of {dtype.__name__}", call(x, t, pos_weight=np.ones(3, dtype)), raises=True)
    yield Case("refused: pos_weight of more axes", call(x, t, pos_weight=pw[None, None]), raises=True)
    yield Case("refused: pos_weight is a number", call(x, t, pos_weight=2.0), raises=True)
    yield from _bad_binary(x, t, draw)


def _bad_binary(x: np.ndarray, t: np.ndarray, draw: Draw) -> Iterator[Case]:
    yield Case("refused: target of another shape", call(x, t[:4]), raises=True)
    yield Case("refused: target that would broadcast", call(x, t[0]), raises=True)
    yield Case("refused: weight that does not fit", call(x, t, draw.uniform(0.2, 2.0, 5)), raises=True)
    yield Case("refused: weight of more axes", call(x, t, draw.uniform(0.2, 2.0, 1, 5, 3)), raises=True)
    yield Case("refused: weight is a number", call(x, t, 2.0), raises=True)
    yield Case("refused: input of integers", call(np.ones((5, 3), np.int64), t), raises=True)
    yield from bad_reductions(x, t)


def _fitting(draw: Draw) -> dict[str, np.ndarray]:
    shapes = ((3,), (1, 3), (5, 1), (1,), ())
    return {str(shape): np.asarray(draw.uniform(0.2, 2.0, *shape)) for shape in shapes}
