"""Questions about vectors of length 1: every norm, every axis; zeros, ties, and norms below eps."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw

INF = np.inf
NORMS = (2.0, 1.0, 0.0, INF, -INF, 3.0, 0.5, 1.5, -1.0, -2.0)


def normalize(draw: Draw) -> Iterator[Case]:
    x = draw.normal(3, 5, 4, scale=2.0)

    yield Case("plain", call(x))
    for p in NORMS:
        yield Case(f"p={p}", call(x, p))
        yield Case(f"p={p} dim=(0, 2)", call(x, p, (0, 2)))
        yield Case(f"p={p}, vectors of one value", call(x, p, 1, 1.0) if p else call(x[:, :1], p))
    for p in (2, 1, 0, -1, True):
        yield Case(f"p={p!r}", call(x, p))
    for dim in (0, 2, -1, -3, (1,), (0, 1), [2, 0], (-1, 0), (0, 1, 2), (), None, np.int64(1)):
        yield Case(f"dim={dim!r}", call(x, 2.0, dim))
    yield Case("p=3 dim=-1 eps=3", call(x, 3.0, -1, 3.0))
    yield Case("1-d, dim=0", call(draw.normal(7), dim=0))
    yield Case("5-d, dim=-2", call(draw.normal(2, 3, 1, 4, 2), 3.0, -2))
    for dim in (0, -1, ()):
        yield Case(f"0-d, dim={dim}, below eps", call(np.array(-0.5), 2.0, dim, 3.0))
        yield Case(f"0-d, dim={dim}", call(np.array(-0.5), 3.0, dim), zeros={"grad input"}, exact=True)

    lengths = 10.0 ** np.arange(-2, 3).reshape(5, 1)
    yield Case("lengths around eps=1", call(lengths * draw.normal(5, 4), 2.0, 1, 1.0))
    yield Case("lengths around eps=1, p=1", call(lengths * draw.normal(5, 4), 1.0, 1, 1.0))
    yield Case("eps=0", call(x, eps=0.0))
    tiny = np.full((3, 5), -1e-200)
    tiny[:, 1:3] = 1e-190, 0.0
    yield Case("squares below the smallest number", call(tiny), exact=True, dtypes=("float64",))
    yield Case("eps=-1", call(x, eps=-1.0))
    yield Case("eps=True", call(x, eps=True))
    yield Case("eps=inf", call(x, eps=INF), zeros={"y", "grad input"})
    yield Case("eps=nan", call(x, eps=np.nan), exact=True)
    yield Case("length equal to eps", call(np.array([[3.0, -4.0], [6.0, 8.0]]), eps=5.0), exact=True)
    yield Case("length below the default eps", call(1e-13 * draw.normal(3, 4)))
    yield Case("many values", call(draw.normal(2, 997, mean=1.0)))
    yield Case("many values, p=3", call(draw.normal(2, 997, mean=1.0), 3.0))
    yield Case("large and small values", call(lengths * draw.normal(5, 4) * 1e6, 3.0, 0))

    rows = np.array([[0.0, 2.0, -1.0], [-0.0, -0.0, 3.0], [2.0, -2.0, 1.0], [-1.0, 1.0, 1.0], [0.0, 0.0, 0.0]])
    special = np.array([[1.0, INF, -2.0], [-INF, INF, 1.0], [0.0, INF, 1.0], [1.0, np.nan, 2.0], [1.0, 2.0, -3.0]])
    for p in NORMS:
        yield Case(f"zeros and ties, p={p}", call(rows, p), exact=True)
        yield Case(f"zeros and ties, p={p} eps=0", call(rows[:4], p, 1, 0.0), exact=True)
        yield Case(f"zeros and ties, p={p}, whole", call(rows, p, (0, 1)), exact=True)
        yield Case(f"inf and nan, p={p}", call(special, p), exact=True)
        yield Case(f"no vectors, p={p}", call(np.ones((0, 3)), p))
    yield Case("p=nan", call(x, np.nan), exact=True)
    for p in (2.0, 1.0, 0.0, 3.0, 0.5):
        yield Case(f"vectors of no values, p={p}", call(np.ones((2, 0, 3)), p))
        yield Case(f"no values at all, p={p}", call(np.ones(0), p, ()))

    for p in (INF, -INF, -1.0):
        yield Case(f"refused: vectors of no values, p={p}", call(np.ones((2, 0, 3)), p), raises=True)
        yield Case(f"refused: no values at all, p={p}", call(np.ones((2, 0)), p, ()), raises=True)
    for bad in (3, -4, (0, 0), (0, -3), (0, 3), 1.0, True, (1.0,), "1"):
        yield Case(f"refused: dim={bad!r}", call(x, 2.0, bad), raises=True)
    yield Case("refused: 0-d, dim=1", call(np.array(2.0)), raises=True)
    yield Case("refused: 0-d, dim=(0, -1)", call(np.array(2.0), 2.0, (0, -1)), raises=True)
    yield Case("refused: p=a word", call(x, "two"), raises=True)
    yield Case("refused: p=2**70", call(x, 2**70), raises=True)
    yield Case("refused: eps=None", call(x, eps=None), raises=True)
    yield Case("refused: eps=a word", call(x, eps="small"), raises=True)
    yield Case("refused: eps=1e300 in float32", call(x, eps=1e300), raises=True, dtypes=("float32",))
    yield Case("refused: integers", call(draw.integers(0, 9, 3, 4)), raises=True)
