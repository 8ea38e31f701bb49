"""Sequential: chained, nested, tied."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator

import numpy as np

from ._kinds import Calls, Description, LayerQuestion, Start
from ._layer import layer
from ._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    tied, relu = layer("Linear", 4, 4), layer("ReLU")
    norm, bare = layer("BatchNorm2d", 4), layer("Conv2d", 3, 4, (3, 2), padding=1, bias=False)
    network = layer(
        "Sequential",
        bare,
        norm,
        relu,
        layer("MaxPool2d", 2),
        layer("Dropout", 0.25),
        layer("Flatten"),
        layer("Linear", 36, 5),
    )
    inner = layer("Sequential", layer("Linear", 5, 4), layer("SiLU"))
    nested = layer(
        "Sequential",
        inner,
        layer("Sequential", tied, layer("Sequential", layer("ELU"), tied)),
        layer("Linear", 4, 3, bias=False),
    )
    by_name = OrderedDict(first=layer("Linear", 5, 4), act=layer("Sigmoid"), last=layer("Linear", 4, 3))
    called = layer("Sequential", by_name)
    twice = layer("Sequential", tied, layer("ELU"), tied)
    drops = layer("Sequential", layer("Linear", 5, 4), layer("Dropout", 0.4), layer("ELU"), layer("Dropout", 0.2))
    both = (True, True)
    for case, model, x in (
        ("a small network", network, (2, 3, 7, 6)),
        ("nested", nested, (2, 5)),
        ("named by an OrderedDict", called, (2, 5)),
        ("a tied layer", twice, (3, 4)),
        ("two dropouts", drops, (4, 5)),
    ):
        yield Description(layer=model, case=f"constructor: {case}")
        yield Start(layer=model, case=f"default initialisation: {case}")
        yield Calls(layer=model, case=f"{case}, two calls", shapes=(x, x), training=both, seeded=True)
        yield Calls(layer=model, case=f"{case}, eval", shapes=(x,), training=(False,))
    yield Calls(layer=layer("Sequential"), case="empty", shapes=((2, 3),))
    shared_norm = layer("Sequential", layer("BatchNorm1d", 4), layer("Sigmoid"))
    again = layer("Sequential", shared_norm, layer("Linear", 4, 4, bias=False), shared_norm)
    yield Calls(layer=again, case="a tied batch norm", shapes=((9, 4), (7, 4)), training=both)
    yield Description(layer=again, case="constructor: a tied batch norm")
    yield Refused(
        layer=nested,
        case="load: several wrong",
        state={"0.0.bias": None, "1.0.weight": np.zeros(4), "x.y": np.zeros(1)},
    )
    yield Refused(layer=nested, case="load: names of a part", state={"0.weight": np.zeros((4, 5))})
    yield Refused(layer=layer("Sequential", 3), case="not a module")
    yield Refused(layer=layer("Sequential", dict(by_name)), case="a plain dict")
    for name in ("forward", "a.b", ""):
        yield Refused(layer=layer("Sequential", OrderedDict({name: relu})), case=f"a module called {name!r}")
    yield Refused(layer=layer("Sequential", by_name, relu), case="an OrderedDict and a module")
    yield Refused(layer=layer("Sequential", [relu]), case="a list of modules")
