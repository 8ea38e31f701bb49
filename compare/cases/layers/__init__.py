"""Questions about every class of `nn`: what it is, what it computes and stores, how it starts, what it refuses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...contract import Question
from . import (
    activation,
    container,
    convolution,
    dropout,
    interpolation,
    linear,
    loss,
    loss_margin,
    normalization,
    pooling,
    shape,
)


def questions(seed: int) -> Iterator[Question]:
    """Every question about layers."""
    for room in (linear, convolution, pooling, interpolation, normalization, dropout, shape, activation, container):
        for question in room.questions():
            yield replace(question, seed=seed)
    for room in (loss, loss_margin):
        for question in room.questions(seed):
            yield replace(question, seed=seed)
