"""Batch normalization: modes, statistics, and the ways to keep them."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .._common import common
from .._kinds import Calls, Description, LayerQuestion, Start
from .._layer import layer
from .._refused import Refused


def questions() -> Iterator[LayerQuestion]:
    for n, size in ((1, (4,)), (2, (4, 3)), (3, (2, 4, 3))):
        name = f"BatchNorm{n}d"
        plain, x, other = layer(name, 5), (3, 5, *size), (2, 5, *size)
        every = layer(name, 5, 0.1, 0.3, False, True)
        three, two = (True, True, True), (True, False)
        yield from common(plain, x)
        yield Description(layer=every, case="constructor, every option")
        yield Description(layer=layer(name, 5, affine=False, track_running_stats=False), case="constructor, no arrays")
        yield Description(layer=layer(name, 5, momentum=None, bias=False), case="constructor, bias=False")
        yield Start(layer=plain)
        yield Calls(layer=plain, case="eval", shapes=(x,), training=(False,))
        yield Calls(layer=plain, case="three calls in training", shapes=(x, other, x), training=three)
        yield Calls(layer=plain, case="training, then eval", shapes=(x, other), training=two)
        yield Calls(layer=every, case="every option", shapes=(x, other), training=two)
        cumulative = layer(name, 5, momentum=None)
        yield Calls(layer=cumulative, case="momentum=None", shapes=(x, other, x), training=three)
        fresh = {"num_batches_tracked": np.array(0)}
        yield Calls(
            layer=cumulative, case="momentum=None from the start", shapes=(x, other), training=three[:2], state=fresh
        )
        yield Calls(layer=cumulative, case="momentum=None, eval", shapes=(x,), training=(False,))
        yield Calls(layer=layer(name, 5, momentum=0.0), case="momentum=0", shapes=(x,))
        alone = layer(name, 5, track_running_stats=False)
        yield Calls(layer=alone, case="track_running_stats=False", shapes=(x, other), training=two)
        yield Calls(layer=layer(name, 5, affine=False), case="affine=False", shapes=(x, other), training=two)
        yield Calls(layer=layer(name, 5, bias=False), case="bias=False", shapes=(x, other), training=two)
        small = {"running_var": np.full(5, 1e-5)}
        yield Calls(layer=plain, case="eval, variance near eps", shapes=(x,), training=(False,), state=small)
        one = {"num_batches_tracked": np.array([4])}
        yield Calls(layer=cumulative, case="load num_batches_tracked of shape (1,)", shapes=(x,), state=one)
        floating = {"num_batches_tracked": np.array(3.7)}
        yield Calls(layer=cumulative, case="load a floating num_batches_tracked", shapes=(x,), state=floating)
        yield Refused(layer=plain, case="load: num_batches_tracked missing", state={"num_batches_tracked": None})
        yield Refused(layer=plain, case="load: running_var missing", state={"running_var": None})
        yield Refused(layer=alone, case="load: statistics unexpected", state={"running_mean": np.zeros(5)})
        yield Refused(layer=plain, case="load: wrong shape", state={"running_mean": np.zeros((1, 5))})
        yield Refused(
            layer=plain, case="load: num_batches_tracked of shape (2,)", state={"num_batches_tracked": np.array([4, 5])}
        )
        yield Refused(layer=plain, case="too few axes", shape=(5,) + (3,) * (n - 1))
        yield Refused(layer=plain, case="too many axes", shape=(*x, 2))
        yield Refused(layer=plain, case="wrong number of channels", shape=(3, 4, *size))
        yield Refused(layer=plain, case="one value per channel", shape=(1, 5) + (1,) * n)
    yield Calls(layer=layer("BatchNorm1d", 5), case="(N, C), two calls", shapes=((4, 5), (3, 5)), training=(True, True))
