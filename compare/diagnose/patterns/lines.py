"""Rows, columns and channels: functions along an axis, a number for each, their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from .bare import Array, Pair
from .guess import Change, Guess

Along = Callable[[Array, int | None], Array]
FEW = 5  # numbers that are listed
LINES = 64  # on which a function along an axis is tried first


def softmax(x: Array, axis: int | None) -> Array:
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return np.asarray(e / np.sum(e, axis=axis, keepdims=True))


def log_softmax(x: Array, axis: int | None) -> Array:
    x = x - np.max(x, axis=axis, keepdims=True)
    return np.asarray(x - np.log(np.sum(np.exp(x), axis=axis, keepdims=True)))


def _centred(x: Array, axis: int | None) -> Array:
    return np.asarray(x - np.mean(x, axis=axis, keepdims=True))


def _standard(x: Array, axis: int | None) -> Array:
    return np.asarray(_centred(x, axis) / np.std(x, axis=axis, keepdims=True))


def _one_hot(x: Array, axis: int | None) -> Array:
    return np.asarray(x == np.max(x, axis=axis, keepdims=True), np.float64)


FUNCTIONS: tuple[tuple[str, str, Along], ...] = (
    ("softmax", "softmax of {x}", softmax),
    ("log-softmax", "log_softmax of {x}", log_softmax),
    ("sums-to-one", "{x} divided by its sum", lambda x, axis: x / np.sum(x, axis=axis, keepdims=True)),
    ("unit-length", "{x} divided by its length", lambda x, axis: x / np.sqrt(np.sum(x * x, axis=axis, keepdims=True))),
    ("divided-by-largest", "{x} divided by its largest", lambda x, axis: x / np.max(x, axis=axis, keepdims=True)),
    ("centred", "{x} less its mean", _centred),
    ("less-its-largest", "{x} less its largest", lambda x, axis: x - np.max(x, axis=axis, keepdims=True)),
    ("standardised", "{x} standardised", _standard),
    ("one-hot", "1 at the largest of {x}, else 0,", _one_hot),
    ("sorted", "{x} sorted", lambda x, axis: np.sort(x, axis).reshape(x.shape)),
    ("cumulative", "the running sum of {x}", lambda x, axis: np.cumsum(x, axis).reshape(x.shape)),
)  # fmt: skip


def functions(x: Array, y: Array) -> Iterator[Guess]:
    """Functions of `x` along each axis, and of all of it, that make `y` of its first lines."""
    if x.size < 2:
        return
    axes: list[int | None] = [a for a in range(x.ndim) if x.shape[a] > 1]
    axes = axes if len(axes) == 1 else [*axes, None]
    for axis in axes:
        some = _first_lines(x, axis)
        for name, words, f in FUNCTIONS:
            if np.allclose(f(x[some], axis), y[some], rtol=1e-2, atol=1e-2 * np.abs(y[some]).max(), equal_nan=True):
                where = "over all elements" if axis is None else f"along axis {axis}"
                yield Guess(name, f"{words} {where}", _along(f, axis))


def _first_lines(x: Array, axis: int | None) -> tuple[slice, ...]:
    """A block with a few whole lines along the axis."""
    left = LINES
    where = []
    for a, n in enumerate(x.shape):
        take = n if axis is None or a == axis else max(1, min(n, left))
        left //= 1 if axis is None or a == axis else take
        where.append(slice(take))
    return tuple(where)


def _along(f: Along, axis: int | None) -> Change:
    return lambda x: f(x, axis)


def per_line(pair: Pair) -> Iterator[Guess]:
    """A factor, or an offset, for each index along an axis: for each row, each channel."""
    c, r = pair.c, pair.r
    good = np.isfinite(c) & np.isfinite(r)
    a, b = np.where(good, c, 0.0), np.where(good, r, 0.0)
    for axis, n in enumerate(c.shape):
        rest = tuple(i for i in range(c.ndim) if i != axis)
        if n < 2 or c.size < 2 * n:
            continue
        shape = tuple(n if i == axis else 1 for i in range(c.ndim))
        name = ("row", "column" if c.ndim == 2 else "channel")[axis] if axis < 2 else "position"
        freedom = -n * float(np.log10(pair.eps))
        factor = np.nan_to_num(np.sum(a * b, axis=rest) / np.sum(b * b, axis=rest), nan=1.0).reshape(shape)
        count = np.maximum(np.count_nonzero(good, axis=rest), 1)
        offset = (np.sum(a - b, axis=rest) / count).reshape(shape)
        of = f"for each {name} (axis {axis})"
        ratios = f"{{x}} times a number of its own {of}: {_listed(factor)}"
        yield Guess(f"ratio-per-{name}", ratios, _times(factor), 3, freedom)
        offsets = f"{{x}} plus a number of its own {of}: {_listed(offset)}"
        yield Guess(f"offset-per-{name}", offsets, _plus(offset), 3, freedom, float(np.abs(b).max(initial=0.0)))


def _listed(numbers: Array) -> str:
    """A few numbers, or their range."""
    if numbers.size <= FEW:
        return ", ".join(f"{x:.6g}" for x in numbers.ravel())
    return f"{numbers.min():.6g} to {numbers.max():.6g}"


def reordered(pair: Pair) -> Iterator[Guess]:
    """The rows, columns or channels in another order, found by a random projection of each."""
    c, r = pair.c, pair.r
    if not (np.isfinite(c).all() and np.isfinite(r).all()):
        return
    for axis, n in enumerate(c.shape):
        if n < 2 or c.size == n:
            continue
        rest = [c.shape[a] for a in range(c.ndim) if a != axis]
        weights = np.random.default_rng(0).standard_normal(int(np.prod(rest)))
        hc = np.moveaxis(c, axis, 0).reshape(n, -1) @ weights
        hr = np.moveaxis(r, axis, 0).reshape(n, -1) @ weights
        order = np.empty(n, int)
        order[np.argsort(hc, kind="stable")] = np.argsort(hr, kind="stable")
        if not np.allclose(hr[order], hc, rtol=1e-2, atol=1e-2 * np.abs(hc).max()):
            continue
        names = ("rows", "columns" if c.ndim == 2 else "channels")
        name = names[axis] if axis < 2 else "positions"
        freedom = float(np.sum(np.log10(np.arange(1, n + 1))))
        words, level = _order(order, name)
        yield Guess(
            f"{name}-reordered", f"{{x}} with its {name} (axis {axis}) {words}", _taken(order, axis), level, freedom
        )


def _order(order: Array, name: str) -> tuple[str, int]:
    """A permutation in words, and how far-fetched it is."""
    n = len(order)
    moved = np.flatnonzero(order != np.arange(n))
    by = int(np.flatnonzero(order == 0)[0])
    if np.array_equal(order, np.roll(np.arange(n), by)):
        return f"shifted by {by if by <= n // 2 else by - n}, around the end", 2
    if len(moved) == 2:
        return f"{moved[0]} and {moved[1]} exchanged", 2
    for inner in range(2, n // 2 + 1):
        if n % inner == 0 and np.array_equal(order, np.arange(n).reshape(inner, -1).T.ravel()):
            words = f"in the order of another flattening: ({inner}, {n // inner}) read as ({n // inner}, {inner})"
            return words + ", as from NHWC and NCHW", 2
    listed = ", ".join(map(str, order[:8])) + (", ..." if n > 8 else "")
    return f"in another order: {listed}", 3


def same_numbers(pair: Pair) -> Iterator[Guess]:
    """The same numbers in any order; the shapes may be others."""
    c, r = pair.c.ravel(), pair.r.ravel()
    if c.size != r.size or c.size < 2 or not np.isfinite(c).all() or not np.isfinite(r).all():
        return
    if abs(c.max() - r.max()) > pair.allowed(r) or abs(c.min() - r.min()) > pair.allowed(r):
        return
    order = np.empty(c.size, int)
    order[np.argsort(c, kind="stable")] = np.argsort(r, kind="stable")
    n = c.size
    freedom = float(n * (np.log10(n) - np.log10(np.e)) + 0.5 * np.log10(2 * np.pi * n))
    for words in _flattening(order, pair.c.shape):
        yield Guess("other-flattening", f"{{x}} {words}", _picked(order, pair.c.shape), 5, 2.0)
    words = "the same numbers as {x} in another order"
    yield Guess("same-numbers", words, _picked(order, pair.c.shape), 6, freedom)


def _flattening(order: Array, shape: tuple[int, ...]) -> Iterator[str]:
    """How an order comes about by reading an array of two axes in the other order."""
    n = len(order)
    for way, x in (("", order), (" and written so", order.reshape(shape).ravel(order="F"))):
        step = int(x[1] - x[0])
        if step > 1 and n % step == 0 and step < n and np.array_equal(x, np.arange(n).reshape(-1, step).T.ravel()):
            yield f"read as ({n // step}, {step}) in Fortran order (by columns){way}"
            return


def _times(factor: Array) -> Change:
    return lambda x: x * factor


def _plus(offset: Array) -> Change:
    return lambda x: x + offset


def _taken(order: Array, axis: int) -> Change:
    return lambda x: np.take(x, order, axis)


def _picked(order: Array, shape: tuple[int, ...]) -> Change:
    return lambda x: np.ravel(x)[order].reshape(shape)
