"""Any valid log-likelihood, soft-margin or hinge loss: drawn for the family of losses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st

Rng = np.random.Generator
Options = dict[str, Any]
Shape = tuple[int, ...]


def gaussian_nll_loss(draw: st.DrawFn, rng: Rng, shape: Shape, cut: Callable[[], Shape], options: Options) -> tuple:
    scale = 10.0 ** draw(st.integers(-2, 2))
    x, t = (np.asarray(scale * rng.standard_normal(s)) for s in (shape, cut()))
    options["full"], options["eps"] = draw(st.booleans()), draw(st.sampled_from([1e-6, 1e-3, 0.5]))
    kind = draw(st.sampled_from(["same", "float", "row", "axis"] if shape else ["same", "float"]))
    if kind == "float":
        return x, t, float(rng.uniform(0.1, 3.0))
    fit = list(shape)
    if kind == "axis":
        fit[draw(st.integers(0, len(shape) - 1))] = 1
    return x, t, np.asarray(scale**2 * rng.uniform(0.1, 3.0, fit[:-1] if kind == "row" else fit))


def poisson_nll_loss(draw: st.DrawFn, rng: Rng, shape: Shape, cut: Callable[[], Shape], options: Options) -> tuple:
    options["full"], options["log_input"] = draw(st.booleans()), draw(st.booleans())
    options["eps"] = draw(st.sampled_from([1e-8, 1e-3, 0.5]))
    x = rng.standard_normal(shape) if options["log_input"] else rng.uniform(0.1, 9.0, shape)
    if draw(st.integers(0, 3)) == 0 and not options["full"]:
        return np.asarray(x), np.asarray(rng.poisson(2.0, cut()))
    return np.asarray(x), np.asarray(rng.uniform(0.1, 9.0, cut()))


def soft_margin_loss(draw: st.DrawFn, rng: Rng, shape: Shape, cut: Callable[[], Shape], options: Options) -> tuple:
    x = np.asarray(10.0 ** draw(st.integers(-3, 1)) * rng.standard_normal(shape))
    t = _labels(rng, cut())
    return x, t if draw(st.booleans()) else t.astype(float)


def hinge_embedding_loss(draw: st.DrawFn, rng: Rng, shape: Shape, cut: Callable[[], Shape], options: Options) -> tuple:
    options["margin"] = draw(st.sampled_from([0.5, 1.0, 2.0, 7]))
    t = _labels(rng, cut())
    return np.asarray(rng.uniform(0.0, 3.0, shape)), t if draw(st.booleans()) else t.astype(float)


def margin_ranking_loss(draw: st.DrawFn, rng: Rng, shape: Shape, cut: Callable[[], Shape], options: Options) -> tuple:
    options["margin"] = draw(st.sampled_from([0.0, 0.5, 2]))
    scale = 10.0 ** draw(st.integers(-2, 2))
    ones = [tuple(1 if draw(st.integers(0, 3)) == 0 else n for n in shape) for _ in range(3)]
    x1, x2 = (np.asarray(scale * rng.standard_normal(s)) for s in ones[:2])
    t = _labels(rng, ones[2])
    return x1, x2, t if draw(st.booleans()) else t.astype(float)


def multilabel_soft_margin_loss(
    draw: st.DrawFn, rng: Rng, shape: Shape, cut: Callable[[], Shape], options: Options
) -> tuple:
    shape = shape or (3,)
    x = np.asarray(10.0 ** draw(st.integers(-3, 1)) * rng.standard_normal(shape))
    if draw(st.booleans()):
        options["weight"] = np.asarray(rng.uniform(0.2, 3.0, shape[draw(st.integers(0, len(shape))) :]))
    t = rng.uniform(0.0, 1.0, shape[draw(st.integers(0, len(shape))) :])
    return x, np.asarray(np.round(t).astype(int) if draw(st.booleans()) else t)


def _labels(rng: Rng, shape: Shape) -> np.ndarray:
    return np.asarray(rng.choice([-1, 1], shape))


LIKELIHOODS = {
    loss.__name__: loss
    for loss in (
        gaussian_nll_loss,
        poisson_nll_loss,
        soft_margin_loss,
        multilabel_soft_margin_loss,
        hinge_embedding_loss,
        margin_ranking_loss,
    )
}
