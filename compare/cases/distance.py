"""Questions about the angle between vectors, and about the length of their difference."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..contract import Case, call
from ._draw import Draw

INF = float("inf")
WIDE = ("float64", "float32", "bfloat16")  # in float16 the default eps is 0, or its powers are


def cosine_similarity(draw: Draw) -> Iterator[Case]:
    a, b = draw.normal(5, 3), draw.normal(5, 3)
    yield Case("plain", call(a, b))
    yield Case("by keyword", call(eps=0.1, dim=0, x2=a, x1=b))
    cube = draw.normal(2, 5, 3), draw.normal(2, 5, 3)
    for dim in (0, 1, 2, -1, -3):
        yield Case(f"3-d, dim={dim}", call(*cube, dim))
    yield Case("1-d", call(a[0], b[0], 0))
    yield Case("1-d, dim=-1", call(a[0], b[0], dim=-1))
    # The angle between numbers never changes; powers of two are divided without rounding.
    still = {"grad x1", "grad x2"}
    yield Case("0-d", call(np.array(0.5), np.array(-4.0), 0), exact=True, zeros=still)
    yield Case(
        "one element", call(np.array([[1.0], [-2], [0.5]]), np.array([[-4.0], [-2], [8]])), exact=True, zeros=still
    )
    yield Case("many elements", call(draw.normal(3, 1009, mean=1.0), draw.normal(3, 1009)))
    yield from (Case(f"broadcast {name}", call(*pair, -1)) for name, pair in _broadcast(a, b).items())
    yield Case("broadcast outer, dim=0", call(draw.normal(3, 1, 5), draw.normal(3, 2, 1), 0))
    yield Case("broadcast along dim", call(a, b[:, :1], eps=10))
    yield Case("broadcast along dim, 0-d", call(a, np.array(0.7), eps=10))
    yield from _mixed(a, b)
    yield Case("bool", call(draw.mask(0.7, 5, 3), b))

    yield Case("eps larger than one vector", call(a, b * np.array([[1], [1e-3], [1], [1e-3], [1]]), eps=0.1))
    yield Case("eps larger than both", call(a, b, eps=30))
    yield Case("eps larger than both, along dim 0", call(a, b, 0, 30.0))
    yield Case("eps=0", call(a, b, eps=0.0))
    yield Case("vectors shorter than eps", call(a * 1e-9, b * 3e-9), dtypes=WIDE)
    yield Case("nearly the same direction", call(a, a + 1e-4 * b))
    yield Case("nearly opposite directions", call(a, 1e-2 * b - 2 * a))
    yield Case("large and small", call(a * 1e6, b * 1e-6))
    yield Case("lengths that overflow float32", call(a * 1e20, b), dtypes=("float64",))
    none = a * np.array([[1.0], [0], [1], [0], [1]])
    yield Case("vectors of zeros", call(none, b), exact=True, dtypes=WIDE)
    both = call(none, b * np.array([[1.0], [0], [1], [1], [0]]))
    yield Case("vectors of zeros, both", both, exact=True, dtypes=WIDE)
    yield Case("vectors of zeros, eps=0", call(none, b, eps=0.0), exact=True)
    yield Case("eps=inf", call(a, b, eps=INF), exact=True, zeros={"y", "grad x1", "grad x2"})
    spiked = a.copy()
    spiked[[0, 1, 2], [0, 1, 2]] = INF, -INF, np.nan
    yield Case("inf and nan", call(spiked, b), exact=True)
    yield Case("inf and nan in the second", call(b, spiked), exact=True)
    yield Case("empty batch", call(a[:0], b[:0]))
    yield Case("no elements", call(a[:, :0], b[:, :0]))

    yield Case("refused: shapes", call(a, b[:4]), raises=True)
    yield Case("refused: 1-d, dim=1", call(a[0], b[0]), raises=True)
    for bad in (2, -3, 1.0, None, True, (1,)):
        yield Case(f"refused: dim={bad!r}", call(a, b, bad), raises=True)
    for eps in (-1e-8, np.nan, None, "0"):
        yield Case(f"refused: eps={eps!r}", call(a, b, eps=eps), raises=True)
    yield Case("refused: eps too large", call(a, b, eps=1e300), raises=True, dtypes=("float32",))
    yield Case("refused: integers", call(draw.integers(-3, 3, 5, 3), draw.integers(-3, 3, 5, 3)), raises=True)
    yield Case("refused: no second vector", call(a, None), raises=True)


def pairwise_distance(draw: Draw) -> Iterator[Case]:
    a, b = draw.normal(5, 3), draw.normal(5, 3)
    yield Case("plain", call(a, b))
    yield Case("by keyword", call(keepdim=True, eps=0.1, p=3.0, x2=a, x1=b))
    powers = (0, 0.5, 1, 1.5, 2, 2.5, 3, 7, INF, -INF, -1, -2.5, True)
    for p in powers:
        zeros = {"grad x1", "grad x2"} if p == 0 else set()
        yield Case(f"p={p}", call(a, b, p), zeros=zeros)
        yield Case(f"p={p}, eps=1, keepdim", call(a, b, p, 1.0, True), zeros=zeros)
    yield Case("3-d", call(draw.normal(2, 5, 3), draw.normal(2, 5, 3)))
    yield Case("3-d, p=1, keepdim", call(draw.normal(2, 5, 3), draw.normal(2, 5, 3), 1.0, keepdim=True))
    for keep in (False, True):
        yield Case(f"1-d, keepdim={keep}", call(a[0], b[0], keepdim=keep))
        yield Case(f"0-d, keepdim={keep}", call(np.array(0.7), np.array(-0.2), keepdim=keep))
    yield Case("one element", call(a[:, :1], b[:, :1], 3.0))
    yield Case("many elements", call(draw.normal(3, 1009, mean=1.0), draw.normal(3, 1009)))
    yield Case("many elements, p=3", call(draw.normal(3, 1009), draw.normal(3, 1009), 3))
    yield from (Case(f"broadcast {name}", call(*pair)) for name, pair in _broadcast(a, b).items())
    yield Case("broadcast along the vectors", call(a, b[:, :1], keepdim=True))
    yield Case("broadcast along the vectors, 0-d", call(np.array(0.7), b, 1.5))
    yield from _mixed(a, b)
    yield Case("0-d of float32", call(np.array(0.7, np.float32), b), dtypes=("float64",))
    yield Case("0-d beside float32", call(a.astype(np.float32), np.array(0.7)), dtypes=("float64",))
    yield Case("0-d beside integers", call(np.array(0.7), draw.integers(-9, 9, 5, 3)))
    yield Case("integers alone", call(draw.integers(-9, 9, 5, 3), draw.integers(-9, 9, 5, 3)), dtypes=("float32",))
    below = np.array([[1, 200]], np.uint8), np.array([[2, 100]], np.uint8)
    yield Case("integers that wrap", call(*below, eps=0.5), dtypes=("float32",))

    yield Case("eps=0", call(a, b, eps=0.0))
    yield Case("eps below 0", call(a, b, eps=-0.5))
    yield Case("differences near eps", call(a * 1e-6, b * 1e-6))
    yield Case("differences near eps, p=1.5", call(a * 1e-6, b * 1e-6, 1.5))
    yield Case("large and small", call(a * 1e6, b * 1e-6))
    ties = draw.ties(7, 4), draw.ties(7, 4)
    for p in powers:
        zeros = {"grad x1", "grad x2"} if p == 0 else set()
        yield Case(f"ties, p={p}", call(*ties, p, eps=0), exact=True, zeros=zeros)
        yield Case(f"equal vectors, p={p}", call(a, a.copy(), p), exact=True, zeros=zeros, dtypes=WIDE)
        nothing = {"y", "grad x1", "grad x2"}
        yield Case(f"equal vectors, p={p}, eps=0", call(a, a.copy(), p, 0), exact=True, zeros=nothing)
        spiked = np.ones((4, 3))
        spiked[[0, 1, 2, 3, 3], [0, 1, 2, 0, 1]] = INF, -INF, np.nan, INF, INF
        zeros = {"grad x1", "grad x2"} if p == 0 else set()
        yield Case(f"inf and nan, p={p}", call(spiked, np.array([1.0, 2, -1]), p, 0), exact=True, zeros=zeros)
    yield Case("p=nan", call(a, b, np.nan), exact=True)
    yield Case("p=1e300", call(a, b, 1e300), exact=True, dtypes=("float64", "float32"))
    yield Case("eps=inf", call(a, b, eps=INF), exact=True)
    yield Case(
        "eps too large for float32",
        call(a, b, eps=1e300),
        exact=True,
        dtypes=("float32",),
        zeros={"grad x1", "grad x2"},
    )
    for p in (0, 1, 2, 3, 0.5):
        yield Case(f"no elements, p={p}", call(a[:, :0], b[:, :0], p))
    yield Case("empty batch", call(a[:0], b[:0]))
    yield Case("empty batch, keepdim, p=inf", call(a[:0], b[:0], INF, keepdim=True))

    for p in (INF, -INF, -1):
        yield Case(f"refused: no elements, p={p}", call(a[:, :0], b[:, :0], p), raises=True)
    yield Case("refused: shapes", call(a, b[:4]), raises=True)
    yield Case("refused: bool", call(draw.mask(0.5, 5, 3), b), raises=True)
    for bad in (None, "fro", 2 + 0j):
        yield Case(f"refused: p={bad!r}", call(a, b, bad), raises=True)
    for eps in (None, "0"):
        yield Case(f"refused: eps={eps!r}", call(a, b, eps=eps), raises=True)
    for keepdim in (1, None):
        yield Case(f"refused: keepdim={keepdim!r}", call(a, b, keepdim=keepdim), raises=True)
    yield Case("refused: no second vector", call(a, None), raises=True)


def _broadcast(a: np.ndarray, b: np.ndarray) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Two arrays of shape (5, 3), cut to shapes that broadcast, the vectors whole."""
    return {
        "row": (a, b[0]),
        "first": (a[:1], b),
        "first without a batch": (a[0], b),
        "outer": (a[:, None], b[None, :4]),
    }


def _mixed(a: np.ndarray, b: np.ndarray) -> Iterator[Case]:
    """Arrays of different dtypes, of which PyTorch computes in the wider one."""
    yield Case("first of float32", call(a.astype(np.float32), b), dtypes=("float64",))
    yield Case("second of float32", call(a, b.astype(np.float32)), dtypes=("float64",))
    whole = np.arange(15).reshape(5, 3) - 6
    yield Case("first of integers", call(whole, b))
    yield Case("second of integers", call(a, whole.astype(np.int32)))
