"""Losses as people write them: on logits or probabilities, with targets as indices or one-hot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import PLAIN, Form, Subject, View


def classes(draw: Draw) -> Iterator[Case]:
    """Class indices: plain, as many classes as samples, a single sample, one class for all, sure and wrong."""
    x, t = draw.normal(5, 3), np.array([2, 0, 1, 1, 2])
    yield Case("plain", call(x, t))
    yield Case("as many classes as samples", call(draw.normal(4, 4), np.array([3, 1, 0, 1])))
    yield Case("one sample", call(x[:1], t[:1]))
    yield Case("two classes", call(draw.normal(3, 2), np.array([1, 0, 1])))
    yield Case("gaps in memory", call(x, t), layout="strided")
    yield Case("sure and wrong", call(np.array([[30.0, 0.0, -30.0], [0.5, 1.0, -1.0]]), np.array([2, 0])))
    yield Case("saturated", call(np.array([[800.0, 0.0, -800.0], [0.5, 1.0, -1.0]]), np.array([2, 0])), exact=True)


def values(draw: Draw) -> Iterator[Case]:
    """Numbers against numbers: plain, one column, a single sample."""
    x, t = draw.normal(5, 3), draw.normal(5, 3)
    yield Case("plain", call(x, t))
    yield Case("one column", call(x[:, :1], t[:, :1]))
    yield Case("one sample", call(x[:1], t[:1]))
    yield Case("gaps in memory", call(x, t), layout="strided")


def shares(draw: Draw) -> Iterator[Case]:
    """Probabilities against labels of 0 and 1."""
    x, t = draw.uniform(0.05, 0.95, 5, 3), (np.arange(15).reshape(5, 3) % 3 == 1).astype(float)
    yield Case("plain", call(x, t))
    yield Case("one column", call(x[:, :1], t[:, :1]))
    yield Case("one sample", call(x[:1], t[:1]))
    yield Case(
        "sure and wrong",
        call(np.array([[0.0, 1e-9, 0.5], [1.0, 0.25, 1 - 1e-9]]), np.array([[1.0, 1.0, 0.0], [0.0, 1.0, 0.0]])),
        exact=True,
    )


def odds(draw: Draw) -> Iterator[Case]:
    """Logits against labels of 0 and 1."""
    x, t = draw.normal(5, 3), (np.arange(15).reshape(5, 3) % 3 == 1).astype(float)
    yield Case("plain", call(x, t))
    yield Case("one column", call(x[:, :1], t[:, :1]))
    yield Case("one sample", call(x[:1], t[:1]))
    yield Case(
        "saturated",
        call(np.array([[-800.0, 40.0, 0.5], [900.0, 1.0, -40.0]]), np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]])),
        exact=True,
    )


def _softmax(x: np.ndarray) -> np.ndarray:
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def _through_softmax(g: np.ndarray, a: dict[str, Any]) -> np.ndarray:
    """Back to the logits from the gradient of the probabilities."""
    p = _softmax(a["input"].astype(np.float64))
    return np.asarray(p * (g - (g * p).sum(axis=1, keepdims=True)))


def _one_hot(a: dict[str, Any]) -> dict[str, Any]:
    return {**a, "target": np.eye(a["input"].shape[1])[a["target"]]}


def _column(a: dict[str, Any]) -> dict[str, Any]:
    return {**a, "target": a["target"][:, None]}


def _probabilities(a: dict[str, Any]) -> dict[str, Any]:
    return {**a, "input": _softmax(a["input"])}


def _chain(*steps: Any) -> Any:
    def there(a: dict[str, Any]) -> dict[str, Any]:
        for step in steps:
            a = step(a)
        return a

    return there


TARGETS = (("", PLAIN.there), ("targets are one-hot", _one_hot), ("targets are a column of indices", _column))
INPUTS = (
    ("", (), lambda g, a: g),
    ("takes probabilities", (_probabilities,), _through_softmax),
    ("takes probabilities, and gives the gradient of the logits", (_probabilities,), lambda g, a: g),
)
VIEWS = tuple(
    View("; ".join(filter(None, (line, target))), _chain(there, *steps), back)
    for line, steps, back in INPUTS
    for target, there in TARGETS
)
MATRIX = ({"input": "NC", "target": "N"}, {"input": "CN", "target": "N"}, {"input": "C", "target": ""})
PAIRS = (
    {"input": "ND", "target": "ND"},
    {"input": "DN", "target": "DN"},
    {"input": "D", "target": "D"},
    {"input": "N", "target": "N"},
)

SUBJECTS = [
    Subject("cross_entropy", (Form("", classes, {"input": "NC", "target": "N", "y": ""}, (MATRIX,), views=VIEWS),)),
    Subject(
        "multi_margin_loss", (Form("", classes, {"input": "NC", "target": "N", "y": ""}, (MATRIX,), views=VIEWS[:3]),)
    ),
    *(
        Subject(op, (Form("", values, {"input": "ND", "target": "ND", "y": ""}, (PAIRS,)),))
        for op in ("mse_loss", "l1_loss", "huber_loss", "smooth_l1_loss")
    ),
    Subject("binary_cross_entropy", (Form("", shares, {"input": "ND", "target": "ND", "y": ""}, (PAIRS,)),)),
    Subject("binary_cross_entropy_with_logits", (Form("", odds, {"input": "ND", "target": "ND", "y": ""}, (PAIRS,)),)),
]
