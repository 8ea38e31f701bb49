"""Questions about smooth steps: both tails, and thresholds."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import FAR, usual, vanishing


def sigmoid(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("left tail", call(draw.uniform(-80.0, -5.0, 17)))
    yield Case("right tail", call(np.append(5.0, draw.uniform(5.0, 80.0, 17))))  # 1 - y has digits at 5
    yield from vanishing(draw, -1)


def logsigmoid(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("left tail", call(draw.uniform(-80.0, -5.0, 17)))
    yield Case("right tail", call(draw.uniform(5.0, 80.0, 17)))
    yield from vanishing(draw, 1)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)


def softplus(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    x, ties = draw.normal(5, 7, scale=2.0), draw.ties(5, 7)
    yield Case("around the threshold of 20", call(draw.uniform(19.0, 21.0, 17)), exact=True)
    yield Case("beta=2.5", call(x, beta=2.5))
    yield Case("threshold=1", call(x, threshold=1))
    yield Case("beta=0.5 threshold=2, positional", call(x, 0.5, 2))
    yield Case("beta=-2", call(x, -2.0))
    yield Case("threshold=-1", call(x, 1.0, -1.0))
    yield Case("left tail", call(draw.uniform(-35.0, -5.0, 17)))
    yield from vanishing(draw, -1)
    yield Case("at the threshold", call(ties, 2.0, 2.0), exact=True)
    yield Case("beta=0", call(x, 0.0))
    yield Case("threshold out of reach", call(np.array(FAR), 1.0, 1e4), exact=True)
    yield Case("beta=2 threshold=3, special values", call(draw.special(), 2, 3), exact=True)
    yield Case("refused: integers", call(draw.integers(-3, 3, 5)), raises=True)
    yield Case("refused: beta=None", call(x, None), raises=True)
    yield Case("refused: threshold as text", call(x, 1, "20"), raises=True)


def tanh(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("right tail", call(draw.uniform(1.0, 7.0, 17)))


def softsign(draw: Draw) -> Iterator[Case]:
    yield from usual(draw)
    yield Case("both tails", call(np.append(draw.uniform(5.0, 80.0, 17), -draw.uniform(5.0, 80.0, 13))))
