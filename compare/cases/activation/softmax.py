"""Questions about softmaxes: every axis, and scores far apart, far out, tied or not numbers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import GRADIENT

SPIKES = (np.inf, -np.inf, np.nan)


def softmax(draw: Draw) -> Iterator[Case]:
    yield from _scores(draw, alone=GRADIENT)
    yield Case("one wins", call(np.where(np.eye(5, 3) > 0, 40.0, draw.normal(5, 3)), 1))


def softmin(draw: Draw) -> Iterator[Case]:
    yield from _scores(draw, alone=GRADIENT)
    yield Case("one wins", call(np.where(np.eye(5, 3) > 0, -40.0, draw.normal(5, 3)), 1))


def log_softmax(draw: Draw) -> Iterator[Case]:
    yield from _scores(draw, alone=GRADIENT | {"y"})
    yield Case("one loses", call(np.where(np.eye(5, 3) > 0, -200.0, draw.normal(5, 3)), 1))


def _scores(draw: Draw, alone: set[str]) -> Iterator[Case]:
    """What every softmax is asked; `alone` is what is zero where a score has no rival."""
    x, image = draw.normal(5, 7, scale=0.5), draw.normal(2, 3, 5, 7, scale=0.5)
    yield Case("plain", call(x, 1))
    yield Case("dim=0", call(x, 0))
    yield Case("dim=-1", call(image, dim=-1))
    yield Case("dim=-3", call(image, dim=-3))
    yield Case("dim=2", call(image, 2))
    yield Case("dim=-2", call(image, -2))
    yield Case("dim=3 of 5", call(draw.normal(2, 3, 1, 5, 2, scale=0.5), 3))
    yield Case("dim=-2 of 5", call(draw.normal(2, 3, 1, 5, 2, scale=0.5), -2))
    yield Case("dim=1, rows far apart", call(draw.normal(3, 5, 2) + 2000.0 * np.arange(6.0).reshape(3, 1, 2), 1))
    yield Case("no dim, 0-d", call(np.array(0.7)), zeros=alone)
    for shape in ((7,), (3, 5), (2, 3, 5), (2, 3, 5, 7), (2, 3, 1, 2, 5)):
        yield Case(f"no dim, {len(shape)}-d", call(draw.normal(*shape, scale=0.5)))
    yield Case("dim=-1, 0-d", call(np.array(0.7), -1), zeros=alone)
    yield Case("one class", call(draw.normal(5, 1), 1), zeros=alone)
    yield Case("empty batch", call(np.zeros((0, 3)), 1))
    yield Case("no classes", call(np.zeros((3, 0)), 1))
    yield Case("dtype=float64", call(x, 1, dtype=np.float64))
    yield Case("dtype=float32", call(x, 1, dtype=np.float32), dtypes=("float32",))
    yield Case("dtype=float32 of float64", call(np.zeros((5, 2)), 1, dtype=np.float32), dtypes=("float64",), exact=True)
    yield Case("large scores", call(draw.normal(3, 7, mean=1000.0), 1))
    yield Case("scores beyond exp", call(draw.normal(3, 7) + np.where(np.arange(7) < 3, 1500.0, -1500.0), 1))
    yield Case("huge scores", call(np.array([[3e38, 3e38, -3e38], [-3e38, -3e38, 1e38]]), 1), exact=True)
    yield Case("ties", call(draw.ties(5, 7), 1), exact=True)
    yield Case("nan spoils its row", call(np.where(np.eye(5, 7) > 0, np.nan, x)[2:], 0), exact=True)
    yield Case("inf - inf", call(np.where(np.arange(7) % 3 == 0, np.inf, x[:2]), 0), exact=True)
    yield Case("zeros of both signs", call(np.tile([0.0, -0.0, 0.7], (2, 1)), 1), exact=True)
    yield Case(
        "rows with inf and nan", call(np.stack([x[:, 0], *(_spiked(x[:, 0], v) for v in SPIKES)]), 1), exact=True
    )
    yield Case("a row of -inf", call(np.where(np.arange(5)[:, None] == 2, -np.inf, x), 1), exact=True)
    yield Case("refused: dim=2", call(x, 2), raises=True)
    yield Case("refused: dim=-3", call(x, -3), raises=True)
    yield Case("refused: dim=1, 0-d", call(np.array(0.7), 1), raises=True)
    yield Case("refused: dim=1.0", call(x, 1.0), raises=True)
    yield Case("refused: dim=True", call(x, True), raises=True)
    yield Case("refused: dtype=int64", call(x, 1, dtype=np.int64), raises=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5, 7), 1), raises=True)
    yield Case("refused: a list", call([[0.5, -1.0]], 1), raises=True)


def _spiked(x: np.ndarray, value: float) -> np.ndarray:
    """`x` with one element replaced."""
    return np.where(np.arange(x.size) == 1, value, x)
