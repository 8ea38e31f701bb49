"""Questions about clamps: both ends, and what lies on them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import GRADIENT, filling, one_kind_each, usual


def hardtanh(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    x = draw.normal(5, 7, scale=2.0)
    yield Case("min_val=-0.3 max_val=2", call(x, min_val=-0.3, max_val=2))
    yield Case("min_val=-2", call(x, -2.0))
    yield Case("max_val=0.2", call(x, max_val=0.2))
    yield Case("both above zero", call(x, 0.5, 1.5))
    yield Case("no bounds", call(x, -np.inf, np.inf))
    yield Case("one value left", call(x, 0.5, 0.5), zeros=GRADIENT)
    yield Case("on the bounds", call(draw.ties(5, 7), -1.0, 2.0), exact=True)
    yield Case("min_val=0, special values", call(filling(draw.special()), 0.0, 100.0), exact=True)
    yield Case("no bounds, special values", call(filling(draw.special()), -np.inf, np.inf), exact=True)
    yield Case("refused: min_val above max_val", call(x, 2.0, 1.0), raises=True)
    yield Case("refused: min_val=None", call(x, None, 1.0), raises=True)
    yield Case("refused: max_val as text", call(x, -1.0, "1"), raises=True)


def relu6(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("beyond both ends", call(draw.normal(5, 7, mean=3.0, scale=4.0)))
    yield Case("on the ends", call(draw.ties(5, 7, low=-1, high=8)), exact=True)


def hardsigmoid(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("beyond both ends", call(draw.normal(5, 7, scale=4.0)))
    yield Case("left end", call(-3 + draw.uniform(1e-3, 1e-2, 17)))
    yield Case("on the ends", call(draw.ties(5, 7, low=-4, high=5)), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)


def hardswish(draw: Draw) -> Iterator[Case]:
    yield from usual(draw, special=False)
    special = filling(draw.special())
    yield Case("beyond both ends", call(draw.normal(5, 7, scale=4.0)))
    yield Case("left end", call(-3 + draw.uniform(1e-3, 1e-2, 17)))
    yield Case("on the ends", call(filling([-3.0, 3.0, -2.0, 2.0])), exact=True)
    # PyTorch's float32 kernel overflows from 5.7e37 on.
    yield Case("special values", call(special), exact=True, dtypes=("float64",))
    yield Case("special values short of overflow", call(np.where(special == 3e38, 1e37, special)), exact=True)
    yield from one_kind_each()
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
