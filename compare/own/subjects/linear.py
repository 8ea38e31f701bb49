"""The linear layer and the embedding, as people write them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Subject

BIASES = ({"bias": "O"}, {"bias": "1O"}, {"bias": "O1"})


def linear(draw: Draw) -> Iterator[Case]:
    """A plain call, a square weight (which hides a transpose), a single sample, and memory with gaps."""
    x, w, b = draw.normal(5, 3), draw.normal(7, 3), draw.normal(7)
    yield Case("plain", call(x, w, b))
    yield Case("no bias", call(x, w))
    yield Case("square weight", call(draw.normal(5, 4), draw.normal(4, 4), draw.normal(4)))
    yield Case("one sample", call(x[:1], w, b))
    yield Case("gaps in memory", call(x, w, b), layout="strided")
    yield Case("one output", call(x, w[:1], b[:1]))


def _sizes(a: Mapping[str, Any]) -> dict[str, Any]:
    out, into = a["weight"].shape
    return {"in_features": into, "out_features": out}


def embedding(draw: Draw) -> Iterator[Case]:
    """Words that come once and words that come again."""
    w = draw.normal(7, 3)
    yield Case("plain", call(np.array([4, 0, 6, 2, 5]), w))
    yield Case("repeated words", call(np.array([4, 0, 4, 4, 2, 0]), w))
    yield Case("one word", call(np.array([3]), w))


SUBJECTS = [
    Subject(
        "linear",
        (
            Form(
                "",
                linear,
                {"input": "NI", "weight": "OI", "bias": "O", "y": "NO"},
                (
                    (
                        {"input": "NI", "weight": "IO", "y": "NO"},
                        {"input": "NI", "weight": "OI", "y": "NO"},
                        {"input": "IN", "weight": "OI", "y": "ON"},
                        {"input": "IN", "weight": "IO", "y": "ON"},
                        {"input": "I", "weight": "OI", "y": "O"},
                        {"input": "I", "weight": "IO", "y": "O"},
                        {"input": "I1", "weight": "OI", "y": "O1"},
                        {"input": "I1", "weight": "IO", "y": "O1"},
                    ),
                    BIASES,
                ),
                _sizes,
            ),
        ),
    ),
    Subject(
        "embedding",
        (
            Form(
                "",
                embedding,
                {"weight": "VD"},
                (),
                lambda a: {"num_embeddings": a["weight"].shape[0], "embedding_dim": a["weight"].shape[1]},
            ),
        ),
    ),
]
