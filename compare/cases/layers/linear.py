"""Linear, and what `load_state_dict` refuses; Bilinear, of two inputs, and Embedding, of integers."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._draw import Draw
from ._common import common, misfits
from ._kinds import Calls, Description, LayerQuestion, Start
from ._layer import layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    yield from _linear()
    yield from _bilinear()
    yield from _embedding()


def _linear() -> Iterator[LayerQuestion]:
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


def _bilinear() -> Iterator[LayerQuestion]:
    draw, plain = Draw(0, "Bilinear"), layer("Bilinear", 5, 4, 3)
    x1, x2 = draw.normal(2, 5), draw.normal(2, 4)
    without = layer("Bilinear", 5, 4, 3, False)
    yield Description(layer=plain)
    yield Description(layer=without, case="constructor, bias=False")
    yield Start(layer=plain)
    yield Start(layer=layer("Bilinear", 7, 2, 3, bias=False), case="default initialisation, bias=False")
    yield Calls(layer=plain, case="plain", given=((x1, x2),))
    yield Calls(layer=without, case="bias=False", given=((x1, x2),))
    more = draw.normal(2, 3, 5), draw.normal(2, 3, 4)
    yield Calls(layer=plain, case="two calls, more axes", given=((x1[0], x2[0]), more), training=(True, False))
    yield from misfits(plain)
    yield Refused(layer=plain, case="one input", shape=(2, 5))
    yield Refused(layer=layer("Bilinear", 0, 4, 3), case="no features")
    yield Refused(layer=layer("Bilinear", 5, -4, 3), case="negative size")
    yield Refused(layer=layer("Bilinear", 5, 4), case="size missing")


def _embedding() -> Iterator[LayerQuestion]:
    plain, index = layer("Embedding", 6, 3), np.array([[4, 0, 4, 1], [1, 4, 2, 2]])
    other = index[0, :3].astype(np.int32)
    table = Draw(0, "Embedding").normal(6, 3)
    every = layer("Embedding", 6, 3, -2, scale_grad_by_freq=True)
    yield Description(layer=plain)
    yield Description(layer=every, case="constructor, every option")
    yield Description(layer=layer("Embedding", 6, 3, 0), case="constructor, padding_idx=0")
    yield Start(layer=plain)
    yield Start(layer=layer("Embedding", 27, 37), case="default initialisation, 999 numbers")
    yield Start(layer=layer("Embedding", 3, 5), case="default initialisation, 15 numbers")
    yield Start(layer=layer("Embedding", 6, 3, -2), case="default initialisation, padding_idx=-2")
    yield Start(layer=layer("Embedding", 6, 3, 1, _weight=table.astype("f")), case="given weight, padding_idx=1")
    yield Calls(layer=plain, case="plain", given=((index,),))
    yield Calls(layer=plain, case="two calls, int32", given=((index,), (other,)), training=(True, False))
    yield Calls(layer=layer("Embedding", 6, 3, 4), case="padding_idx=4", given=((index,),))
    yield Calls(layer=every, case="every option", given=((index,),))
    yield Calls(layer=layer("Embedding", 6, 3, _freeze=True), case="frozen", given=((index,),))
    yield from misfits(plain)
    yield Refused(layer=plain, case="floating input", shape=(2, 3))
    yield Refused(layer=layer("Embedding", 6, 3, 6), case="padding_idx too large")
    yield Refused(layer=layer("Embedding", 6, 3, -7), case="padding_idx too small")
    yield Refused(layer=layer("Embedding", 6, 3, 1.5), case="padding_idx=1.5")
    yield Refused(layer=layer("Embedding", None, 3, 1), case="no size, padding_idx")
    yield Refused(layer=layer("Embedding", 6, -3), case="negative size")
    yield Refused(layer=layer("Embedding", 6), case="size missing")
    yield Refused(layer=layer("Embedding", 6, 3, None, None), case="max_norm by position")
    yield Refused(layer=layer("Embedding", 3, 6, _weight=table), case="given weight of another shape")
