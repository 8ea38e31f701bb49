"""Normalization as people write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Lay, Subject


def _batch(*shape: int) -> Callable[[Draw], Iterator[Case]]:
    rest = shape[1:]

    def questions(draw: Draw) -> Iterator[Case]:
        x = draw.normal(*shape, mean=1.5, scale=2.0)
        w, b = draw.normal(shape[1]), draw.normal(shape[1])
        mean, var = draw.normal(shape[1], mean=1.0), draw.uniform(0.3, 3.0, shape[1])
        yield Case("no running statistics", call(x, None, None, w, b, True))
        yield Case("training", call(x, mean, var, w, b, True))
        yield Case("evaluation", call(x, mean, var, w, b, False))
        yield Case("as it starts", call(x, np.zeros(shape[1]), np.ones(shape[1]), w, b, True))
        yield Case("small variance", call(x * 0.01, None, None, w, b, True))
        yield Case("small variance in evaluation", call(x, mean, var * 1e-4, w, b, False))
        yield Case("mean 100", call(x + 100, None, None, w, b, True))
        yield Case("momentum=0.3", call(x, mean, var, w, b, True, momentum=0.3))
        yield Case("eps=0.1", call(x, None, None, w, b, True, eps=0.1))
        yield Case("two samples", call(draw.normal(2, *rest), None, None, w, b, True))
        yield Case("as many channels as samples", call(draw.normal(shape[1], *rest), None, None, w, b, True))
        yield Case("one sample in evaluation", call(x[:1], mean, var, w, b, False))
        yield Case("gaps in memory", call(x, None, None, w, b, True), layout="strided")

    return questions


def _layer(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(5, 3, mean=1.5, scale=2.0), draw.normal(3), draw.normal(3)
    yield Case("plain", call(x, (3,), w, b))
    yield Case("one sample", call(x[:1], (3,), w, b))
    yield Case("small variance", call(x * 0.01, (3,), w, b))
    yield Case("as many features as samples", call(draw.normal(3, 3), (3,), w, b))
    yield Case("eps=0.1", call(x, (3,), w, b, eps=0.1))
    yield Case("mean 100", call(x + 100, (3,), w, b))


def _group(draw: Draw) -> Iterator[Case]:
    x, w, b = draw.normal(3, 6, 4, 5, mean=1.5, scale=2.0), draw.normal(6), draw.normal(6)
    yield Case("plain", call(x, 2, w, b))
    yield Case("three groups", call(x, 3, w, b))
    yield Case("one sample", call(x[:1], 2, w, b))
    yield Case("small variance", call(x * 0.01, 2, w, b))


def _root(draw: Draw) -> Iterator[Case]:
    x, w = draw.normal(5, 3, mean=1.5, scale=2.0), draw.normal(3)
    yield Case("plain", call(x, (3,), w))
    yield Case("one sample", call(x[:1], (3,), w))
    yield Case("small values", call(x * 0.01, (3,), w, eps=0.1))


def _channels(a: Any) -> dict[str, Any]:
    return {"num_features": a["weight"].shape[0]} if a["weight"] is not None else {}


def _vectors(lays: tuple[str, ...], *names: str) -> tuple[Lay, ...]:
    return tuple(dict.fromkeys(names, lay) for lay in lays)


STATE = ("weight", "bias")
RUNNING = ("running_mean", "running_var")
MATRIX: tuple[Lay, ...] = ({"input": "NC", "y": "NC"}, {"input": "CN", "y": "CN"})
IMAGES: tuple[Lay, ...] = ({"input": "NCHW", "y": "NCHW"}, {"input": "NHWC", "y": "NHWC"})
NAMES = {"weight": "C", "bias": "C", "running_mean": "C", "running_var": "C"}
FLAT, TALL = ("C", "1C", "C1"), ("C", "1C11", "111C", "1C", "C1", "C11")

SUBJECTS = [
    Subject(
        "batch_norm",
        (
            Form(
                "2-d",
                _batch(5, 3),
                {"input": "NC", "y": "NC", **NAMES},
                (MATRIX, _vectors(FLAT, *STATE), _vectors(FLAT, *RUNNING)),
                _channels,
            ),
            Form(
                "4-d",
                _batch(5, 3, 4, 2),
                {"input": "NCHW", "y": "NCHW", **NAMES},
                (IMAGES, _vectors(TALL, *STATE), _vectors(TALL, *RUNNING)),
                _channels,
            ),
        ),
    ),
    Subject(
        "layer_norm",
        (
            Form(
                "",
                _layer,
                {"input": "NC", "y": "NC", "weight": "C", "bias": "C"},
                (MATRIX, _vectors(FLAT, *STATE)),
                _channels,
            ),
        ),
    ),
    Subject(
        "group_norm",
        (
            Form(
                "",
                _group,
                {"input": "NCHW", "y": "NCHW", "weight": "C", "bias": "C"},
                (IMAGES, _vectors(TALL, *STATE)),
                _channels,
            ),
        ),
    ),
    Subject(
        "rms_norm",
        (Form("", _root, {"input": "NC", "y": "NC", "weight": "C"}, (MATRIX, _vectors(FLAT, "weight")), _channels),),
    ),
]
