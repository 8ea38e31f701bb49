"""Questions about shrinkage: what becomes 0, and how much of the rest is left."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import GRADIENT, filling, usual


def softshrink(draw: Draw) -> Iterator[Case]:
    yield from usual(draw, still=0.5)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("lambd=1.3", call(x, lambd=1.3))
    yield Case("lambd=2, positional", call(x, 2))
    yield Case("lambd=0", call(x, 0.0))
    yield Case("nothing is left", call(x, 1e3), zeros={"y", *GRADIENT})
    yield Case("at both ends", call(filling([-2.0, -1.0, 0.0, 1.0, 2.0]), 1.0), exact=True)
    yield Case("lambd=0, special values", call(filling(draw.special()), 0.0), exact=True)
    yield Case("lambd=-0, zeros of both signs", call(filling([0.0, -0.0, 0.7, -0.7]), -0.0), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: lambd=None", call(x, None), raises=True)
    yield Case("refused: lambd as text", call(x, "0.5"), raises=True)
    yield Case("refused: lambd too large", call(x, 1e300), raises=True, dtypes=("float32",))
    yield Case("refused: lambd=-1", call(x, -1.0), raises=True)
    yield Case("refused: lambd=inf", call(x, np.inf), raises=True)
    yield Case("refused: lambd=nan", call(x, np.nan), raises=True)


def hardshrink(draw: Draw) -> Iterator[Case]:
    yield from usual(draw, still=0.5)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("lambd=1.3", call(x, lambd=1.3))
    yield Case("lambd=2, positional", call(x, 2))
    yield Case("lambd=0", call(x, 0.0))
    yield Case("nothing is left", call(x, 1e3), zeros={"y", *GRADIENT})
    yield Case("at both ends", call(filling([-2.0, -1.0, 0.0, 1.0, 2.0]), 1.0), exact=True)
    yield Case("lambd=0, special values", call(filling(draw.special()), 0.0), exact=True)
    yield Case("lambd=-0, zeros of both signs", call(filling([0.0, -0.0, 0.7, -0.7]), -0.0), exact=True)
    yield Case("lambd=-1: nothing is cut", call(x, -1.0))
    yield Case("lambd=-1, special values", call(filling(draw.special()), -1.0), exact=True)
    yield Case("lambd=inf", call(x, np.inf), zeros={"y", *GRADIENT})
    yield Case("lambd=nan", call(filling(x.ravel()[:32]), np.nan), exact=True, zeros=GRADIENT)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: lambd=None", call(x, None), raises=True)
    yield Case("refused: lambd as text", call(x, "0.5"), raises=True)
    yield Case("refused: lambd too large", call(x, 1e300), raises=True, dtypes=("float32",))


def tanhshrink(draw: Draw) -> Iterator[Case]:
    # PyTorch's float64 cancels near zero, as its float32 does: only in float32 is there an oracle.
    yield from usual(draw, near=0.3)
    yield Case("nearer to zero", call(draw.normal(3, 11, scale=0.01)), dtypes=("float32",))
    yield Case("around 1", call(draw.uniform(0.7, 1.3, 17)))
    yield Case("right tail", call(draw.uniform(1.0, 20.0, 17)))
