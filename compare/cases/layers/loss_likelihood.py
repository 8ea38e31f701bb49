"""Losses: log-likelihoods of numbers, soft margins and hinges."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._draw import Draw
from ._common import common_to_losses
from ._kinds import LayerQuestion
from ._layer import layer
from ._losses import LossCalls


def questions(seed: int) -> Iterator[LayerQuestion]:
    draw = Draw(seed, "losses of likelihoods and margins")
    x, other, var = draw.normal(4, 3), draw.normal(4, 3), draw.uniform(0.2, 2.0, 4, 3)
    signs = np.where(draw.mask(0.5, 4, 3), 1, -1)
    signs[0, :2] = 1, -1
    mean = {"input": x, "target": other, "var": var}
    yield from common_to_losses("GaussianNLLLoss", mean, {"full": True, "eps": 0.6})
    shared = {"input": x, "target": other, "var": var[:, 0]}
    yield LossCalls(layer=layer("GaussianNLLLoss"), case="a variance for each row", given=shared)
    counts = {"input": x, "target": 3 * var}
    yield from common_to_losses("PoissonNLLLoss", counts, {"full": True}, by_position=True)
    rates = {"input": var, "target": draw.integers(0, 5, 4, 3)}
    linear = layer("PoissonNLLLoss", False, eps=0.3)
    yield LossCalls(layer=linear, case="log_input by position, eps", given=rates)
    labelled = {"input": x, "target": signs.astype(float)}
    yield from common_to_losses("SoftMarginLoss", labelled, {}, fixed=("target",))
    weight = draw.uniform(0.5, 2.0, 3)
    chance = {"input": x, "target": draw.uniform(0.0, 1.0, 4, 3)}
    yield from common_to_losses("MultiLabelSoftMarginLoss", chance, {}, (weight,))
    distances = {"input": var, "target": signs.astype(np.int64)}
    yield from common_to_losses("HingeEmbeddingLoss", distances, {"margin": 1.6})
    ranked = {"input1": x, "input2": other, "target": signs.astype(float)}
    yield from common_to_losses("MarginRankingLoss", ranked, {"margin": 0.7})
