"""Questions about the divergence of distributions."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import bad_reductions, broadcasts, mixed, probabilities


def kl_div(draw: Draw) -> Iterator[Case]:
    special = draw.special()
    q, t = np.log(probabilities(draw, 5, 3)), probabilities(draw, 5, 3)
    yield Case("plain", call(q, t))
    for reduction in ("mean", "batchmean", "sum", "none"):
        if reduction != "mean":
            yield Case(f"reduction={reduction}", call(q, t, reduction=reduction))
        yield Case(f"log_target reduction={reduction}", call(q, np.log(t), log_target=True, reduction=reduction))
        for name, (a, b) in broadcasts(q, t).items():
            yield Case(f"broadcast {name}, {reduction}", call(a, b, reduction=reduction))
        column = call(q[:, :1], np.log(t), log_target=True, reduction=reduction)
        yield Case(f"log_target, broadcast, {reduction}", column)
        yield Case(f"empty batch, {reduction}", call(q[:0], t[:0], reduction=reduction))
        yield Case(f"0-d, {reduction}", call(np.array(-0.3), np.array(0.6), reduction=reduction))
    logs, zeros = [-1.0, 0.0, -np.inf, -2.0, -np.inf, -1.0, np.nan], [0.0, 0.0, 0.5, 1.0, 0.0, -0.0, 0.25]
    yield Case("probabilities of 0", call(np.array(logs), np.array(zeros), reduction="none"), exact=True)
    yield Case(
        "a probability of 0, sum",
        call(np.array([-1.0, -2.0, -0.5]), np.array([0.0, 0.3, 0.7]), reduction="sum"),
        exact=True,
    )
    wide = ("float64",)  # float32 overflows on the way or not, depending on the cotangent
    targets = call(np.full_like(special, -1.5), special, reduction="none")
    yield Case("special targets", targets, exact=True, dtypes=wide)
    targets = call(np.full_like(special, -1.5), special, log_target=True, reduction="none")
    yield Case("special targets, log_target", targets, exact=True, dtypes=wide)
    yield Case("special inputs", call(special, np.full_like(special, 0.25), reduction="none"), exact=True)
    yield Case("far from distributions", call(draw.normal(5, 3, scale=30.0), 100 * t))
    yield from mixed(q, t)
    yield Case("nearly equal", call(q, np.exp(q) * (1 + 1e-3 * draw.normal(5, 3)), reduction="sum"))
    yield Case("four axes", call(draw.normal(2, 3, 5, 4), probabilities(draw, 2, 3, 5, 4), reduction="batchmean"))

    yield Case("refused: shapes", call(q, t[:4]), raises=True)
    yield Case("refused: target of integers", call(q, np.ones((5, 3), np.int64)), raises=True)
    yield Case("refused: input of integers", call(np.ones((5, 3), np.int64), t), raises=True)
    yield Case("refused: log_target=1", call(q, t, log_target=1), raises=True)
    yield Case("refused: target is None", call(q, None), raises=True)
    yield from bad_reductions(q, t, bads=("average", None))
