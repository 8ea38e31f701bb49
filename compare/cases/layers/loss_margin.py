"""Losses with a margin: of classes, and of embeddings."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._draw import Draw
from ._common import common_to_losses
from ._kinds import LayerQuestion
from ._layer import layer
from ._refused import Refused


def questions(seed: int) -> Iterator[LayerQuestion]:
    draw = Draw(seed, "losses with a margin")
    scores, weight = draw.normal(5, 3), draw.uniform(0.5, 2.0, 3)
    classes = {"input": scores, "target": draw.integers(0, 3, 5)}
    labels = {"input": scores, "target": np.array([[2, 0, -1], [1, -1, 0], [0, -1, -1], [-1, 2, 1], [1, 1, -1]])}
    a, b, c = draw.normal(5, 3), draw.normal(5, 3), draw.normal(5, 3)
    pairs = {"input1": a, "input2": b, "target": np.array([1, -1, 1, 1, -1])}
    triplets = {"anchor": a, "positive": b, "negative": c}

    yield from common_to_losses("MultiMarginLoss", classes, {"reduction": "sum"}, (2, 0.7, weight))
    yield from common_to_losses("MultiLabelMarginLoss", labels, {})
    yield from common_to_losses("CosineEmbeddingLoss", pairs, {"reduction": "sum"}, (-0.6,), fixed=("target",))
    yield from common_to_losses("TripletMarginLoss", triplets, {"reduction": "sum"}, (4.0, 1.5, 0.3, True))
    for p in (0, 3, None, "1"):
        yield Refused(layer=layer("MultiMarginLoss", p), case=f"p={p!r}")
    yield Refused(layer=layer("MultiMarginLoss", weight=np.ones((1, 3))), case="weight of two axes")
    for margin in (0, -1.0, None, "1"):
        yield Refused(layer=layer("TripletMarginLoss", margin), case=f"margin={margin!r}")
