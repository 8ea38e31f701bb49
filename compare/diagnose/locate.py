"""Where does an error live? The part of an array that carries it, in words, simplest first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

FEW = 5  # elements, or indices along an axis, that are listed one by one
WIDE = 0.75  # a part that covers more of the array than this is not worth a "within"


def locate(error: np.ndarray, **context: Any) -> str:
    """Say which part of an array carries an error.

    The words are exact: the error fills that part and nothing else. Where no part fits exactly, the smallest one that
    holds all of the error is named with "within", and the share of it that is wrong.

    Args:
        error: True where something is wrong, of any shape.
        context: by name, what may tell the elements apart: arrays of the same shape (a mask, or numbers: where they are
            0, negative, positive, not finite, tied with a neighbour, large), and `target`, class indices along axis 1
            (an array of the error's shape without axis 1).

    Raises:
        TypeError: the error is no array of bool.
        ValueError: an array of the context has another shape.
    """
    if not isinstance(error, np.ndarray) or error.dtype != np.bool_:
        raise TypeError(f"locate: error is {_kind(error)}, expected an array of bool")
    known = {name: np.asarray(value) for name, value in context.items()}
    for name, value in known.items():
        shape = (*error.shape[:1], *error.shape[2:]) if name == "target" and error.ndim > 1 else error.shape
        if value.shape != shape:
            raise ValueError(f"locate: {name} has shape {value.shape}, expected {shape}")

    count = int(np.count_nonzero(error))
    if not count:
        return "nowhere"
    if count == error.size:
        return "every element"
    parts = list(_parts(error, known))
    exact = [words for words, part in parts if _same(part, error)]
    if count == 1:
        return "one element, " + _index(np.argwhere(error)[0]) + (f" ({exact[0]})" if exact else "")
    if line := _block(error, whole_lines=True):
        return line
    if exact:
        return exact[0]
    if count <= FEW:
        return f"{count} elements: " + ", ".join(_index(i) for i in np.argwhere(error))
    for words in (_border(error), _block(error), _threshold(error, known)):
        if words:
            return words
    return (
        _within(error, count, parts) or f"{count} of {error.size} elements ({percent(count / error.size)}), scattered"
    )


def _parts(error: np.ndarray, known: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Parts of an array that have a name, each with its mask."""
    if error.ndim >= 2 and min(error.shape[-2:]) > 1:
        rows, columns = error.shape[-2:]
        below = np.arange(columns) - np.arange(rows)[:, None]
        for words, mask in (
            ("the diagonal", below == 0),
            ("off the diagonal", below != 0),
            ("above the diagonal", below > 0),
            ("below the diagonal", below < 0),
        ):
            yield words + (f" of axes {error.ndim - 2}, {error.ndim - 1}" if error.ndim > 2 else ""), mask
    for name, value in known.items():
        if name == "target" and error.ndim > 1 and value.dtype.kind in "iu":
            yield from _columns(error.shape, value)
        elif value.shape == error.shape:
            yield from _by_value(name, value)


def _columns(shape: tuple[int, ...], target: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    classes = np.arange(shape[1]).reshape(-1, *[1] * (len(shape) - 2))
    t = np.expand_dims(target, 1)
    yield "the target column", classes == t
    yield "the target column and the one after it", (classes == t) | (classes == t + 1)
    yield "the target column and the one before it", (classes == t) | (classes == t - 1)
    yield "the column after the target", classes == t + 1
    yield "the column before the target", classes == t - 1
    yield "every column but the target", classes != t


def _by_value(name: str, x: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    yield f"where the {name} is 0", x == 0
    if x.dtype == np.bool_ or not np.any((x != 0) & (x != 1)):
        yield f"where the {name} is 1", x == 1
        return
    if x.dtype.kind not in "iuf":
        return
    yield f"where the {name} is not 0", x != 0
    yield f"where the {name} is negative", x < 0
    yield f"where the {name} is positive", x > 0
    yield f"where the {name} is 0 or negative", x <= 0
    yield f"where the {name} is 0 or positive", x >= 0
    yield f"where the {name} is nan", np.isnan(x)
    yield f"where the {name} is infinite", np.isinf(x)
    yield f"where the {name} is not finite", ~np.isfinite(x)
    every = np.zeros(x.shape, bool)
    for axis in range(x.ndim):
        ties = _ties(x, axis)
        every |= ties
        yield f"ties (neighbours of the {name} along axis {axis} are equal)", ties
    yield f"ties (neighbours of the {name} are equal)", every


def _ties(x: np.ndarray, axis: int) -> np.ndarray:
    ties = np.zeros(x.shape, bool)
    along = np.moveaxis(ties, axis, 0)
    equal = np.diff(np.moveaxis(x, axis, 0).astype(np.float64), axis=0) == 0
    along[1:] |= equal
    along[:-1] |= equal
    return ties


def _threshold(error: np.ndarray, known: dict[str, np.ndarray]) -> str:
    """Large or small values, where a number parts them from the rest."""
    for name, value in known.items():
        if value.shape != error.shape or value.dtype.kind not in "iuf" or not np.isfinite(value).all():
            continue
        x = value.astype(np.float64)
        for words, sign, by in (
            (f"large values (|{name}| > {{}})", 1, np.abs(x)),
            (f"small values (|{name}| < {{}})", -1, -np.abs(x)),
            (f"where the {name} is above {{}}", 1, x),
            (f"where the {name} is below {{}}", -1, -x),
        ):
            low, high = float(by[~error].max()), float(by[error].min())
            if low < high:
                return words.format(f"{sign * _shortest(low, high):.12g}")
    return ""


def _shortest(low: float, high: float) -> float:
    """The number of fewest digits with low <= number < high."""
    middle = low / 2 + high / 2
    for digits in range(1, 17):
        for near in (low, middle, high):
            short = float(f"{near:.{digits - 1}e}")
            if low <= short < high:
                return short
    return low


def _border(error: np.ndarray) -> str:
    """The border along several axes: what lies outside of an inner block."""
    if error.ndim < 2:
        return ""
    block = _product(~error)
    if block is None:
        return ""
    sides = []
    for axis, inner in enumerate(block):
        size = error.shape[axis]
        if len(inner) < size:
            first, last = int(inner[0]), size - 1 - int(inner[-1])
            if len(inner) + first + last != size:
                return ""
            sides.append((axis, first, last))
    axes = ", ".join(str(axis) for axis, _, _ in sides)
    widths = {(first, last) for _, first, last in sides}
    if len(sides) < 2 or len(widths) > 1:
        return ""
    first, last = widths.pop()
    if max(first, last) == 1:
        which = "first and last" if first and last else "first" if first else "last"
        return f"the border ({which} row/column of axes {axes})"
    if first and last and first != last:
        return ""
    which = f"first and last {first}" if first and last else f"first {first}" if first else f"last {last}"
    return f"the border ({which} rows/columns of axes {axes})"


def _product(part: np.ndarray) -> list[np.ndarray] | None:
    """The indices along each axis, if the part is all of their combinations."""
    if not part.ndim:
        return None
    every = range(part.ndim)
    held = [np.flatnonzero(part.any(axis=tuple(a for a in every if a != axis))) for axis in every]
    return held if np.count_nonzero(part) == np.prod([len(i) for i in held]) else None


def _block(part: np.ndarray, whole_lines: bool = False) -> str:
    """A block of whole rows, channels, positions; with `whole_lines` only one that is cut along one axis."""
    block = _product(part)
    if block is None:
        return ""
    cut = [axis for axis, held in enumerate(block) if len(held) < part.shape[axis]]
    if not cut or (whole_lines and (len(cut) > 1 or part.ndim == 1)):
        return ""
    if part.ndim == 1 and FEW < len(block[0]) < part.size - 2 and not _run(block[0]):
        return ""
    return ", ".join(_along(part, axis, block[axis]) for axis in cut)


def _along(part: np.ndarray, axis: int, held: np.ndarray) -> str:
    """Indices along an axis in words: `row 3 alone`, `channels 0, 2 (axis 1)`, `the last window along axis 3`."""
    size = part.shape[axis]
    if axis >= 2:
        if len(held) == 1 and held[0] in (0, size - 1):
            return f"the {'first' if held[0] == 0 else 'last'} window along axis {axis}"
        if list(held) == [0, size - 1]:
            return f"the first and last window along axis {axis}"
    names = ("element" if part.ndim == 1 else "row", "column" if part.ndim == 2 else "channel")
    name = names[axis] if axis < 2 else "position"
    where = "" if axis == 0 else f" (axis {axis})" if axis < 2 else f" along axis {axis}"
    if len(held) == 1:
        return f"{name} {held[0]} alone{where}"
    if _run(held) and len(held) > 2:
        return f"{name}s {held[0]} to {held[-1]}{where}"
    if size - len(held) <= 2 and len(held) > FEW:
        rest = np.setdiff1d(np.arange(size), held)
        return f"every {name} but {' and '.join(map(str, rest))}{where}"
    listed = ", ".join(str(i) for i in held[:FEW]) + (f" and {len(held) - FEW} more" if len(held) > FEW else "")
    return f"{name}s {listed}{where}"


def _run(held: np.ndarray) -> bool:
    return bool(held[-1] - held[0] + 1 == len(held))


def _within(error: np.ndarray, count: int, parts: list[tuple[str, np.ndarray]]) -> str:
    """The smallest named part that holds all of the error, and how much of it is wrong."""
    rim = _rim(error)
    held = [
        (int(np.count_nonzero(whole)), words)
        for words, part in itertools.chain(parts, rim)
        if not np.any(error & ~(whole := np.broadcast_to(part, error.shape)))
    ]
    every = range(error.ndim)
    lines = [np.flatnonzero(error.any(axis=tuple(a for a in every if a != axis))) for axis in every]
    for axis, inside in enumerate(lines):
        if len(inside) <= FEW:
            held.append((error.size // error.shape[axis] * len(inside), _along(error, axis, inside)))
    size, words = min(held, default=(error.size, ""))
    return f"within {words}: {count} of {size} ({percent(count / size)})" if size <= WIDE * error.size else ""


def _rim(error: np.ndarray) -> Iterator[tuple[str, np.ndarray]]:
    """The border along the last two axes."""
    if error.ndim >= 2 and min(error.shape[-2:]) > 2:
        rim = np.ones(error.shape[-2:], bool)
        rim[1:-1, 1:-1] = False
        yield f"the border (first and last row/column of axes {error.ndim - 2}, {error.ndim - 1})", rim


def _same(part: np.ndarray, error: np.ndarray) -> bool:
    return bool(np.array_equal(np.broadcast_to(part, error.shape), error))


def _index(place: np.ndarray) -> str:
    return str([int(i) for i in place])


def percent(share: float) -> str:
    """A share below 1, never rounded to all of it."""
    for digits in (0, 1, 2, 4, 6):
        text = f"{100 * share:.{digits}f}"
        if float(text) < 100 and (digits or float(text) >= 10):
            break
    return f"{text} %" if float(text) < 100 else "over 99.9999 %"


def _kind(x: Any) -> str:
    return f"an array of {x.dtype}" if isinstance(x, np.ndarray) else type(x).__name__
