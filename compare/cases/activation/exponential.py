"""Questions about exponential linear units: every stretching, the kink and the left tail."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import filling, usual, vanishing


def elu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("alpha=0.3", call(x, alpha=0.3))
    yield Case("alpha=-2, positional", call(x, -2))
    yield Case("alpha=0", call(x, 0.0))
    yield from vanishing(draw, -1)
    yield Case("kink", call(draw.ties(5, 7), 0.3), exact=True)
    yield Case("alpha=-2, special values", call(filling(draw.special()), -2.0), exact=True)
    yield Case("alpha=0, special values", call(filling(draw.special()), 0.0), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: alpha=None", call(x, None), raises=True)
    yield Case("refused: alpha as text", call(x, "1"), raises=True)


def selu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield from vanishing(draw, -1)
    yield Case("left of zero", call(-draw.uniform(1e-6, 1e-3, 17)))
    yield Case("kink", call(draw.ties(5, 7)), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)


def celu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("alpha=0.3", call(x, alpha=0.3))
    yield Case("alpha=4, positional", call(x, 4))
    yield Case("alpha=-2", call(x, -2.0))
    yield from vanishing(draw, -1)
    yield Case("kink", call(draw.ties(5, 7), 0.5), exact=True)
    yield Case("alpha=-2, special values", call(filling(draw.special()), -2.0), exact=True)
    yield Case("alpha=inf", call(x, np.inf), exact=True)
    yield Case("refused: alpha=0", call(x, 0.0), raises=True)
    yield Case("refused: alpha=-0", call(x, -0.0), raises=True)
    yield Case("refused: alpha=np.uint64(2⁶³)", call(x, np.uint64(2**63)), raises=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: alpha=None", call(x, None), raises=True)
    yield Case("refused: alpha as text", call(x, "1"), raises=True)
    yield Case("refused: alpha too large", call(x, 1e300), raises=True, dtypes=("float32",))
    yield Case("refused: alpha too small", call(x, 1e-50), raises=True, dtypes=("float32",))
