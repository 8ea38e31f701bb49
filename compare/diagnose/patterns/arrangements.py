"""The same numbers in other places: axes swapped, flipped, shifted, read in another order, cut, repeated, summed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from .bare import subsets
from .guess import Change, Guess, joined

MOST_AXES = 5  # of arrays whose axes are permuted
CUT = 3  # rows or columns too few or too many, at most
LAYOUTS: dict[tuple[int, ...], str] = {
    (0, 2, 3, 1): "axes as (0, 2, 3, 1): NHWC where the reference is NCHW",
    (0, 3, 1, 2): "axes as (0, 3, 1, 2): NCHW where the reference is NHWC",
    (2, 3, 1, 0): "axes as (2, 3, 1, 0): a kernel HWIO where the reference is OIHW",
    (3, 2, 0, 1): "axes as (3, 2, 0, 1): a kernel OIHW where the reference is HWIO",
    (0, 1, 3, 2): "the last two axes, height and width, swapped",
}


def arrangements(of: tuple[int, ...], to: tuple[int, ...]) -> list[Guess]:
    """Every way to arrange an array of one shape in another shape; where the shapes are equal, other than as it is."""
    if of == to:
        turned = list(_turned(of))
        keeping = [g for g, p in turned if tuple(of[a] for a in p) == to]
        flips = list(_flipped(of))
        both = [joined(g, f) for g in keeping for f in flips] if len(of) <= 4 else []
        others = [g for g, _ in _read_in(of, to)]
        return [*keeping, *flips, *_shifted(of), *others, *both]
    same_count = np.prod(of, dtype=float) == np.prod(to, dtype=float)
    turned = [(g, p) for g, p in _turned(of) if tuple(of[a] for a in p) == to]
    found = [g for g, _ in turned]
    if same_count:
        found += [
            Guess("reshaped", f"{{x}} in shape {to} where it has {of}", _reshape(to)),
            *(g for g, _ in _read_in(of, to)),
        ]
    return [*found, *_spread(of, to), *_cut(of, to), *reductions(of, to)]


def _turned(shape: tuple[int, ...]) -> Iterator[tuple[Guess, tuple[int, ...]]]:
    """The axes in every other order."""
    n = len(shape)
    if n > MOST_AXES:
        return
    for p in itertools.permutations(range(n)):
        if p == tuple(range(n)) or all(shape[a] <= 1 or shape[b] <= 1 for a, b in zip(p, range(n)) if a != b):
            continue
        if n == 2:
            yield Guess("transposed", "{x} transposed", np.transpose), p
        else:
            yield Guess("axes-permuted", f"{{x}} with {LAYOUTS.get(p, f'axes as {p}')}", _transpose(p)), p


def _flipped(shape: tuple[int, ...]) -> Iterator[Guess]:
    n = len(shape)
    for axes in subsets([a for a in range(n) if shape[a] > 1][:MOST_AXES]):
        kernel = n >= 3 and axes == (n - 2, n - 1)
        words = f"flipped along axis {axes[0]}" if len(axes) == 1 else f"flipped along axes {', '.join(map(str, axes))}"
        words += ", as a kernel is for a true convolution" if kernel else ""
        yield Guess("kernel-flipped" if kernel else "flipped", "{x} " + words, _flip(axes))


def _shifted(shape: tuple[int, ...]) -> Iterator[Guess]:
    """By one or two along an axis, by one along the last two."""
    n = len(shape)
    for axis in range(n):
        for by in (1, -1, 2, -2):
            if abs(by) < shape[axis] and (shape[axis] > 2 or by > 0):
                yield Guess("shifted", f"{{x}} shifted by {by} along axis {axis}", _roll((by,), (axis,)))
    if n >= 2 and min(shape[-2:]) > 2:
        axes = (n - 2, n - 1)
        for steps in itertools.product((1, -1), repeat=2):
            yield Guess("shifted", f"{{x}} shifted by {steps} along axes {axes}", _roll(steps, axes))


def _read_in(of: tuple[int, ...], to: tuple[int, ...]) -> Iterator[tuple[Guess, tuple[int, ...]]]:
    """The numbers in another order of reading, put into the shape."""
    seen = set()
    for g, p in _turned(of):
        turned = tuple(of[a] for a in p)
        if turned == to:
            continue
        back = p == tuple(reversed(range(len(of))))
        last = tuple(s for s in turned if s > 1)
        if back and (len(to) == 1 or len(of) == 2):
            words = f"{{x}} read in Fortran order, {_shapes(of, to)}"
        else:
            words = g.words + f", {_shapes(turned, to)}"
        if (p, last) not in seen:
            seen.add((p, last))
            yield Guess("fortran-order" if back else "other-flattening", words, _chain(_transpose(p), _reshape(to))), p
    if len(of) > 1 and len(to) > 1:
        fortran: Change = lambda x: np.reshape(np.asarray(x), to, order="F")  # noqa: E731
        if of != to:
            yield (
                Guess("fortran-order", f"{{x}} reshaped in Fortran order to {to}", fortran),
                tuple(reversed(range(len(of)))),
            )


def _shapes(of: tuple[int, ...], to: tuple[int, ...]) -> str:
    return f"put into shape {to}" if len(to) > 1 else "flattened"


def _spread(of: tuple[int, ...], to: tuple[int, ...]) -> Iterator[Guess]:
    """Repeated until it fills the shape."""
    if int(np.prod(to)) <= int(np.prod(of)) or not np.prod(of):
        return
    try:
        fits = np.broadcast_shapes(of, to) == to
    except ValueError:
        fits = False
    if fits:
        yield Guess("broadcast", f"{{x}} broadcast from {of} to {to}", lambda x: np.broadcast_to(x, to))
    if len(of) == len(to) and all(b % a == 0 for a, b in zip(of, to)):
        times = tuple(b // a for a, b in zip(of, to))
        yield Guess("tiled", f"{{x}} laid side by side, {times} times", lambda x: np.tile(x, times))
        yield Guess("repeated", f"{{x}} with each element repeated, {times} times", _repeat(times))


def _cut(of: tuple[int, ...], to: tuple[int, ...]) -> Iterator[Guess]:
    """A part of it, without some first and last rows and columns, or every second of them."""
    if len(of) != len(to) or not np.prod(to) or any(b > a for a, b in zip(of, to)):
        return
    less = [a - b for a, b in zip(of, to)]
    if max(less) <= CUT and np.prod([n + 1 for n in less]) <= 64:
        for start in itertools.product(*(range(n + 1) for n in less)):
            where = tuple(slice(s, s + n) for s, n in zip(start, to))
            sides = [
                f"{s} first and {n - s} last" if s and n - s else f"{s} first" if s else f"{n} last"
                for s, n in zip(start, less)
                if n
            ]
            axes = ", ".join(str(a) for a, n in enumerate(less) if n)
            yield Guess("cut", f"{{x}} without the {' and the '.join(sides)} along axis {axes}", _take(where))
    steps = tuple(-(-a // b) for a, b in zip(of, to))
    if max(steps) > 1 and all(-(-a // s) == b for a, b, s in zip(of, to, steps)):
        where = tuple(slice(None, None, s) for s in steps)
        yield Guess("every-second", f"every {steps}th element of {{x}}", _take(where))


def reductions(of: tuple[int, ...], to: tuple[int, ...]) -> Iterator[Guess]:
    """Summed or averaged over axes, or the largest along them."""
    for axes in subsets(range(min(len(of), MOST_AXES))):
        left = tuple(n for a, n in enumerate(of) if a not in axes)
        kept = tuple(1 if a in axes else n for a, n in enumerate(of))
        if to not in (left, kept) or not all(of[a] > 1 for a in axes):
            continue
        over = f"axis {axes[0]}" if len(axes) == 1 else f"axes {', '.join(map(str, axes))}"
        yield Guess("summed", f"{{x}} summed over {over}", _reduce(np.sum, axes, to))
        yield Guess("averaged", f"{{x}} averaged over {over}", _reduce(np.mean, axes, to))
        yield Guess("largest-along-axis", f"the largest of {{x}} along {over}", _reduce(np.max, axes, to))


def diagonal(of: tuple[int, ...], to: tuple[int, ...]) -> Iterator[Guess]:
    """The diagonal of a square."""
    if len(of) == 2 and of[0] == of[1] > 1 and int(np.prod(to)) == of[0]:
        yield Guess(
            "broadcast-to-square",
            f"the diagonal of {{x}}, which shapes ({of[0]}, 1) and ({of[0]},) broadcast to {of},",
            lambda x: np.diagonal(x).reshape(to),
        )


def _chain(first: Change, second: Change) -> Change:
    return lambda x: second(first(x))


def _transpose(p: tuple[int, ...]) -> Change:
    return lambda x: np.transpose(x, p)


def _flip(axes: tuple[int, ...]) -> Change:
    return lambda x: np.flip(x, axes)


def _roll(by: tuple[int, ...], axes: tuple[int, ...]) -> Change:
    return lambda x: np.roll(x, by, axes)


def _reshape(to: tuple[int, ...]) -> Change:
    return lambda x: np.reshape(x, to)


def _take(where: tuple[Any, ...]) -> Change:
    return lambda x: x[where]


def _reduce(how: Any, axes: tuple[int, ...], to: tuple[int, ...]) -> Change:
    return lambda x: np.reshape(how(x, axis=axes), to)


def _repeat(times: tuple[int, ...]) -> Change:
    def repeat(x: np.ndarray) -> np.ndarray:
        for axis, n in enumerate(times):
            x = np.repeat(x, n, axis)
        return x

    return repeat
