"""Questions about losses that ask for a margin between the scores of classes."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import REDUCTIONS, bad_reductions

GRADIENT = {"grad input"}
ALL = {"y", *GRADIENT}
# Every row's classes against the first, whose score is one of them: nan, infinite, or just at or off the margin.
SPECIAL = np.array(
    [
        [np.nan, 1.0, 2.0, 0.0],
        [1.0, np.nan, 2.0, 0.5],
        [np.inf, 0.0, 1.0, 3.0],
        [0.0, np.inf, 1.0, -5.0],
        [-np.inf, 0.0, 1.0, 2.0],
        [0.0, -np.inf, 1.0, -1.0],
        [np.inf, np.inf, 0.0, 1.0],
        [-np.inf, -np.inf, 0.0, -0.0],
        [-0.0, 0.0, -1.0, -0.5],
    ]
)


def multi_margin_loss(draw: Draw) -> Iterator[Case]:
    x, t = draw.normal(5, 3, scale=2.0), draw.integers(0, 3, 5)
    w, signed = draw.uniform(0.5, 2.0, 3), draw.normal(3)
    yield Case("plain", call(x / 4, t))
    yield Case("some margins kept", call(x, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
        yield Case(f"p=2 reduction={reduction}", call(x, t, p=2, reduction=reduction))
        yield Case(f"weight reduction={reduction}", call(x, t, weight=w, reduction=reduction))
        yield Case(f"every option, {reduction}", call(x, t, 2, 2.5, signed, reduction=reduction))
    for margin in (0, 0.25, 7, True, np.float64(1.5)):
        yield Case(f"margin={margin!r}", call(x, t, margin=margin))
    yield Case("margin=-3.14", call(x - 5 * np.eye(3)[t], t, margin=-3.14))
    yield Case("margin=inf", call(x, t, margin=np.inf, reduction="none"))
    yield Case("margin=nan", call(x, t, margin=np.nan), zeros=ALL)
    for p in (1.0, 2.0, True, np.int64(2), np.float64(2)):
        yield Case(f"p={p!r}", call(x, t, p))

    for p in (1, 2):
        kinks = call(draw.ties(11, 4), draw.integers(0, 4, 11), p, reduction="none")
        yield Case(f"ties and kinks, p={p}", kinks, exact=True)
        zeros = call(SPECIAL, np.zeros(len(SPECIAL), np.int64), p, reduction="none")
        yield Case(f"special values, p={p}", zeros, exact=True)
    first = np.zeros(len(SPECIAL), np.int64)
    weighted = call(SPECIAL, first, weight=np.array([np.inf, 1.0, 1.0, 1.0]), reduction="none")
    yield Case("special values, weight of inf", weighted, exact=True)
    yield Case("every margin kept", call(9 * np.eye(3)[t], t), exact=True, zeros=ALL)
    yield Case("weights with zeros", call(x, t, weight=w * np.array([1.0, 0.0, 1.0])))
    yield Case("scores far out", call(draw.normal(5, 3, scale=1e4), t, 2))
    yield Case("scores far from zero", call(draw.normal(5, 3, mean=1000.0), t, 2))
    yield Case("nearly equal", call(1e-4 * x, t, margin=1e-4))
    yield Case("many classes", call(draw.normal(2, 1000), draw.integers(0, 1000, 2), 2))
    yield Case("many samples", call(draw.normal(2000, 3), draw.integers(0, 3, 2000), weight=signed))

    for reduction in ("mean", "none"):
        yield Case(f"no batch, {reduction}", call(x[0], np.array(2), margin=9, reduction=reduction))
        yield Case(f"no batch, target of one axis, {reduction}", call(x[0], t[:1], 2, 3, w, reduction=reduction))
        yield Case(f"a batch of one, 0-d target, {reduction}", call(x[:1], np.array(1), margin=9, reduction=reduction))
        yield Case(f"a batch of one, {reduction}", call(x[:1], t[:1], margin=9, reduction=reduction))
        yield Case(f"one class, {reduction}", call(x[:, :1], 0 * t, reduction=reduction), zeros=ALL)
        yield Case(f"0-d, {reduction}", call(np.array(0.3), np.array(0), 1, 1, w[:1], reduction=reduction), zeros=ALL)
    yield Case("empty batch", call(x[:0], t[:0], reduction="none"))

    yield from _refused(x, t)
    yield Case("refused: target of two axes", call(x, t[:, None]), raises=True)
    yield Case("refused: 0-d target of a batch", call(x, np.array(0)), raises=True)
    yield Case("refused: class -1", call(x, t - 3), raises=True)
    for name, bad in {"too long": np.ones(4), "0-d": np.array(2.0), "of two axes": np.ones((1, 3))}.items():
        yield Case(f"refused: weight {name}", call(x, t, weight=bad), raises=True)
    for dtype in (np.int64, np.bool_):
        yield Case(f"refused: weight of {dtype.__name__}", call(x, t, weight=np.ones(3, dtype)), raises=True)
    yield Case("refused: weight of float32", call(x, t, weight=np.ones(3, "f4")), raises=True, dtypes=("float64",))
    yield Case("refused: weight is a number", call(x, t, weight=2.0), raises=True)
    for bad_p in (0, 3, 1.5, np.nan, "1", None):
        yield Case(f"refused: p={bad_p!r}", call(x, t, p=bad_p), raises=True)
    for bad_margin in ("1", None, 2**64):
        yield Case(f"refused: margin={bad_margin!r}", call(x, t, margin=bad_margin), raises=True)
    yield Case("refused: margin=1e39", call(x.astype("f4"), t, margin=1e39), raises=True, dtypes=("float32",))


def multilabel_margin_loss(draw: Draw) -> Iterator[Case]:
    x, t = (
        draw.normal(5, 4, scale=2.0),
        np.array([[2, 0, -1, 3], [1, -1, -1, -1], [3, 2, 1, -1], [0, 3, -1, 0], [2] * 4]),
    )
    yield Case("plain", call(x / 4, t))
    yield Case("some margins kept", call(x, t))
    for reduction in ("sum", "none"):
        yield Case(f"reduction={reduction}", call(x, t, reduction=reduction))
    yield Case("labels in any order", call(x, t[:, ::-1]))
    yield Case("one label each", call(x, np.where(np.arange(4), -1, t), reduction="none"))
    yield Case("any labels", call(draw.normal(11, 7), draw.integers(-1, 7, 11, 7), reduction="none"))
    yield Case("no labels", call(x, np.full((5, 4), -1)), zeros=ALL)
    yield Case("labels after -1 alone", call(x, np.tile([-1, 1, 2, 3], (5, 1))), zeros=ALL)
    yield Case("every label", call(x, np.tile([3, 1, 0, 2], (5, 1))), zeros=ALL)
    yield Case("every margin kept", call(9 * np.eye(4)[t[:, 0]], np.where(np.arange(4), -1, t)), exact=True, zeros=ALL)
    yield Case("ties and kinks", call(draw.ties(11, 6), draw.integers(-1, 6, 11, 6), reduction="none"), exact=True)
    for name, labels in {"one label": [0, -1, -1, -1], "two labels": [0, 1, -1, 2], "twice": [0, 0, 0, 2]}.items():
        special = call(SPECIAL, np.tile(labels, (len(SPECIAL), 1)), reduction="none")
        yield Case(f"special values, {name}", special, exact=True)
    yield Case("scores far out", call(draw.normal(5, 4, scale=1e4), t))
    yield Case("scores far from zero", call(draw.normal(5, 4, mean=1000.0), t, reduction="none"))
    yield Case("many classes", call(draw.normal(2, 150), draw.integers(0, 150, 2, 150)))
    yield Case("many samples", call(draw.normal(700, 3), draw.integers(-1, 3, 700, 3)))

    for reduction in ("mean", "none"):
        yield Case(f"no batch, {reduction}", call(x[0] / 9, t[0], reduction=reduction))
        yield Case(f"a batch of one, {reduction}", call(x[:1] / 9, t[:1], reduction=reduction))
        yield Case(f"0-d, {reduction}", call(np.array(0.3), np.array(0), reduction=reduction), zeros=ALL)
    yield Case("0-d, target of one axis", call(np.array(0.3), np.array([-1]), reduction="none"), zeros=ALL)
    yield Case("one class, 0-d target", call(np.array([0.3]), np.array(0), reduction="none"), zeros=ALL)
    yield Case("empty batch", call(x[:0], t[:0], reduction="none"))

    yield from _refused(x, t)
    yield Case("refused: a label of -2", call(x, t - 1), raises=True)
    yield Case("refused: a label of -2 after -1", call(x, np.tile([1, -1, -2, 0], (5, 1))), raises=True)
    yield Case("refused: a label too large after -1", call(x, np.tile([1, -1, 4, 0], (5, 1))), raises=True)
    yield Case("refused: target without a batch", call(x[:1], t[0]), raises=True)
    yield Case("refused: input without a batch", call(x[0], t[:1]), raises=True)
    yield Case("refused: 0-d target", call(x, np.array(0)), raises=True)


def _refused(x: np.ndarray, t: np.ndarray) -> Iterator[Case]:
    """What both refuse."""
    yield Case("refused: target too short", call(x, t[:4]), raises=True)
    yield Case("refused: a class too many", call(x, np.full_like(t, x.shape[1])), raises=True)
    yield Case("refused: class 2³² + 1, which is 1 in 32 bits", call(x, np.full_like(t, 2**32 + 1)), raises=True)
    for dtype in (np.int32, np.uint8, np.float64):
        yield Case(f"refused: target of {dtype.__name__}", call(x, np.abs(t).astype(dtype)), raises=True)
    yield Case("refused: input of three axes", call(x[None], t[None]), raises=True)
    yield Case("refused: input of integers", call(x.astype(np.int64), t), raises=True)
    yield Case("refused: no classes", call(x[:, :0], t[:, :0] if t.ndim > 1 else t), raises=True)
    yield Case("refused: no classes and no batch", call(x[0, :0], t[0, :0] if t.ndim > 1 else t[:1]), raises=True)
    yield Case("refused: nothing at all", call(x[:0, :0], t[:0, :0] if t.ndim > 1 else t[:0]), raises=True)
    yield Case("refused: target is a number", call(x, 1), raises=True)
    yield Case("refused: target is None", call(x, None), raises=True)
    yield from bad_reductions(x, t)
