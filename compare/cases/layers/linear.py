"""Linear, and what `load_state_dict` refuses."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ._common import common
from ._kinds import Calls, Description, LayerQuestion, Start, layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    plain = layer("Linear", 5, 3)
    yield from common(plain, (2, 5))
    yield Description(layer=layer("Linear", 5, 3, False), case="constructor, bias=False")
    yield Start(layer=plain)
    yield Start(layer=layer("Linear", 4, 7, bias=False), case="default initialisation, bias=False")
    yield Calls(layer=layer("Linear", 5, 3, bias=False), case="bias=False", shapes=((2, 5),))
    yield Calls(layer=plain, case="two calls, more axes", shapes=((5,), (2, 4, 5)), training=(True, False))
    yield Calls(
        layer=plain, case="load other dtypes", shapes=((2, 5),), state={"weight": np.arange(15).reshape(3, 5) - 6}
    )
    right = np.zeros((3, 5))
    wrong: dict[str, dict[str, np.ndarray | None]] = {
        "name missing": {"bias": None},
        "name unexpected": {"scale": np.ones(3)},
        "wrong shape": {"weight": right.T},
        "shape that would broadcast": {"bias": np.ones(1)},
        "flattened": {"weight": right.reshape(-1)},
        "nothing": {"weight": None, "bias": None},
    }
    for case, state in wrong.items():
        yield Refused(layer=plain, case=f"load: {case}", state=state)
    yield Refused(layer=plain, case="wrong number of features", shape=(2, 4))
    yield Refused(layer=layer("Linear", -1, 3), case="negative size")
    yield Refused(layer=layer("Linear", 5, 3, dtype=np.int64), case="dtype=int64")
    yield Refused(layer=layer("Linear", 5), case="size missing")
