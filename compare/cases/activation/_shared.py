"""What every activation of single numbers is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from ...contract import Case, call
from .._draw import Draw

GRADIENT = {"grad input"}
FAR = (-1000.0, -100.0, -50.0, -20.0, -12.0, -6.0, -2.75, -0.5, 0.25, 2.0, 5.0, 11.0, 30.0, 60.0, 200.0, 3000.0)


def usual(draw: Draw, special: bool = True, near: float = 1e-4, still: float = 0.0, **options: Any) -> Iterator[Case]:
    """What every function of single numbers is asked, with `options` throughout.

    Args:
        special: whether the special values are asked about here, in both dtypes.
        near: the size of the values near zero.
        still: up to where on both sides of zero the function and its slope are 0.
    """
    zeros = {"y", *GRADIENT} if still else set()
    yield Case("plain", call(draw.normal(5, 3, 7, scale=2.0), **options))
    yield Case("one axis", call(draw.normal(13), **options))
    yield Case("0-d", call(np.array(0.7), **options))
    yield Case("one element", call(np.full((1, 1), still + 0.3), **options))
    yield Case("empty batch", call(np.zeros((0, 3)), **options))
    yield Case("near zero", call(draw.normal(3, 11, scale=near), **options), zeros=zeros)
    yield Case("far from zero", call(np.array(FAR), **options))
    if special:
        yield Case("special values", call(filling(draw.special()), **options), exact=True)
        yield from one_kind_each(**options)
    yield Case("refused: a list", call([0.5, -1.0], **options), raises=True)
    yield Case("refused: None", call(None, **options), raises=True)


def one_kind_each(**options: Any) -> Iterator[Case]:
    """What is special, one kind after the other."""
    yield Case("nan", call(filling([np.nan, 0.7]), **options), exact=True)
    yield Case("infinities", call(filling([np.inf, -np.inf, 0.7, -0.7]), **options), exact=True)
    yield Case("zeros of both signs", call(filling([0.0, -0.0, 0.7, -0.7]), **options), exact=True)


def filling(values: ArrayLike) -> np.ndarray:
    """A few values, repeated until the 64 elements fill whole registers, be they the widest.

    PyTorch's loop over registers and its loop over the elements that are left do not always agree: on the gradient at
    nan (elu, hardtanh, ...; `compare.known`), at 3 (hardswish in float32), on the sign of a zero (softshrink). scratch
    gives what the first one does, wherever an element lies.
    """
    return np.resize(values, 64)


def vanishing(draw: Draw, sign: int) -> Iterator[Case]:
    """So far out that all there is is tiny: what is cut off there does not show beside larger values."""
    yield Case("vanishing", call(sign * draw.uniform(84.0, 86.0, 5)))
    yield Case("vanishing beyond float32", call(sign * draw.uniform(599.0, 601.0, 5)), dtypes=("float64",))
