"""What every class of layer is asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ._kinds import Calls, Description, LayerQuestion
from ._layer import Layer, has_parameters, layer
from ._losses import LossCalls
from ._refused import Misfit, Refused


def common(plain: Layer, x: tuple[int, ...]) -> Iterator[LayerQuestion]:
    """What every class is asked."""
    yield Description(layer=plain)
    yield Calls(layer=plain, case="plain", shapes=(x,))
    yield Calls(layer=plain, case="two calls", shapes=(x, x), training=(True, False))
    yield from misfits(plain)


def misfits(plain: Layer) -> Iterator[LayerQuestion]:
    """What every class refuses to load."""
    yield Misfit(layer=plain, case="load: a name too many")
    if has_parameters(plain.name) or any(isinstance(value, np.ndarray) for value in plain.args):
        yield Misfit(layer=plain, case="load: first name missing")
        yield Misfit(layer=plain, case="load: another shape of the first")


def common_to_losses(
    name: str,
    given: dict[str, np.ndarray],
    options: dict[str, Any],
    args: tuple[Any, ...] = (),
    *,
    plain: dict[str, np.ndarray] | None = None,
    fixed: tuple[str, ...] = (),
    reductions: tuple[str, ...] = ("mean", "sum", "none"),
    by_position: bool = False,
) -> Iterator[LayerQuestion]:
    """What every loss is asked.

    Args:
        given: what it is called with, by name and in order, in the question about every option.
        options, args: the constructor's, in that question. Arrays in `args` are buffers.
        plain: what it is called with in the other questions, where that is not `given`.
        fixed: which of these take no gradient.
        reductions: the words that `reduction` may be.
        by_position: whether PyTorch's constructor takes `reduction` by position (others have deprecated arguments
            before it, which are left out).
    """
    first = given if plain is None else plain
    yield Description(layer=layer(name))
    yield from misfits(layer(name, *args))
    for reduction in reductions:
        yield LossCalls(layer=layer(name, reduction=reduction), case=f"reduction={reduction}", given=first, fixed=fixed)
    yield LossCalls(layer=layer(name), case="plain", given=first, fixed=fixed)
    if args or options:
        yield LossCalls(layer=layer(name, *args, **options), case="every option", given=given, fixed=fixed)
    if not by_position:
        yield Refused(layer=layer(name, None, "mean"), case="reduction by position")
