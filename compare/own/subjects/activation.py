"""Activations as people write them: for any array, or for one number at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Subject

KINKED = ("relu", "leaky_relu", "relu6", "hardtanh", "hardsigmoid", "hardswish", "elu", "selu", "celu", "step")
OPTION = {
    "leaky_relu": ("negative_slope", 0.3),
    "elu": ("alpha", 0.7),
    "celu": ("alpha", 0.7),
    "softplus": ("beta", 2.0),
}


def _elementwise(op: str) -> Callable[[Draw], Iterator[Case]]:
    def questions(draw: Draw) -> Iterator[Case]:
        x = draw.normal(5, 3, scale=2.0)
        zeros = frozenset({"grad input"}) if op == "step" else frozenset()
        yield Case("plain", call(x), zeros=zeros)
        yield Case("one sample", call(draw.normal(1, 4)), zeros=zeros)
        if op in OPTION:
            name, value = OPTION[op]
            yield Case(f"{name}={value}", call(x, **{name: value}))
        if op in KINKED:
            yield Case(
                "zeros among the inputs",
                call(np.where(np.arange(15).reshape(5, 3) % 4 == 1, 0.0, x)),
                exact=True,
                zeros=zeros,
            )
        yield Case("large inputs", call(np.array([[-800.0, -40.0, -1.5], [2.5, 30.0, 800.0]])), exact=True, zeros=zeros)
        yield Case("four axes", call(draw.normal(2, 3, 4, 5)), zeros=zeros)
        yield Case("gaps in memory", call(x), layout="strided", zeros=zeros)

    return questions


def _softmax(draw: Draw) -> Iterator[Case]:
    x = draw.normal(5, 3)
    yield Case("plain", call(x, -1))
    yield Case("as many classes as samples", call(draw.normal(4, 4), -1))
    yield Case("one sample", call(x[:1], -1))
    yield Case("large inputs", call(x * 3 + np.array([[800.0], [-900.0], [0.0], [750.0], [5.0]]), -1))
    yield Case("far apart", call(np.array([[800.0, 0.0, -800.0], [1.0, 2.0, 3.0]]), -1))
    yield Case("gaps in memory", call(x, -1), layout="strided")


ELEMENTWISE = tuple(
    """
    relu sigmoid tanh leaky_relu identity step elu selu celu relu6 softplus softsign silu gelu mish
    hardsigmoid hardtanh hardswish logsigmoid tanhshrink
    """.split()
)
ROWS: tuple[Any, ...] = (
    {"input": "NC", "y": "NC"},
    {"input": "C", "y": "C"},
    {"input": "CN", "y": "CN"},
    {"input": "C1", "y": "C1"},
)

SUBJECTS = [
    *(
        Subject(
            op,
            (
                Form("", _elementwise(op), {}, ()),
                Form("one number at a time", _elementwise(op), {"input": "*", "y": "*"}),
            ),
        )
        for op in ELEMENTWISE
    ),
    *(Subject(op, (Form("", _softmax, {"input": "NC", "y": "NC"}, (ROWS,)),)) for op in ("softmax", "log_softmax")),
]
