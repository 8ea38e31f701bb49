"""Questions about losses that grow softly with the logit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import FULL, REDUCTIONS, WIDE, bad_reductions, broadcasts, labels, mixed


def soft_margin_loss(draw: Draw) -> Iterator[Case]:
    x, t = draw.normal(5, 3, scale=2.0), labels(draw, 5, 3)
    yield Case("plain", call(x, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
        for name in ("row", "column", "0-d", "one element"):
            a, b = broadcasts(x, t)[name]
            yield Case(f"target broadcast {name}, {reduction}", call(a, b, reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(x[:0], t[:0], reduction=reduction))
        yield Case(f"targets between, {reduction}", call(x, draw.uniform(-1.0, 1.0, 5, 3), reduction=reduction))
    yield Case("0-d", call(np.array(0.3), np.array(-1.0)))
    yield Case("four axes", call(draw.normal(2, 3, 5, 4), labels(draw, 2, 3, 5, 4)))
    yield Case("labels of integers", call(x, t.astype(np.int64)))
    yield Case("labels of int8, row", call(x, t[0].astype(np.int8), reduction="none"))
    yield from mixed(x, t)
    special = draw.special()
    for label in (1.0, -1.0, 0.0):
        asked = call(special, np.full_like(special, label), reduction="none")
        yield Case(f"special values, target {label:g}", asked, exact=True, zeros={"grad input"} if not label else set())
    yield Case("special targets", call(np.full_like(special, 0.5), special, reduction="none"), exact=True, dtypes=WIDE)
    yield Case("special values, mean", call(special, np.ones_like(special)), exact=True)
    ends = np.array([80.0, -80.0, 87.0, -87.0, 90.0, -90.0, 700.0, -700.0, 720.0, -720.0])
    yield Case("exponentials at their ends", call(ends, np.ones(10), reduction="none"), exact=True, dtypes=FULL)
    yield Case("sure and right", call(draw.uniform(30.0, 80.0, 5), np.ones(5), reduction="none"))
    yield Case("sure and wrong", call(draw.uniform(30.0, 80.0, 5), -np.ones(5)), dtypes=FULL)
    yield Case("many elements", call(draw.normal(70, 90), labels(draw, 70, 90)))
    yield Case("gaps in memory", call(x, t), layout="strided")

    yield Case("refused: shapes", call(x, t[:4]), raises=True)
    yield Case("refused: target of more axes", call(x, labels(draw, 2, 5, 3)), raises=True)
    yield Case("refused: input that would broadcast", call(x[0], t), raises=True)
    yield Case("refused: input of integers", call(t.astype(np.int64), t), raises=True)
    yield Case("refused: target is None", call(x, None), raises=True)
    yield Case("refused: target is a number", call(x, 1.0), raises=True)
    yield from bad_reductions(x, t)


def multilabel_soft_margin_loss(draw: Draw) -> Iterator[Case]:
    x, t, w = draw.normal(5, 3, scale=2.0), draw.mask(0.5, 5, 3).astype(float), draw.uniform(0.3, 3.0, 3)
    yield Case("plain", call(x, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
        yield Case(f"weight reduction={reduction}", call(x, t, w, reduction=reduction))
        yield Case(f"soft targets, {reduction}", call(x, draw.uniform(0.0, 1.0, 5, 3), reduction=reduction))
        for name, (a, b) in broadcasts(x, t).items():
            yield Case(f"broadcast {name}, {reduction}", call(a, b, reduction=reduction))
        yield Case(f"weight, broadcast row, {reduction}", call(x, t[0], w, reduction=reduction))
        yield Case(f"unbatched, {reduction}", call(x[0], t[0], w, reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(x[:0], t[:0], w, reduction=reduction))
        stacks = np.stack([x, -2 * x]), np.stack([t, t])
        yield Case(f"three axes, {reduction}", call(*stacks, w, reduction=reduction))
    square = draw.normal(3, 3), draw.uniform(0.0, 1.0, 3, 3)
    yield Case("more axes of the target", call(square[0][0], square[1], reduction="none"))
    yield Case("more axes of the weight", call(x[0], t[0], draw.uniform(0.3, 3.0, 2, 4, 3), reduction="none"))
    for shape in ((5, 3), (5, 1), (1, 3), (1,), (), (2, 5, 3)):
        yield Case(f"weight of shape {shape}", call(x, t, np.asarray(draw.uniform(0.3, 3.0, *shape))))
    yield Case("weight of integers", call(x, t, np.array([1, 2, 3])))
    yield Case("weight of bools", call(x, t, np.array([True, False, True])))
    yield Case("negative weight", call(x, t, np.array([2.0, -0.5, 1.5])))
    yield Case("targets of integers", call(x, t.astype(np.int64)))
    yield Case("targets of uint8", call(x, t.astype(np.uint8), w))
    yield Case("targets beyond 0 and 1", call(x, draw.normal(5, 3, scale=3.0), w))
    yield from mixed(x, t)
    yield Case("weight of float32", call(x, t, w.astype(np.float32)), dtypes=WIDE)
    yield Case("weight of float64 alone", call(x.astype(np.float32), t.astype(np.float32), w), dtypes=WIDE)
    yield Case("0-d target of float64", call(x.astype(np.float32), np.array(0.3)), dtypes=WIDE)
    yield Case("no classes", call(x[:, :0], t[:, :0], reduction="none"), exact=True)
    special = draw.special()[:, None]
    for target in (0.0, 0.25, 1.0):
        asked = call(special, np.full_like(special, target), reduction="none")
        yield Case(f"special values, target {target:g}", asked, exact=True)
    yield Case("special values among others", call(special * np.ones(3), 0.5 * np.ones((16, 3)), w), exact=True)
    yield Case("logits in the hundreds", call(200 * x, t, w))
    sure, right = draw.uniform(30.0, 80.0, 5, 3), t.astype(np.int64)
    yield Case("sure and right", call(np.where(t == 1, sure, -sure), right, reduction="none"))
    yield Case("sure and wrong", call(np.where(t == 1, -sure, sure), right, w))
    yield Case("many classes", call(draw.normal(7, 900), draw.uniform(0.0, 1.0, 7, 900)))
    yield Case("gaps in memory", call(x, t, w), layout="strided")

    yield Case("refused: 0-d", call(np.array(0.3), np.array(1.0)), raises=True)
    yield Case("refused: shapes", call(x, t[:4]), raises=True)
    yield Case("refused: weight that does not fit", call(x, t, draw.uniform(0.3, 3.0, 5)), raises=True)
    yield Case("refused: target of bools", call(x, t > 0.5), raises=True)
    yield Case("refused: target of uint16", call(x, t.astype(np.uint16)), raises=True)
    yield Case("refused: target is None", call(x, None), raises=True)
    yield from bad_reductions(x, t)
