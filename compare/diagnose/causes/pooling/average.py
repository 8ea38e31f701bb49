"""Average pooling: what is counted, and how the gradient is shared out."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from ...cause import Cause
from ...program import Change, Tensors, options
from .._windows import Windows, forward_of
from ._parts import back, chosen, cotangent, divisors, of_input
from .windows import AVG


def _divided_by(number: Callable[[Tensors, Windows], float | None]) -> Change:
    """The sums divided by another number; None for the usual one."""

    def compute(a: Tensors, usual: Any, w: Windows) -> Any:
        y, divisor = usual(a), number(a, w)
        if divisor is None:
            return y
        out = tuple(y.shape[-len(w.size) :])
        return y * y.new_tensor(divisors(a.values, w.but(out=out)) / divisor).reshape(out)

    return forward_of(compute)


def _whole_if_rounded_up(a: Tensors, w: Windows) -> float | None:
    rounded_up = a.ceil_mode and a.values.get("divisor_override") is None
    return math.prod(w.kernel) if rounded_up else None


CAUSES: list[Cause] = [
    Cause(
        "count-include-pad",
        "the padding is not counted: each mean is over the elements of the image; PyTorch counts it",
        "right inside; at the border too large, by 9/4 at a corner of 3 x 3 windows with padding 1, by 9/6 at an edge",
        "convention",
        "divide by the window's size everywhere, or call PyTorch with count_include_pad=False",
        (52,),
        AVG,
        options(lambda a: {"count_include_pad": False}),
    ),
    Cause(
        "count-include-pad",
        "count_include_pad=False is ignored: the padding is counted",
        "right inside, too small at the border",
        "mistake",
        "divide by the number of the image's own elements",
        (52,),
        AVG,
        options(lambda a: {"count_include_pad": True}),
    ),
    Cause(
        "incomplete-window-full-divisor",
        "a window that reaches over the border is divided by its whole size; PyTorch counts what is there",
        "with ceil_mode the last row and column are too small",
        "convention",
        "divide the last windows by the number of their elements",
        (53,),
        AVG,
        _divided_by(_whole_if_rounded_up),
    ),
    Cause(
        "divisor-override-ignored",
        "divisor_override is ignored",
        "y differs by a constant factor",
        "mistake",
        "divide by divisor_override where it is given",
        (),
        ("avg_pool2d", "avg_pool3d"),
        options(lambda a: {"divisor_override": None}),
    ),
    Cause(
        "sum-for-mean",
        "the windows are summed, not averaged",
        "y is too large by the number of elements of a window",
        "mistake",
        "divide by the window's size",
        (),
        AVG,
        _divided_by(lambda a, w: 1),
    ),
    Cause(
        "divided-by-one-side",
        "the sums are divided by the window's width alone; the mean divides by height times width",
        "y is too large by the window's height",
        "mistake",
        "divide by the number of elements of the window",
        (),
        ("avg_pool2d", "avg_pool3d"),
        _divided_by(lambda a, w: w.kernel[-1]),
    ),
    of_input(
        "gradient-not-divided",
        "the gradient is not divided by the number of elements: each gets all of dy",
        "dx is too large by the number of elements of a window",
        "dy / (height * width) for every element of the window",
        lambda s, dx, w: back(s, cotangent(s, w) * np.ones(w.places.shape), w),
        (),
        AVG,
    ),
    of_input(
        "gradient-divided-by-one-side",
        "the gradient is divided by the window's width alone",
        "dx is too large by the window's height",
        "divide by height times width",
        lambda s, dx, w: back(s, cotangent(s, w) * np.full(w.places.shape, 1 / w.kernel[-1]), w),
        (),
        ("avg_pool2d", "avg_pool3d"),
    ),
    of_input(
        "gradient-divisor-constant",
        "the gradient is divided by the whole window's size everywhere, but the mean by the elements that are there",
        "right inside, too small at the border",
        "divide by the same number in backward as in forward",
        lambda s, dx, w: back(s, cotangent(s, w) * np.full(w.places.shape, 1 / w.places.shape[1]), w),
        (52,),
        AVG,
    ),
    of_input(
        "gradient-to-maximum-only",
        "the gradient goes to the largest element of each window, as in maximum pooling; every element has its share",
        "dx is 0 but for one element per window",
        "share dy out among all elements",
        lambda s, dx, w: back(s, cotangent(s, w) * chosen(s, w, 0.0), w),
        (),
        AVG,
    ),
]
