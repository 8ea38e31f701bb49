"""Flatten and one-hot vectors as people write them."""

from __future__ import annotations

from collections.abc import Iterator

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


SUBJECTS = [Subject("flatten", (Form("", flatten),)), Subject("one_hot", (Form("", one_hot),))]
