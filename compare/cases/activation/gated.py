"""Questions about gated units: gates open, shut and in between; the halves of an axis."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import FAR, usual, vanishing


def silu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield from vanishing(draw, -1)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)


def gelu(draw: Draw) -> Iterator[Case]:
    yield from usual(draw, special=False)
    x, special = draw.normal(5, 7, scale=2.0), draw.special()
    yield Case("approximate=tanh", call(x, approximate="tanh"))
    yield Case("approximate=tanh, far from zero", call(np.array(FAR), approximate="tanh"))
    yield Case("approximate=tanh, 0-d", call(np.array(-0.7), approximate="tanh"))
    yield Case("approximate=tanh, empty batch", call(np.zeros((0, 3)), approximate="tanh"))
    yield Case("approximate=tanh, special values", call(special, approximate="tanh"), exact=True)
    yield Case("approximate=none", call(x, approximate="none"))
    yield Case("every piece of erf", call(draw.uniform(-6.5, 6.5, 97)))
    # PyTorch's float32 kernel gives nan at +inf and overflows from 1.7e38 on; its float64 kernel does not.
    yield Case("special values", call(special), exact=True, dtypes=("float64",))
    yield Case("special values short of overflow", call(special[~(special > 1e38)]), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: approximate=erf", call(x, approximate="erf"), raises=True)
    yield Case("refused: approximate=True", call(x, approximate=True), raises=True)
    yield Case("refused: approximate, positional", call(x, "tanh"), raises=True)


def mish(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("around 20", call(draw.uniform(19.0, 21.0, 17)))
    yield Case("left tail", call(draw.uniform(-35.0, -5.0, 17)))
    yield Case("where the slope is 0", call(draw.uniform(-1.3, -1.1, 17)))
    yield from vanishing(draw, -1)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)


def glu(draw: Draw) -> Iterator[Case]:
    x, image, special = draw.normal(5, 3, 8, scale=2.0), draw.normal(2, 6, 5, 4), draw.special()
    yield Case("plain", call(x))
    yield Case("dim=1", call(image, dim=1))
    yield Case("dim=0, positional", call(image, 0))
    yield Case("dim=-3", call(image, -3))
    yield Case("dim=3", call(image, 3))
    yield Case("one axis", call(draw.normal(14)))
    yield Case("two elements", call(np.array([0.7, -0.3])))
    yield Case("empty batch", call(np.zeros((0, 4))))
    yield Case("empty batch, dim=0", call(np.zeros((0, 3)), 0))
    yield Case("no channels", call(np.zeros((3, 0))))
    yield Case("gates far from zero", call(np.stack([draw.normal(16), np.array(FAR)]), 0))
    yield Case("gates of a left tail", call(np.stack([draw.normal(17), draw.uniform(-80.0, -5.0, 17)]), 0))
    yield Case("gates vanishing", call(np.stack([draw.normal(5), draw.uniform(-86.0, -84.0, 5)]), 0))
    yield Case(
        "gates vanishing beyond float32",
        call(np.stack([draw.normal(5), draw.uniform(-601.0, -599.0, 5)]), 0),
        dtypes=("float64",),
    )
    yield Case("special gates", call(np.stack([draw.normal(16), special]), 0), exact=True)
    yield Case("special values", call(np.stack([special, draw.normal(16)]), 0), exact=True)
    yield Case(
        "special values and gates", call(np.stack(np.broadcast_arrays(special[:, None], special)), 0), exact=True
    )
    yield Case("refused: an odd size", call(draw.normal(4, 3)), raises=True)
    yield Case("refused: an odd size, dim=0", call(draw.normal(3, 4), 0), raises=True)
    yield Case("refused: 0-d", call(np.array(0.7)), raises=True)
    yield Case("refused: dim=2", call(draw.normal(2, 4), 2), raises=True)
    yield Case("refused: dim=-3", call(draw.normal(2, 4), -3), raises=True)
    yield Case("refused: dim=1.0", call(draw.normal(2, 4), 1.0), raises=True)
    yield Case("refused: dim=True", call(draw.normal(2, 4), True), raises=True)
    yield Case("refused: dim=None", call(draw.normal(2, 4), None), raises=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 4)), raises=True)
    yield Case("refused: a list", call([0.5, -1.0]), raises=True)
    yield Case("refused: None", call(None), raises=True)
