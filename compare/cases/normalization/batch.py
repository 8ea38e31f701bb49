"""Questions about batch normalization, in training and in evaluation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import SPIKES, with_value


def batch_norm(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 4, 2, mean=1.5, scale=2.0)
    w, b = draw.normal(3), draw.normal(3)

    def stats(channels: int = 3) -> tuple[np.ndarray, np.ndarray]:
        return draw.normal(channels, mean=1.0), draw.uniform(0.3, 3.0, channels)

    def training(x: np.ndarray, *rest: Any, **options: Any) -> Any:
        return call(x, *stats(x.shape[1]), *rest, training=True, **options)

    yield Case("plain", training(x, w, b))
    yield Case("evaluation", call(x, *stats(), w, b))
    for name, shape in (("2-d", (7, 3)), ("3-d", (5, 3, 4)), ("5-d", (2, 3, 4, 1, 5)), ("6-d", (2, 3, 1, 2, 1, 4))):
        yield Case(f"{name}, training", training(draw.normal(*shape), w, b))
        yield Case(f"{name}, evaluation", call(draw.normal(*shape), *stats(), w, b))
    yield Case("no running statistics", call(x, None, None, w, b, True))
    yield Case("no running statistics, eps=0.1", call(x, None, None, w, b, True, eps=0.1))
    for mode, options in (("training", {"training": True}), ("evaluation", {})):
        yield Case(f"no weight, no bias, {mode}", call(x, *stats(), **options))
        yield Case(f"no weight, {mode}", call(x, *stats(), bias=b, **options))
        yield Case(f"no bias, {mode}", call(x, *stats(), w, **options))
        yield Case(f"eps=0.1, {mode}", call(x, *stats(), w, b, eps=0.1, **options))
        yield Case(f"batch of no samples, {mode}", call(x[:0], *stats(), w, b, **options))
        yield Case(f"no space, {mode}", call(x[..., :0], *stats(), w, b, **options))
        yield Case(f"no channels, {mode}", call(x[:, :0], *stats(0), **options))
        yield Case(f"no samples of no channels, {mode}", call(np.ones(0), *stats(0), **options))
        for value in SPIKES:
            spiked = with_value(x, value)
            yield Case(f"{value} in one channel, {mode}", call(spiked, *stats(), w, b, **options), exact=True)

    yield Case("momentum=0.7", training(x, w, b, momentum=0.7))
    yield Case("momentum=0", training(x, w, b, momentum=0.0))
    yield Case("momentum=1", training(x, w, b, momentum=1))
    yield Case("momentum=np.float16(0.3)", training(x, w, b, momentum=np.float16(0.3)))
    yield Case("momentum in evaluation", call(x, *stats(), w, b, False, 0.7))
    yield Case("two values per channel", training(draw.normal(2, 3), w, b))
    yield Case("one sample", training(draw.normal(1, 3, 5), w, b))
    yield Case("one channel", training(draw.normal(6, 1, 2), w[:1], b[:1]))
    yield Case("one value in evaluation", call(draw.normal(1, 1), *stats(1), w[:1], b[:1]))
    yield Case("many samples", training(draw.normal(997, 3, mean=1.0), w, b))

    # An epsilon does not show at variance 100, a badly summed variance not at mean 0.
    yield Case("small variance", training(draw.normal(5, 3, 4, scale=0.1), w, b))
    yield Case("variance near eps", training(draw.normal(5, 3, 4, scale=0.003), w, b))
    yield Case("variance near eps in evaluation", call(draw.normal(5, 3, 4, scale=0.01), w, np.abs(b) * 1e-5, w, b))
    yield Case("large variance", training(draw.normal(5, 3, 4, scale=1e4), w, b))
    yield Case("mean 1000", training(draw.normal(5, 3, 4, mean=1000.0), w, b))
    yield Case("mean 1000, variance 0.01", training(draw.normal(31, 3, mean=1000.0, scale=0.1), w, b))
    yield Case("mean -1000 in evaluation", call(x - 1000, w - 1000, *stats()[1:], w, b))
    means = np.array([0.0, 1000.0, -30.0]).reshape(3, 1, 1)
    yield Case("channels of different size", training(x * np.array([1, 1e-2, 1e3]).reshape(3, 1, 1) + means, w, b))
    constant = np.broadcast_to(np.array([0.0, -2.5, 1.0]).reshape(3, 1), (4, 3, 5)).copy()
    yield Case("constant channels", training(constant, w, b), zeros={"grad weight"})
    yield Case("weight of zeros", training(x, 0 * w, b), exact=True, zeros={"grad input"})
    yield Case("running variance 0, eps=0", call(x, w, np.array([0.0, 1.0, 2.0]), w, b, eps=0.0), exact=True)
    yield Case("running variance negative", call(x, w, np.array([-1.0, 1.0, 2.0]), w, b), exact=True)
    yield Case("running mean nan and inf", call(x, np.array([0.5, np.nan, np.inf]), np.abs(w), w, b), exact=True)
    yield Case("running variance inf", call(x, w, np.array([np.inf, 1.0, 2.0]), w, b), exact=True)

    mean, var = stats()
    yield Case("refused: one value per channel", call(x[:1, :, :1, :1], mean, var, w, b, True), raises=True)
    yield Case("refused: one value per channel, 2-d", call(x[:1, :, 0, 0], None, None, training=True), raises=True)
    yield Case("refused: no running statistics in evaluation", call(x, None, None, w, b), raises=True)
    yield Case("refused: running mean alone", call(x, mean, None, w, b, True), raises=True)
    yield Case("refused: running mean alone in evaluation", call(x, mean, None, w, b), raises=True)
    yield Case("refused: one axis", call(x[:, 0, 0, 0], mean, var, w, b), raises=True)
    yield Case("refused: running mean of 2", call(x, mean[:2], var, w, b), raises=True)
    yield Case("refused: running variance of 1", call(x, mean, var[:1], w, b, True), raises=True)
    yield Case("refused: running statistics 2-d", call(x, mean[None], var[None], w, b), raises=True)
    yield Case("refused: weight of 2", call(x, mean, var, w[:2], b), raises=True)
    yield Case("refused: bias of 4", call(x, mean, var, w, draw.normal(4), True), raises=True)
    yield Case("refused: eps=0 in training", call(x, mean, var, w, b, True, eps=0.0), raises=True)
    yield Case("refused: eps below 0", call(x, mean, var, w, b, eps=-1e-5), raises=True)
    yield Case("refused: momentum=None", call(x, mean, var, w, b, True, None), raises=True)
    yield Case("refused: training=1", call(x, mean, var, w, b, 1), raises=True)
    yield Case("refused: integers", call(draw.integers(0, 9, 5, 3), mean, var), raises=True)
