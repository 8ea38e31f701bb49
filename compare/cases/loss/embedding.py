"""Questions about losses that compare embeddings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import DTYPES, Case, call
from .._draw import Draw
from ._shared import REDUCTIONS, WIDE, bad_reductions

ROOMY = ("float64", "float32", "bfloat16")  # float16 has no ε of 1e-12, and PyTorch's squares and powers are in it, too
PAIR = {"grad input1", "grad input2"}
TRIPLET = {"grad anchor", "grad positive", "grad negative"}


def cosine_embedding_loss(draw: Draw) -> Iterator[Case]:
    a, b, t = draw.normal(5, 3), draw.normal(5, 3), np.array([1, -1, 1, -1, -1])
    near, half = a + 0.3 * b, np.array([1.0, -1.0, 0.5, -1.0, 2.0])
    yield Case("plain", call(a, near, t))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(a, near, t, reduction=reduction))
        yield Case(f"margin=-0.5 reduction={reduction}", call(a, b, t, -0.5, reduction=reduction))
        yield Case(f"other targets, {reduction}", call(a, near, half, reduction=reduction))
        yield Case(f"a target for all, {reduction}", call(a, near, t[1:2], reduction=reduction))
        yield Case(f"a row against all, {reduction}", call(a[:1], near, t, -1, reduction=reduction))
        yield Case(f"all against a row, {reduction}", call(a, near[:1], t, -1, reduction=reduction))
        yield Case(f"one pair, targets of all, {reduction}", call(a[:1], near[:1], t, reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(a[:0], b[:0], t[:0], reduction=reduction))
        yield Case(f"no batch, {reduction}", call(a[0], b[0], np.array(1), reduction=reduction))
        yield Case(f"no batch, apart, {reduction}", call(a[0], near[0], np.array(-1), reduction=reduction))
    column = 1e-6 * a[:, :1]  # small: but for ε, no cosine depends on the length of a single number
    yield Case("a column against rows", call(column, b, t, -2, reduction="none"), dtypes=ROOMY)
    yield Case("rows against a column", call(b, column, t, -2, reduction="none"), dtypes=ROOMY)
    yield Case("a number against rows", call(column[:1], b, t, -2), dtypes=ROOMY)
    yield Case("no batch, a number against a row", call(column[0], b[0], np.array(1)), dtypes=ROOMY)
    for margin in (0.5, -1, True, np.float32(0.25), 1e39, 2**64):
        yield Case(f"margin={margin!r}", call(a, near, t, margin))
    yield Case("margin=inf", call(a, near, t, np.inf))
    yield Case("margin=-inf", call(a, near, t, -np.inf, reduction="none"))
    yield Case("margin=nan", call(a, near, t, np.nan, reduction="none"))
    yield Case("target of bools", call(a, near, t > 0))
    yield Case("target of uint8", call(a, near, (t > 0).astype(np.uint8), reduction="none"))
    yield Case("target of uint8, of which -1 is 255", call(a, near, t.astype(np.int8).view(np.uint8)))
    yield Case("target of int32", call(a, near, t.astype(np.int32)))
    for name, x, y in (("input1", a.astype("f4"), near), ("input2", a, near.astype("f4"))):
        yield Case(f"{name} of float32", call(x, y, t, -1, reduction="none"), dtypes=WIDE)
    yield Case("target of float32", call(a, near, half.astype("f4")), dtypes=WIDE)

    yield Case("other targets alone", call(a, b, 0 * t), zeros={"y", *PAIR})
    yield Case("every margin kept", call(a, -a + 0.1 * b, np.full(5, -1)), zeros={"y", *PAIR})
    yield Case("nearly parallel", call(a, a + 1e-3 * b, t, reduction="none"))
    yield Case("far apart in size", call(1e3 * a, 1e-3 * b, t, -1, reduction="none"), dtypes=ROOMY)
    yield Case("small", call(1e-6 * a, 1e-6 * near, t, -1, reduction="none"), dtypes=ROOMY)
    yield Case("one small", call(1e-7 * a, near, t, -1, reduction="none"), dtypes=ROOMY)
    yield Case("far from zero", call(100 + a, 100 + b, t, reduction="none"))
    yield Case("many features", call(draw.normal(2, 1000), draw.normal(2, 1000), t[:2], -1))
    yield Case("many samples", call(draw.normal(2000, 3), draw.normal(2000, 3), draw.integers(0, 2, 2000) * 2 - 1))
    axes = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [3.0, 0.0]])
    other = np.array([[0.0, 1.0], [0.0, 3.0], [-1.0, 0.0], [1.0, 2.0], [0.0, 0.0], [-0.0, 0.0]])
    for sign in (1, -1):
        right = call(axes, other, np.full(6, sign))
        yield Case(f"right angles and zero vectors, target={sign}", right, exact=True, dtypes=ROOMY)
    right = call(axes, other, np.full(6, -1), -0.5, reduction="none")
    yield Case("right angles and zero vectors, margin=-0.5", right, exact=True, dtypes=ROOMY)
    yield Case("vectors of no numbers", call(a[:, :0], b[:, :0], t, reduction="none"), dtypes=ROOMY)
    rough = np.array([[np.nan, 1.0], [np.inf, 1.0], [-np.inf, np.inf], [1e200, 1.0], [1.0, 2.0], [0.0, 0.0]])
    for sign in (1, -1, 0):
        targets = np.full(6, sign)
        yield Case(
            f"special values, target={sign}",
            call(rough, np.tile([1.0, 3.0], (6, 1)), targets, -2, reduction="none"),
            exact=True,
            dtypes=WIDE,  # in float32 1e200 is inf
            zeros={"y", *PAIR} if sign == 0 else set(),
        )
    targets = np.array([np.nan, np.inf, -np.inf, 1.0, -1.0])
    yield Case("special targets", call(a, near, targets, reduction="none"), exact=True)

    yield Case("refused: target of two axes", call(a, b, t[:, None]), raises=True)
    yield Case("refused: 0-d target of a batch", call(a, b, np.array(1)), raises=True)
    yield Case("refused: target of one axis without a batch", call(a[0], b[0], t[:1]), raises=True)
    yield Case("refused: three axes", call(a[None], b[None], t), raises=True)
    yield Case("refused: 0-d", call(np.array(0.3), np.array(0.2), np.array(1)), raises=True)
    yield Case("refused: input2 without a batch", call(a, b[0], t), raises=True)
    yield Case("refused: features", call(a[:, :2], b, t), raises=True)
    yield Case("refused: samples", call(a[:4], b, t), raises=True)
    yield Case("refused: target too short", call(a, b, t[:4]), raises=True)
    yield Case("refused: input1 is None", call(None, b, t), raises=True)
    yield Case("refused: target is None", call(a, b, None), raises=True)
    yield Case("refused: target is a number", call(a, b, 1), raises=True)
    for bad in (None, "1", 10**400):
        yield Case(f"refused: margin={str(bad)[:9]}", call(a, b, t, margin=bad), raises=True)
    yield from bad_reductions(a, b, t)


def triplet_margin_loss(draw: Draw) -> Iterator[Case]:
    a, b, c = draw.normal(5, 3), draw.normal(5, 3), draw.normal(5, 3)
    yield Case("plain", call(a, b, a + 0.4 * c))
    yield Case("some margins kept", call(a, b, c))
    for reduction in REDUCTIONS:
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(a, b, c, reduction=reduction))
        yield Case(f"swap reduction={reduction}", call(a, b, c, swap=True, reduction=reduction))
        yield Case(f"by position, {reduction}", call(a, b, c, 0.7, 3, 1e-2, True, reduction=reduction))
        yield Case(f"empty batch, {reduction}", call(a[:0], b[:0], c[:0], reduction=reduction))
        yield Case(f"no batch, {reduction}", call(a[0], b[0], a[0] + 0.3, reduction=reduction))
        yield Case(f"0-d, {reduction}", call(np.array(0.3), np.array(-1.9), np.array(1.2), reduction=reduction))
        for name, triplet in {
            "anchor row": (a[:1], b, c),
            "positive row": (a, b[:1], c),
            "negative row": (a, b, c[:1]),
            "anchor and positive rows": (a[:1], b[:1], c),
            "anchor and negative rows": (a[:1], b, c[:1]),
            "columns": (a[:, :1], b, c[:, :1]),
            "outer": (a[:, :1], b[:1], c),
        }.items():
            yield Case(f"broadcast {name}, {reduction}", call(*triplet, 4.0, swap=True, reduction=reduction))
    yield Case("features that broadcast pair by pair", call(a[:1, :1], b, c[:, :2]))
    four = (draw.normal(2, 3, 4, 5) for _ in range(3))
    yield Case("four axes", call(*four, 3.0, reduction="none"))
    for p in (0.5, 1, 1.5, 2.5, 3, 7, np.inf, -1, -2.5, -np.inf, True, np.float64(1.5)):
        dtypes = ROOMY if p < 0 or p == 7 else DTYPES
        yield Case(f"p={p!r}", call(a, b, c, 4.0, p, reduction="none"), dtypes=dtypes)
        yield Case(f"p={p!r} swap", call(a, b, c, 4.0, p, swap=True), dtypes=dtypes)
    yield Case("p=0", call(a, b, c, p=0, reduction="none"), zeros=TRIPLET)
    yield Case("p=0, many zeros", call(a[:1] * 0, draw.ties(5, 3), draw.ties(5, 3), 4, 0, 0), exact=True, zeros=TRIPLET)
    for margin in (1e-6, 0.3, 10, True, np.float32(0.25), np.inf):
        yield Case(f"margin={margin!r}", call(a, b, c, margin, reduction="none"))
    yield Case("margin=nan", call(a, b, c, np.nan), zeros=TRIPLET)
    for eps in (0, 0.5, -1, np.float64(0.1), True):
        yield Case(f"eps={eps!r}", call(a, b, c, 3.0, eps=eps, reduction="none"))
    for name, given in {"anchor": (a.astype("f4"), b, c), "negative": (a, b, c.astype("f4"))}.items():
        yield Case(f"{name} of float32", call(*given, 3.0, swap=True, reduction="none"), dtypes=WIDE)
    yield Case("anchor of float64 alone", call(a, b.astype("f4"), c.astype("f4"), 3.0), dtypes=WIDE)

    yield Case("every margin kept", call(a, a + 0.01 * b, a + 9), zeros={"y", *TRIPLET})
    points = np.array([[0.0, 0.0], [2.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    i, j, k = np.indices((4, 4, 4)).reshape(3, -1)
    for p in (1, 2, np.inf, -np.inf):
        for swap in (False, True):
            ties = call(points[i], points[j], points[k], 1.0, p, 0, swap, reduction="none")
            yield Case(f"ties and coincident points, p={p!r} swap={swap}", ties, exact=True)
    zero = np.zeros((5, 3))
    for p in (0.5, 1.5, 2, 3, -1):
        one = call(zero, zero, 0.1 * c, 4, p, 0, reduction="none")
        yield Case(f"one distance of 0, p={p!r}", one, zeros={"grad positive"}, dtypes=ROOMY if p < 0 else DTYPES)
    for p in (0.5, 1.5, 2, 3):
        yield Case(f"differences of 0, p={p!r}", call(zero, b * [1, 0, 1], c * [0, 1, 1], 9, p, 0, reduction="none"))
    flat = call(zero, b * [1, 0, 1], c * [0, 1, 1], 9, -1, 0, reduction="none")
    yield Case("differences of 0, p=-1", flat, zeros=TRIPLET)
    tiny = call(1e-200 * a, 1e-200 * b, 1e-200 * c, eps=0, reduction="none")
    yield Case("distances that underflow", tiny, zeros=TRIPLET, dtypes=WIDE)
    yield Case("anchor at the positive", call(a, a, a + 0.1 * c, reduction="none"), exact=True)
    yield Case("small", call(1e-5 * a, 1e-5 * b, 1e-5 * c, 1e-5, reduction="none"))
    yield Case("large", call(1e6 * a, 1e6 * b, 1e6 * c, 1e6, reduction="none"))
    yield Case("far from zero", call(100 + a, 100 + b, 100 + c, 3.0, reduction="none"))
    yield Case("many features", call(draw.normal(2, 1000), draw.normal(2, 1000), draw.normal(2, 1000), 9.0))
    yield Case("many samples", call(draw.normal(2000, 3), draw.normal(2000, 3), draw.normal(2000, 3), swap=True))
    yield Case("vectors of no numbers", call(a[:, :0], b[:, :0], c[:, :0], reduction="none"))
    wild = [[np.nan, 1], [np.inf, 1], [-np.inf, np.inf], [1e200, 1], [0, np.inf], [0, np.nan], [np.nan, np.inf]]
    rough, first, second = np.array([*wild, *draw.normal(6, 2)]), draw.normal(13, 2) * [0, 1], draw.normal(13, 2)
    for p in (0.5, 1, 1.5, 2, 3, np.inf, -np.inf, -1):
        for name, given in {
            "anchor": (rough, first, second),
            "positive": (first, rough, second),
            "negative": (first, second, rough),
        }.items():
            special = call(*given, 9.0, p, 0, reduction="none")
            yield Case(f"special values, {name}, p={p!r}", special, exact=True, dtypes=WIDE)
    special = call(first, second, rough, 9.0, 2, 0, True, reduction="none")
    yield Case("special values, negative, swap", special, exact=True, dtypes=WIDE)

    yield Case("refused: features", call(a[:, :2], b, c), raises=True)
    yield Case("refused: samples", call(a, b[:2], c), raises=True)
    yield Case("refused: samples of positive and negative", call(a[:1], b, c[:2]), raises=True)
    yield Case("refused: features, swapped", call(a[:1, :1], b, c[:, :2], swap=True), raises=True)
    for name, given in {"anchor": (a[0], b, c), "positive": (a, b[0], c), "negative": (a, b, c[0])}.items():
        yield Case(f"refused: {name} without a batch", call(*given), raises=True)
    for p in (np.inf, -np.inf, -1):
        yield Case(f"refused: vectors of no numbers, p={p!r}", call(a[:, :0], b[:, :0], c[:, :0], p=p), raises=True)
    yield Case("refused: no vectors of no numbers", call(a[:0, :0], b[:0, :0], c[:0, :0], p=np.inf), raises=True)
    for name, bads in {
        "margin": (0, -1.0, None, "1", 10**400),
        "p": (None, "fro", 10**400),
        "eps": (None, "1", 10**400),
        "swap": (None, 1),
    }.items():
        for bad in bads:
            yield Case(f"refused: {name}={str(bad)[:9]}", call(a, b, c, **{name: bad}), raises=True)
    yield Case("refused: anchor of bools", call(a > 0, b, c), raises=True)
    yield Case("refused: negative is None", call(a, b, None), raises=True)
    yield Case("refused: positive is a number", call(a, 1.0, c), raises=True)
    yield from bad_reductions(a, b, c)
