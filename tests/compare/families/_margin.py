"""Any valid loss with a margin: scores of classes and labels, pairs and triplets of embeddings that broadcast."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

Rng = np.random.Generator
Options = dict[str, Any]

MARGINS = ("multi_margin_loss", "multilabel_margin_loss", "cosine_embedding_loss", "triplet_margin_loss")


def margins(draw: st.DrawFn, rng: Rng, op: str, options: Options) -> tuple[np.ndarray, ...]:
    """The arrays of a call that PyTorch accepts; its options are added to `options`."""
    drawn = {
        "multi_margin_loss": _classes,
        "multilabel_margin_loss": _labels,
        "cosine_embedding_loss": _pairs,
        "triplet_margin_loss": _triplets,
    }
    given = tuple(map(np.asarray, drawn[op](draw, rng, options)))
    if not given[0].size and op in MARGINS[:2]:
        options["reduction"] = "none"  # PyTorch's mean and sum of an empty batch are whatever memory held
    return given


def _classes(draw: st.DrawFn, rng: Rng, options: Options) -> tuple[Any, ...]:
    N, C, scale = draw(_batches()), draw(st.integers(2, 7)), 10.0 ** draw(st.integers(-3, 2))
    options["p"], options["margin"] = draw(st.sampled_from([1, 2])), scale * draw(st.sampled_from([0.5, 2.0, 5.0]))
    if draw(st.booleans()):
        options["weight"] = rng.uniform(0.2, 3.0, C) * rng.choice([-1, 1], C)
    if N is None:
        return scale * rng.standard_normal(C), rng.integers(0, C, draw(st.sampled_from([(), (1,)])))
    return scale * rng.standard_normal((N, C)), rng.integers(0, C, N)


def _labels(draw: st.DrawFn, rng: Rng, options: Options) -> tuple[Any, ...]:
    N, C, scale = draw(_batches()), draw(st.integers(3, 9)), 10.0 ** draw(st.integers(-3, 1))
    shape = (C,) if N is None else (N, C)
    t = rng.integers(-1, C, shape)
    t[..., 0], t[..., draw(st.integers(1, C - 1)) :] = rng.integers(0, C, shape[:-1]), -1
    return scale * rng.standard_normal(shape), t


def _pairs(draw: st.DrawFn, rng: Rng, options: Options) -> tuple[Any, ...]:
    N, D, scale = draw(_batches()), draw(st.integers(2, 9)), 10.0 ** draw(st.integers(-3, 3))
    options["margin"] = draw(st.sampled_from([-1.0, -0.5, 0, 0.3]))
    shape = (D,) if N is None else (N, D)
    t = rng.choice([-1, 1, 1, 0] if N else [1], shape[:-1])
    t.flat[:1] = 1
    a, b = (scale * rng.standard_normal(_rows(draw, shape)) for _ in range(2))
    return a, b, t


def _triplets(draw: st.DrawFn, rng: Rng, options: Options) -> tuple[Any, ...]:
    N, D, scale = draw(_batches()), draw(st.integers(2, 9)), 10.0 ** draw(st.integers(-3, 3))
    options["margin"] = scale * draw(st.sampled_from([2.0, 5.0, 20.0]))
    options["p"] = draw(st.sampled_from([0.5, 1, 1.5, 2, 2, 3.0, np.inf, -1]))
    options["eps"] = draw(st.sampled_from([0, 1e-6, 0.1 * scale]))
    options["swap"] = draw(st.booleans())
    shape = (*draw(st.sampled_from([(), (3,)])), *(() if N is None else (N,)), D)
    return tuple(scale * rng.standard_normal(_rows(draw, shape)) for _ in range(3))


def _batches() -> st.SearchStrategy[int | None]:
    return st.sampled_from([None, 0, 1, 2, 5, 11])


def _rows(draw: st.DrawFn, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape, or one row for all."""
    return shape if draw(st.integers(0, 3)) else (*(1 for _ in shape[:-1]), shape[-1])
