"""Questions about instance normalization, by the input's own statistics and by the running ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...contract import Case, call
from .._draw import Draw
from ._shared import SPIKES, hard, with_value


def instance_norm(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3, 4, 2, mean=1.5, scale=2.0)
    w, b = draw.normal(3), draw.normal(3)

    def stats(channels: int = 3) -> tuple[np.ndarray, np.ndarray]:
        return draw.normal(channels, mean=1.0), draw.uniform(0.3, 3.0, channels)

    def own(x: np.ndarray, *rest: Any, **options: Any) -> Any:
        return call(x, *stats(x.shape[1]), *rest, **options)

    yield Case("plain", own(x, w, b))
    yield Case("running statistics", own(x, w, b, False))
    for name, shape in (("3-d", (5, 3, 4)), ("5-d", (2, 3, 4, 1, 5)), ("6-d", (2, 3, 1, 2, 1, 4))):
        yield Case(name, own(draw.normal(*shape), w, b))
        yield Case(f"{name}, running statistics", own(draw.normal(*shape), w, b, False))
    yield Case("2-d, running statistics", own(draw.normal(7, 3), w, b, False))
    yield Case("one value, running statistics", own(draw.normal(4, 3, 1), w, b, False))
    yield Case("input alone", call(x))
    yield Case("no running statistics", call(x, None, None, w, b))
    yield Case("no running statistics, eps=0.1", call(x, weight=w, bias=b, eps=0.1))
    for mode, options in (("own", {}), ("running", {"use_input_stats": False})):
        yield Case(f"no weight, no bias, {mode}", own(x, **options))
        yield Case(f"no weight, {mode}", own(x, bias=b, **options))
        yield Case(f"no bias, {mode}", own(x, weight=w, **options))
        yield Case(f"eps=0.1, {mode}", own(x, w, b, eps=0.1, **options))
        yield Case(f"momentum=0.7, {mode}", own(x, w, b, momentum=0.7, **options))
        yield Case(f"batch of no samples, {mode}", own(x[:0], **options), exact=True)
        yield Case(f"no space, {mode}", own(x[..., :0], w, b, **options))
        yield Case(f"no channels, {mode}", own(x[:, :0], **options))
        for value in SPIKES:
            yield Case(f"{value} in one instance, {mode}", own(with_value(x, value), w, b, **options), exact=True)

    yield Case("momentum=0", own(x, w, b, momentum=0.0))
    yield Case("momentum=1", own(x, w, b, momentum=1))
    yield Case("momentum=-1.2", own(x, w, b, momentum=-1.2))
    yield Case("momentum=np.float16(0.3)", own(x, w, b, momentum=np.float16(0.3)))
    yield Case("two values", own(draw.normal(4, 3, 2), w, b))
    yield Case("one sample", own(draw.normal(1, 3, 5), w, b))
    yield Case("one channel", own(draw.normal(6, 1, 2), w[:1], b[:1]))
    yield Case("many values", own(draw.normal(2, 3, 997, mean=1.0), w, b))
    for name, values in hard(draw, 5, 3, 7):
        yield Case(name, own(values, w, b))
    sizes = 10.0 ** np.arange(-2, 3).reshape(5, 1, 1, 1)
    yield Case("samples of different size", own(sizes * x, w, b))
    constant = np.broadcast_to(np.exp2(draw.integers(-2, 3, 4, 3, 1)), (4, 3, 5)).copy()
    yield Case("constant channels", own(constant, w, b), zeros={"grad weight"})
    yield Case("eps=0", own(x, w, b, eps=0.0))
    yield Case("eps=-0.1", call(x, None, None, w, b, eps=-0.1))
    yield Case("eps=-100", call(x, None, None, w, b, eps=-100.0), exact=True)

    mean, var = stats()
    yield Case("refused: one value", call(x[:, :, :1, :1], mean, var, w, b), raises=True)
    yield Case("refused: 2-d", call(x[:, :, 0, 0]), raises=True)
    yield Case("refused: one axis", call(x[:, 0, 0, 0]), raises=True)
    yield Case("refused: one axis, running", call(x[0, :, 0, 0], mean, var, use_input_stats=False), raises=True)
    yield Case("refused: no running statistics", call(x, use_input_stats=False), raises=True)
    yield Case("refused: running mean alone", call(x, mean, None, w, b), raises=True)
    yield Case("refused: running variance alone", call(x, None, var, w, b, False), raises=True)
    yield Case("refused: running mean of 2", call(x, mean[:2], var, w, b), raises=True)
    yield Case("refused: running variance of 1", call(x, mean, var[:1], w, b), raises=True)
    yield Case("refused: running statistics 2-d", call(x, mean[None], var[None], w, b), raises=True)
    yield Case("refused: weight of 2", call(x, mean, var, w[:2], b), raises=True)
    yield Case("refused: weight 2-d", call(x, mean, var, w[None], b), raises=True)
    yield Case("refused: bias of 4", call(x, mean, var, w, draw.normal(4)), raises=True)
    yield Case("refused: momentum=None", call(x, mean, var, momentum=None), raises=True)
    yield Case("refused: eps=None", call(x, eps=None), raises=True)
    yield Case("refused: use_input_stats=1", call(x, mean, var, w, b, 1), raises=True)
    yield Case("refused: empty batch, weight", call(x[:0], mean, var, w), raises=True)
    yield Case("refused: empty batch, bias, running", call(x[:0], mean, var, None, b, False), raises=True)
    yield Case("refused: integers", call(draw.integers(0, 9, 5, 3, 2)), raises=True)
