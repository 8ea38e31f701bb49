"""Instance normalization: nothing is kept unless it is asked for; one sample may come alone."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._common import misfits
from .._kinds import Calls, Description, LayerQuestion, Start
from .._layer import layer
from .._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    for n, size in ((1, (4,)), (2, (4, 3)), (3, (2, 4, 3))):
        name = f"InstanceNorm{n}d"
        plain, x, other, alone = layer(name, 5), (3, 5, *size), (2, 5, *size), (5, *size)
        every = layer(name, 5, 0.1, 0.3, True, True)
        affine, tracking = layer(name, 5, affine=True), layer(name, 5, track_running_stats=True)
        two = (True, False)
        yield Description(layer=plain)
        yield Calls(layer=plain, case="plain", shapes=(x,))
        yield Calls(layer=plain, case="two calls", shapes=(x, other), training=two)
        yield from misfits(affine)
        yield Description(layer=every, case="constructor, every option")
        yield Description(layer=layer(name, 5, momentum=None, affine=True, bias=False), case="constructor, bias=False")
        yield Start(layer=every)
        yield Calls(layer=affine, case="affine=True", shapes=(x, other), training=two)
        yield Calls(layer=layer(name, 5, affine=True, bias=False), case="bias=False", shapes=(x, other), training=two)
        yield Calls(layer=tracking, case="track_running_stats=True", shapes=(x, other), training=two)
        yield Calls(layer=every, case="every option", shapes=(x, other, x), training=(True, False, True))
        yield Calls(layer=every, case="one sample alone", shapes=(alone, alone), training=two)
        yield Calls(layer=affine, case="one sample alone, affine=True", shapes=(alone,))
        yield Calls(layer=plain, case="batch of no samples", shapes=((0, 5, *size),))
        none = layer(name, 5, momentum=None, track_running_stats=True)
        yield Calls(layer=none, case="momentum=None", shapes=(x, other), training=two)
        small = {"running_var": np.full(5, 1e-5)}
        yield Calls(layer=tracking, case="eval, variance near eps", shapes=(x,), training=(False,), state=small)
        yield Calls(layer=plain, case="another number of channels", shapes=((3, 4, *size),))
        yield Refused(layer=affine, case="another number of channels, affine=True", shape=(3, 4, *size))
        yield Refused(layer=affine, case="another number of channels, one sample", shape=(4, *size))
        yield Refused(layer=tracking, case="another number of channels, tracking", shape=(3, 4, *size))
        yield Refused(layer=plain, case="load: statistics unexpected", state={"running_mean": np.zeros(5)})
        yield Refused(layer=tracking, case="load: running_var missing", state={"running_var": None})
        yield Refused(layer=plain, case="too few axes", shape=(5,) + (3,) * (n - 1))
        yield Refused(layer=plain, case="too many axes", shape=(*x, 2))
        yield Refused(layer=plain, case="one value", shape=(3, 5) + (1,) * n)
        yield Refused(layer=plain, case="one value in evaluation", shape=(3, 5) + (1,) * n, training=False)
