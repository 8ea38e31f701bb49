"""Flatten and one-hot vectors as people write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Subject


def flatten(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 5, 4), 1))
    yield Case("one sample", call(draw.normal(1, 3, 5, 4), 1))
    yield Case("a matrix", call(draw.normal(5, 3), 1))
    yield Case("gaps in memory", call(draw.normal(2, 3, 5, 4), 1), layout="strided")


def one_hot(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(np.array([2, 0, 1, 3, 1]), 4))
    yield Case("one sample", call(np.array([2]), 4))
    yield Case("a class that does not come", call(np.array([2, 0, 2]), 5))


def unfold(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 6, 5)
    yield Case("plain", call(x, (3, 2)))
    yield Case("square window", call(x, 2))
    yield Case("stride=2", call(x, (3, 2), stride=2))
    yield Case("padding=1", call(x, (3, 2), padding=1))
    yield Case("one sample", call(x[:1], (3, 2)))


def fold(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 18, 16), (6, 5), (3, 2)))
    yield Case("stride=2", call(draw.normal(2, 18, 4), (6, 5), (3, 2), stride=2))
    yield Case("padding=1", call(draw.normal(2, 18, 36), (6, 5), (3, 2), padding=1))


def _window(a: Mapping[str, Any]) -> dict[str, Any]:
    k = a["kernel_size"]
    return {"kernel_h": k[0], "kernel_w": k[1]} if isinstance(k, tuple) else {}


def _folded(a: Mapping[str, Any]) -> dict[str, Any]:
    n, rows, _ = a["input"].shape
    h, w = a["kernel_size"]
    return {"input_shape": (n, rows // (h * w), *a["output_size"]), **_window(a)}


COLUMNS = ("(NL)K", "K(NL)", "K(LN)", "NKL", "NLK", "(LN)K")

SUBJECTS = [
    Subject(
        "unfold", (Form("", unfold, {"input": "NCHW", "y": "NKL"}, (tuple({"y": lay} for lay in COLUMNS),), _window),)
    ),
    Subject(
        "fold", (Form("", fold, {"input": "NKL", "y": "NCHW"}, (tuple({"input": lay} for lay in COLUMNS),), _folded),)
    ),
    Subject("flatten", (Form("", flatten),)),
    Subject("one_hot", (Form("", one_hot),)),
]
