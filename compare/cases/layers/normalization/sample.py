"""What normalizes every sample by itself: options, shapes, and that evaluation is as training."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._common import common
from .._kinds import Calls, Description, LayerQuestion, Start
from .._layer import Layer, layer
from .._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    yield from _layer_norm()
    yield from _rms_norm()
    yield from _group_norm()
    yield from _local_response_norm()


def _options(made: dict[str, Layer], x: tuple[int, ...]) -> Iterator[LayerQuestion]:
    """Each of these modules: what it is, and what it computes."""
    for case, module in made.items():
        yield Description(layer=module, case=f"constructor, {case}")
        yield Calls(layer=module, case=case, shapes=(x, x), training=(True, False))


def _layer_norm() -> Iterator[LayerQuestion]:
    name, x = "LayerNorm", (3, 4, 7)
    yield from common(layer(name, 7), x)
    yield Start(layer=layer(name, (4, 7)))
    made = {
        "a tuple": layer(name, (4, 7)),
        "a list": layer(name, [4, 7]),
        "every option": layer(name, (4, 7), 0.5, True, False),
        "elementwise_affine=False": layer(name, 7, elementwise_affine=False),
        "bias=False": layer(name, 7, bias=False),
        "eps=0.1": layer(name, 7, 0.1),
    }
    yield from _options(made, x)
    yield Refused(layer=layer(name, 7), case="another size", shape=(3, 7, 4))
    yield Refused(layer=layer(name, (4, 7)), case="too few axes", shape=(7,))
    yield from _bad_shapes(name)


def _rms_norm() -> Iterator[LayerQuestion]:
    name, x = "RMSNorm", (3, 4, 7)
    plain = layer(name, 7)
    yield from common(plain, x)
    yield Refused(layer=plain, case="load: a bias", state={"bias": np.zeros(7)})
    yield Start(layer=layer(name, (4, 7)))
    made = {
        "a tuple": layer(name, (4, 7)),
        "every option": layer(name, [4, 7], 0.5, False),
        "elementwise_affine=False": layer(name, 7, elementwise_affine=False),
        "eps=0.1": layer(name, 7, 0.1),
    }
    yield from _options(made, x)
    yield Refused(layer=plain, case="another size", shape=(3, 7, 4))
    yield from _bad_shapes(name)


def _bad_shapes(name: str) -> Iterator[LayerQuestion]:
    for shape in (-1, 2.0, (2.0,), "7", None):
        yield Refused(layer=layer(name, shape), case=f"normalized_shape={shape!r}")


def _group_norm() -> Iterator[LayerQuestion]:
    name, x = "GroupNorm", (3, 6, 4, 2)
    yield from common(layer(name, 2, 6), x)
    yield Start(layer=layer(name, 2, 6))
    made = {
        "every option": layer(name, 3, 6, 0.5, True, bias=False),
        "affine=False": layer(name, 2, 6, affine=False),
        "one group": layer(name, 1, 6),
        "six groups": layer(name, 6, 6),
        "eps=0.1": layer(name, 2, 6, 0.1),
    }
    yield from _options(made, x)
    yield Calls(layer=layer(name, 2, 6), case="(N, C)", shapes=((4, 6),))
    yield Refused(layer=layer(name, 4, 6), case="groups do not divide")
    yield Refused(layer=layer(name, 0, 6), case="no groups")
    yield Refused(layer=layer(name, 2, -6), case="a negative number of channels")
    yield Refused(layer=layer(name, 2, 6.0), case="a float of channels")
    yield Refused(layer=layer(name, 2, 6), case="another number of channels", shape=(3, 4, 5))
    yield Refused(layer=layer(name, 2, 6), case="one axis", shape=(6,))


def _local_response_norm() -> Iterator[LayerQuestion]:
    name, x = "LocalResponseNorm", (3, 5, 4, 2)
    yield from common(layer(name, 2), x)
    made = {"every option": layer(name, 3, 2.0, 0.5, 1.5), "integers": layer(name, 4, 1, 2, 3)}
    yield from _options(made, x)
    yield Refused(layer=layer(name, 2), case="too few axes", shape=(3, 5))
    yield Refused(layer=layer(name, 0), case="size=0", shape=x)
