"""Any valid normalization: shapes, statistics, options and values drawn together."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import assume
from hypothesis import strategies as st

from compare.contract import Case, call

EPS = st.sampled_from([1e-5, 1e-5, 1e-3, 1.0])
OPS = ("batch_norm", "instance_norm", "group_norm", "layer_norm", "rms_norm", "local_response_norm", "normalize")


@st.composite
def configurations(draw: st.DrawFn) -> tuple[str, Case]:
    """An op's name and a case of it that PyTorch accepts."""
    op = draw(st.sampled_from(OPS))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    if op in ("batch_norm", "instance_norm"):
        return op, draw(_with_statistics(op, rng))
    if op in ("layer_norm", "rms_norm"):
        return op, draw(_by_features(op, rng))
    return op, draw({"group_norm": _groups, "local_response_norm": _neighbours, "normalize": _vectors}[op](rng))


@st.composite
def _with_statistics(draw: st.DrawFn, op: str, rng: np.random.Generator) -> Case:
    instance = op == "instance_norm"
    own = draw(st.booleans())
    space = draw(st.lists(st.integers(1, 4), max_size=3))
    if own and instance and np.prod(space, dtype=int) == 1:
        space = [draw(st.integers(2, 5))]
    channels = draw(st.integers(1, 4))
    least = 2 if own and np.prod(space, dtype=int) == 1 else 1
    batch = draw(st.one_of(st.integers(least, 7), st.sampled_from([23] if instance else [0, 23])))
    scale, offset = draw(_per_channel(channels)), draw(_per_channel(channels)) * rng.choice([-1.0, 0.0, 1.0], channels)
    column = (channels,) + (1,) * len(space)
    x = scale.reshape(column) * rng.standard_normal((batch, channels, *space)) + offset.reshape(column)
    mean, var = offset + scale * rng.standard_normal(channels), scale**2 * rng.uniform(0.1, 3.0, channels)
    if own and draw(st.booleans()):
        mean = var = None
    w, b = draw(_affine(rng, (channels,)))
    options = {
        "use_input_stats" if instance else "training": own,
        "momentum": draw(st.sampled_from([0.1, 0.0, 1.0, 0.5, 0.01])),
        "eps": draw(EPS),
    }
    return Case(_name(x, mean is not None, w, b, options), call(x, mean, var, w, b, **options))


@st.composite
def _groups(draw: st.DrawFn, rng: np.random.Generator) -> Case:
    groups, each = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    space = draw(st.lists(st.integers(1, 4), max_size=3))
    batch = draw(st.one_of(st.integers(0, 7), st.just(23)))
    if batch * each * np.prod(space, dtype=int) == 1:
        batch = 2
    column = (groups * each,) + (1,) * len(space)
    scale = np.repeat(draw(_per_channel(groups)), each).reshape(column)
    offset = np.repeat(draw(_per_channel(groups)) * rng.choice([-1.0, 0.0, 1.0], groups), each).reshape(column)
    x = scale * rng.standard_normal((batch, groups * each, *space)) + offset
    w, b = draw(_affine(rng, (groups * each,)))
    b = b if w is not None else None  # PyTorch's own backward fails for a bias without a weight
    options = {"eps": draw(EPS)}
    return Case(_name(x, groups, w, b, options), call(x, groups, w, b, **options))


@st.composite
def _by_features(draw: st.DrawFn, op: str, rng: np.random.Generator) -> Case:
    shape = tuple(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3)))
    rows = draw(st.lists(st.one_of(st.integers(0, 4), st.just(17)), max_size=2))
    ends = (*rows, *(1,) * len(shape))
    scale = 10.0 ** rng.uniform(-3, 3, ends)
    x = scale * (rng.standard_normal((*rows, *shape)) + 10.0 ** rng.uniform(-2, 2) * rng.choice([-1.0, 0.0, 1.0], ends))
    w, b = draw(_affine(rng, shape))
    options: dict[str, Any] = {"eps": draw(EPS)}
    arguments = (x, shape, w) if op == "rms_norm" else (x, shape, w, b)
    return Case(_name(x, shape, w, b, options), call(*arguments, **options))


@st.composite
def _neighbours(draw: st.DrawFn, rng: np.random.Generator) -> Case:
    space = draw(st.lists(st.integers(1, 4), min_size=1, max_size=3))
    x = 10.0 ** draw(st.floats(-2, 2)) * rng.standard_normal((draw(st.integers(0, 4)), draw(st.integers(1, 9)), *space))
    size = draw(st.integers(1, 12))
    options = {
        "alpha": draw(st.sampled_from([1e-4, 0.1, 1.0, 5.0, 0.0])),
        "beta": draw(st.sampled_from([0.75, 0.5, 1.0, 2.0, -0.5, 0.0])),
        "k": draw(st.sampled_from([1.0, 2.0, 0.1])),
    }
    return Case(f"{x.shape}, size={size}, {options}", call(x, size, **options))


@st.composite
def _vectors(draw: st.DrawFn, rng: np.random.Generator) -> Case:
    shape = tuple(draw(st.lists(st.integers(1, 5), min_size=1, max_size=4)))
    x = 10.0 ** draw(st.floats(-3, 3)) * rng.standard_normal(shape)
    dims = draw(st.lists(st.integers(0, len(shape) - 1), max_size=len(shape), unique=True))
    assume(np.prod([shape[d] for d in dims or range(len(shape))]) > 1)  # one value is a sign: its gradient is rounding
    dims = [d - len(shape) if draw(st.booleans()) else d for d in dims]
    options = {
        "p": draw(st.sampled_from([2.0, 1.0, 0.0, np.inf, -np.inf, 3.0, 0.5, 1.5, -1.0])),
        "dim": dims[0] if len(dims) == 1 else tuple(dims),
        "eps": draw(st.sampled_from([1e-12, 1e-12, 1e-3, 1.0])),
    }
    return Case(f"{shape}, {options}", call(x, **options))


@st.composite
def _per_channel(draw: st.DrawFn, channels: int, low: float = -3, high: float = 3) -> np.ndarray:
    return np.array([10.0 ** draw(st.floats(low, high)) for _ in range(channels)])


@st.composite
def _affine(draw: st.DrawFn, rng: np.random.Generator, shape: tuple[int, ...]) -> tuple[Any, Any]:
    """A weight of values of different size and a bias; or None."""
    w = 10.0 ** rng.uniform(-2, 2, shape) * rng.choice([-1.0, 1.0], shape) if draw(st.booleans()) else None
    b = rng.standard_normal(shape) if draw(st.booleans()) else None
    return w, b


def _name(x: np.ndarray, about: Any, w: Any, b: Any, options: dict[str, Any]) -> str:
    return f"{x.shape}, {about}, weight={w is not None}, bias={b is not None}, {options}"
