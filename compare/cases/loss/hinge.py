"""Questions about losses that stop at a margin."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import FULL, REDUCTIONS, WIDE, bad_reductions, broadcasts, labels, mixed


def hinge_embedding_loss(draw: Draw) -> Iterator[Case]:
    x, t = draw.uniform(0.1, 3.0, 5, 3), labels(draw, 5, 3)
    yield Case("plain", call(draw.normal(5, 3), t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
        yield Case(f"margin=2.5 reduction={reduction}", call(x, t, 2.5, reduction=reduction))
        for name, (a, b) in broadcasts(x, t).items():
            yield Case(f"broadcast {name}, {reduction}", call(a, b, margin=1.7, reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(x[:0], t[:0], reduction=reduction))
        yield Case(f"0-d, {reduction}", call(np.array(0.3), np.array(-1.0), reduction=reduction))
    yield Case("all close", call(x, np.ones((5, 3))))
    yield Case("all apart", call(x, -np.ones((5, 3))))
    yield Case("targets that are no labels", call(x, draw.normal(5, 3), reduction="none"))
    yield Case("targets of 0", call(x, 0 * t, margin=2.0))
    for margin in (2, -2.0, -0.0, True, np.float64(0.7), float("inf"), 10**30):
        zeros = {"y"} if margin == float("inf") else set()
        yield Case(f"margin={margin!r}", call(x, t, margin=margin), zeros=zeros, dtypes=FULL)
    yield Case("margin=nan", call(x, t, margin=float("nan"), reduction="none"), exact=True)
    for dtype in (np.int64, np.int8):
        yield Case(f"labels of {dtype.__name__}", call(x, t.astype(dtype)))
    yield Case("labels of bools", call(x, t > 0, reduction="none"))
    yield Case("labels of uint8, of which -1 is 255", call(x, t.astype(np.int8).view(np.uint8), reduction="none"))
    ties = np.array([1.0, 0.0, -0.0, 0.5, 2.0, np.inf, -np.inf, np.nan])
    for label in (1.0, -1.0, 0.5):
        asked = call(ties, np.full(8, label), reduction="none")
        yield Case(f"at the margin, and special values, target {label:g}", asked, exact=True)
    ends = np.array([np.nan, np.inf, -np.inf])
    yield Case("targets of nan and inf", call(np.array([0.3, 2.0, 2.5]), ends, reduction="none"), exact=True)
    for label in (1.0, -1.0):
        asked = call(draw.special(), np.full(16, label))
        yield Case(f"special values, mean, target {label:g}", asked, exact=True)
    yield Case("near the margin", call(1 + 1e-3 * draw.normal(5, 3), -np.ones((5, 3)), reduction="none"))
    yield from mixed(x, t)
    yield Case("many elements", call(draw.uniform(0.1, 3.0, 70, 90), labels(draw, 70, 90)))
    yield Case("gaps in memory", call(x, t), layout="strided")

    yield Case("refused: shapes", call(x, t[:4]), raises=True)
    yield Case("refused: target is None", call(x, None), raises=True)
    yield Case("refused: target is a number", call(x, 1.0), raises=True)
    for bad in (None, "1", 1j):
        yield Case(f"refused: margin={bad!r}", call(x, t, margin=bad), raises=True)
    yield Case("refused: margin too large for float32", call(x, t, margin=1e300), raises=True, dtypes=("float32",))
    yield from bad_reductions(x, t)


def margin_ranking_loss(draw: Draw) -> Iterator[Case]:
    a, b, t = draw.normal(5, 3), draw.normal(5, 3), labels(draw, 5, 3)
    a[0, 0], b[0, 0] = -0.5, 0.7  # wrong, as t is 1 there
    yield Case("plain", call(a, b, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(a, b, t, reduction=reduction))
        yield Case(f"margin=0.8 reduction={reduction}", call(a, b, t, 0.8, reduction=reduction))
        shapes = {"input2 a row": (a, b[:1], t), "target a column": (a, b, t[:, :1]), "input1 a row": (a[:1], b, t)}
        shapes |= {"outer": (a[:, :1], b[:1], t[:1, :1]), "target largest": (a[:1], b[:, :1], t)}
        for name, given in shapes.items():
            yield Case(f"broadcast, {name}, {reduction}", call(*given, margin=2.0, reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(a[:0], b[:0], t[:0], reduction=reduction))
        scalars = np.array(0.3), np.array(0.9), np.array(1.0)
        yield Case(f"0-d, {reduction}", call(*scalars, reduction=reduction))
    yield Case("one axis", call(a[:, 0], b[:, 0], t[:, 0], margin=1.0))
    yield Case("four axes", call(*(draw.normal(2, 3, 5, 4) for _ in range(3)), margin=0.5))
    yield Case("targets that are no labels", call(a, b, draw.normal(5, 3), 1.0, reduction="none"))
    yield Case("targets of 0", call(a, b, 0 * t, 0.5), zeros={"grad input1", "grad input2"})
    for margin in (2, -0.3, True, np.float64(0.7), float("inf"), 10**30):
        yield Case(f"margin={margin!r}", call(a, b, t, margin=margin))
    gradients = {"grad input1", "grad input2", "grad target"}
    yield Case("margin=nan", call(a, b, t, margin=float("nan")), exact=True, zeros=gradients)
    yield Case("margin too large for float32", call(a, b, t, margin=1e300), dtypes=("float32",))
    for dtype in (np.int64, np.int8):
        yield Case(f"labels of {dtype.__name__}", call(a, b, t.astype(dtype), 0.5))
    yield Case("labels of uint8, of which -1 is 255", call(a, b, np.ones((5, 3), np.uint8), 0.5))
    ties = draw.ties(5, 7), draw.ties(5, 7), labels(draw, 5, 7)
    for margin in (0, 1, 2.0):
        yield Case(f"ties, margin={margin}", call(*ties, margin, reduction="none"), exact=True)
    special = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, np.inf, -np.inf])
    other = np.array([0.25, 0.25, 0.25, 0.25, 0.25, np.nan, np.inf, np.inf])
    for label in (1.0, -1.0, 0.0):
        asked = call(special, other, np.full(8, label), 1.0, reduction="none")
        zeros = set() if label else {"grad input1", "grad input2"}
        yield Case(f"special values, target {label:g}", asked, exact=True, zeros=zeros)
    yield Case("special values, mean", call(special[:4], other[:4], np.ones(4)), exact=True)
    ends = np.array([np.nan, np.inf, -np.inf, np.inf])
    higher = np.array([1.0, 1.0, 1.0, -0.5])
    yield Case("special targets", call(higher, np.zeros(4), ends, reduction="none"), exact=True)
    yield Case("nearly equal", call(a, a + 1e-3 * b, t, 1e-3))
    yield Case("far from zero", call(1000 + a, 1000 + b, t, 0.5))
    narrow = {"input1": a, "input2": b, "target": t}
    for name in narrow:
        asked = call(**narrow | {name: narrow[name].astype(np.float32)}, margin=0.5)
        yield Case(f"{name} of float32", asked, dtypes=WIDE)
    yield Case("many elements", call(draw.normal(70, 90), draw.normal(70, 90), labels(draw, 70, 90), 0.5))
    yield Case("gaps in memory", call(a, b, t, 0.5), layout="strided")

    yield Case("refused: shapes", call(a, b[:4], t), raises=True)
    yield Case("refused: target's shape", call(a, b, t[:4]), raises=True)
    yield Case("refused: target of fewer axes", call(a, b, t[0]), raises=True)
    yield Case("refused: input2 of fewer axes", call(a, b[0], t), raises=True)
    yield Case("refused: 0-d target", call(a, b, np.array(1.0)), raises=True)
    yield Case("refused: labels of bools", call(a, b, t > 0), raises=True)
    yield Case("refused: labels of uint16", call(a, b, np.ones((5, 3), np.uint16)), raises=True)
    yield Case("refused: target is None", call(a, b, None), raises=True)
    yield Case("refused: input2 is a number", call(a, 1.0, t), raises=True)
    for bad in (None, "1", 1j):
        yield Case(f"refused: margin={bad!r}", call(a, b, t, margin=bad), raises=True)
    yield from bad_reductions(a, b, t)
