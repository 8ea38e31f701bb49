"""Any valid loss: shapes, broadcasting, reductions, weights, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import strategies as st

from compare.contract import Case, call

from ._likelihood import LIKELIHOODS
from ._margin import MARGINS, margins

Rng = np.random.Generator
Options = dict[str, Any]
Arrays = tuple[np.ndarray, np.ndarray]

DISTANCES = ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss")
CLASSES = ("cross_entropy", "nll_loss")
BINARY = ("binary_cross_entropy", "binary_cross_entropy_with_logits")


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    op = draw(st.sampled_from((*DISTANCES, *CLASSES, *BINARY, *MARGINS, *LIKELIHOODS, "kl_div")))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    options: Options = {"reduction": draw(st.sampled_from(("mean", "sum", "none")))}
    given: tuple[Any, ...]
    if op in MARGINS:
        given = margins(draw, rng, op, options)
    elif op in LIKELIHOODS:
        shape = draw(_shapes())
        given = LIKELIHOODS[op](draw, rng, shape, lambda: _cut(draw, shape), options)
    elif op in CLASSES:
        given = _classes(draw, rng, op, options)
    elif op in BINARY:
        given = _binary(draw, rng, op, options)
    elif op == "kl_div":
        given = _divergence(draw, rng, options)
    else:
        given = _distance(draw, rng, op, options)
    return op, Case(f"{' and '.join(map(_of, given))}, {_shown(options)}", call(*given, **options))


def _classes(draw: st.DrawFn, rng: Rng, op: str, options: dict[str, Any]) -> Arrays:
    classes = draw(st.integers(2, 7))
    batch, *places = draw(st.sampled_from([(None,), (0,), (1,), (2,), (5,), (11,), (3, 4), (2, 1, 5), (2, 3, 1, 2)]))
    shape = (classes,) if batch is None else (batch, classes, *places)
    # Where softmax - q cancels in the whole gradient (one sample that is sure and right; equal logits, smoothed by 1),
    # PyTorch's own error may be 0 by luck, which is no measure.
    x = 10.0 ** draw(st.integers(-3, 0 if batch in (None, 1) else 2)) * rng.standard_normal(shape)
    x += draw(st.sampled_from([0.0, -3.0, 100.0])) if op == "cross_entropy" else -2.0
    if draw(st.booleans()):
        options["weight"] = rng.uniform(0.2, 3.0, classes)
    if op == "cross_entropy" and draw(st.booleans()):
        options["label_smoothing"] = draw(st.sampled_from([0.05, 0.3, 0.9]))
    if op == "cross_entropy" and draw(st.booleans()):
        return x, rng.uniform(0.1, 2.0, shape)
    t = rng.integers(0, classes, () if batch is None else (batch, *places))
    if draw(st.booleans()):
        options["ignore_index"] = ignored = draw(st.sampled_from([-100, -1, 0, classes - 1, classes]))
        t = np.asarray(np.where(rng.random(t.shape) < 0.3, ignored, t))
        t.flat[:1] = 1 if ignored == 0 else 0  # so that something is left
    return x, np.asarray(t)


def _binary(draw: st.DrawFn, rng: Rng, op: str, options: dict[str, Any]) -> Arrays:
    shape = draw(_shapes())
    t = rng.uniform(0, 1, shape)
    t = np.asarray(np.round(t) if draw(st.booleans()) else t)
    for name in ("weight", "pos_weight")[: 1 if op == "binary_cross_entropy" else 2]:
        if draw(st.booleans()):
            options[name] = np.asarray(rng.uniform(0.2, 3.0, _cut(draw, shape)))
    if op == "binary_cross_entropy":
        return np.asarray(rng.uniform(0.01, 0.99, shape)), t
    return np.asarray(10.0 ** draw(st.integers(-3, 1)) * rng.standard_normal(shape)), t


def _divergence(draw: st.DrawFn, rng: Rng, options: Options) -> Arrays:
    shape = draw(_shapes())
    options["reduction"] = draw(st.sampled_from(("mean", "sum", "none", "batchmean")))
    t = np.asarray(rng.uniform(0.01, 1.0, _cut(draw, shape)))
    if draw(st.booleans()):
        options["log_target"], t = True, np.log(t)
    return np.asarray(-rng.uniform(0.0, 5.0, shape)), np.asarray(t)


def _distance(draw: st.DrawFn, rng: Rng, op: str, options: dict[str, Any]) -> Arrays:
    shape = draw(_shapes())
    scale, middle = 10.0 ** draw(st.integers(-3, 3)), draw(st.sampled_from([0.0, 1.0, 100.0]))
    x = np.asarray(scale * (rng.standard_normal(shape) + middle))
    if op != "huber_loss" and draw(st.integers(0, 5)) == 0:
        t = rng.integers(-9, 10, shape)
    else:
        t = scale * (rng.standard_normal(_cut(draw, shape)) + middle)
    if op == "smooth_l1_loss":
        options["beta"] = draw(st.sampled_from([0.0, 0.1, 1.0, 3.0])) * scale
    elif op == "huber_loss":
        options["delta"] = draw(st.sampled_from([0.1, 1.0, 3.0])) * scale
    if op != "smooth_l1_loss" and draw(st.booleans()):
        options["weight"] = np.asarray(rng.uniform(0.2, 3.0, shape))
    return x, np.asarray(t)


def _of(argument: Any) -> str:
    return f"{argument.dtype} {argument.shape}" if isinstance(argument, np.ndarray) else str(argument)


def _shown(options: Options) -> Options:
    return {k: v.shape if isinstance(v, np.ndarray) else v for k, v in options.items()}


def _shapes() -> st.SearchStrategy[tuple[int, ...]]:
    return st.lists(st.sampled_from([1, 2, 3, 5, 7]), max_size=3).map(tuple) | st.just((0, 3))


def _cut(draw: st.DrawFn, shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape, or one that broadcasts to it."""
    kind = draw(st.sampled_from(["same", "same", "tail", "ones"]))
    if kind == "tail":
        return shape[draw(st.integers(0, len(shape))) :]
    return tuple(1 if kind == "ones" and draw(st.booleans()) else n for n in shape)
