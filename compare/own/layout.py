"""How arrays lie: the axes of torch, and those of somebody else's code, as strings of letters.

`NCHW` to `NHWC` swaps axes, `O` to `O1` adds one of size 1, `NCHW` to `CHW` is one sample without its batch axis, and
`O(CHW)` has three axes in one.
"""

from __future__ import annotations

import re

import numpy as np


class Misfit(ValueError):
    """An array cannot lie so."""


def parts(layout: str) -> list[str]:
    """The axes: a letter, `1`, or letters in brackets."""
    return re.findall(r"\([A-Za-z]+\)|[A-Za-z1]", layout)


def letters(layout: str) -> str:
    """The letters alone."""
    return re.sub(r"[^A-Za-z]", "", layout)


def there(x: np.ndarray, usual: str, layout: str) -> np.ndarray:
    """An array whose axes are `usual`, laid out as `layout`.

    Raises:
        Misfit: an axis that the layout lacks is longer than 1.
    """
    kept = letters(layout)
    for axis in reversed(range(len(usual))):
        if usual[axis] not in kept:
            if x.shape[axis] != 1:
                raise Misfit(f"axis {usual[axis]} of {x.shape} has no place in {layout}")
            x = np.take(x, 0, axis)
    order = [letter for letter in usual if letter in kept]
    sizes = dict(zip(order, x.shape))
    x = x.transpose([order.index(letter) for letter in kept])
    shape = [1 if p == "1" else int(np.prod([sizes[c] for c in letters(p)])) for p in parts(layout)]
    return np.ascontiguousarray(x).reshape(shape)


def back(x: np.ndarray, usual: str, layout: str, sizes: dict[str, int]) -> np.ndarray:
    """The way back; `sizes` has those of the letters that share an axis (of one that it lacks the size follows).

    Raises:
        Misfit: the array does not have the axes of the layout.
    """
    found = parts(layout)
    if x.ndim != len(found):
        raise Misfit(f"an array of {x.ndim} axes cannot be {layout}")
    shape: list[int] = []
    for part, size in zip(found, x.shape):
        if part == "1":
            if size != 1:
                raise Misfit(f"an axis of {size} cannot be the 1 of {layout}")
        else:
            known = [sizes.get(c, -1) for c in letters(part)] if len(part) > 1 else [size]
            rest = -int(np.prod(known)) if -1 in known else 1
            shape += [size // max(rest, 1) if n == -1 else n for n in known]
    if int(np.prod(shape)) != x.size:
        raise Misfit(f"{x.shape} does not fit {layout}")
    kept = letters(layout)
    x = x.reshape(shape).transpose([kept.index(letter) for letter in usual if letter in kept])
    for axis, letter in enumerate(usual):
        if letter not in kept:
            x = np.expand_dims(x, axis)
    return x
