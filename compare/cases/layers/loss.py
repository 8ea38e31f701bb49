"""Losses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from .._draw import Draw
from ._common import common_to_losses
from ._kinds import LayerQuestion
from ._layer import layer
from ._losses import LossCalls
from ._refused import Refused


def questions(seed: int) -> Iterator[LayerQuestion]:
    draw = Draw(seed, "losses")
    logits, real, other = draw.normal(4, 3), draw.normal(4, 3), draw.normal(4, 3)
    classes, chance = draw.integers(0, 3, 4), draw.uniform(0.05, 0.95, 4, 3)
    spread, weight = chance / chance.sum(1, keepdims=True), draw.uniform(0.5, 2.0, 3)
    log_p, elements = np.log(spread), draw.uniform(0.5, 2.0, 4, 3)
    target = draw.uniform(0.0, 1.0, 4, 3)
    ignored = np.array([1, 0, 2, 0])
    asked: dict[str, tuple[np.ndarray, np.ndarray, dict[str, Any], tuple[Any, ...]]] = {
        "CrossEntropyLoss": (logits, ignored, {"ignore_index": 1, "label_smoothing": 0.1}, (weight,)),
        "NLLLoss": (log_p, ignored, {"ignore_index": 1}, (weight,)),
        "MSELoss": (real, other, {}, ()),
        "L1Loss": (real, other, {}, ()),
        "SmoothL1Loss": (real, other, {"beta": 0.4}, ()),
        "HuberLoss": (real, other, {}, ("sum", 0.6)),
        "BCELoss": (chance, target, {}, (elements,)),
        "BCEWithLogitsLoss": (logits, target, {"pos_weight": weight}, (elements,)),
        "KLDivLoss": (log_p, np.log(target), {"log_target": True}, ()),
    }
    plain = {"CrossEntropyLoss": classes, "NLLLoss": classes, "KLDivLoss": target}
    for name, (x, t, options, args) in asked.items():
        yield from common_to_losses(
            name,
            {"input": x, "target": t},
            options,
            args,
            plain={"input": x, "target": plain.get(name, t)},
            reductions=("mean", "sum", "none") + (("batchmean",) if name == "KLDivLoss" else ()),
            by_position=name == "HuberLoss",
        )
    given = {"input": logits, "target": spread}
    yield Refused(layer=layer("HuberLoss", delta=np.float32(0.6)), case="delta of NumPy's float32")
    yield LossCalls(layer=layer("CrossEntropyLoss", weight), case="class probabilities", given=given)
