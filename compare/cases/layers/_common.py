"""What every class of layer is asked."""

from __future__ import annotations

from collections.abc import Iterator

from ._kinds import WITH_DTYPE, Calls, Description, Layer, LayerQuestion
from ._refused import Misfit


def common(plain: Layer, x: tuple[int, ...]) -> Iterator[LayerQuestion]:
    """What every class is asked."""
    yield Description(layer=plain)
    yield Calls(layer=plain, case="plain", shapes=(x,))
    yield Calls(layer=plain, case="two calls", shapes=(x, x), training=(True, False))
    yield Misfit(layer=plain, case="load: a name too many")
    if plain.name in WITH_DTYPE:
        yield Misfit(layer=plain, case="load: first name missing")
        yield Misfit(layer=plain, case="load: another shape of the first")
