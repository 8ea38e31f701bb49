"""Dropout as people write it: the mask is the code's own, found in what it returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Subject


def dropout(draw: Draw) -> Iterator[Case]:
    """In training (the adapter puts the candidate's mask in place of the one given), and in evaluation."""
    x = draw.normal(40, 30) + 0.01
    images = draw.normal(5, 7, 4, 3) + 0.01
    for name, given in (("", x), ("one sample, ", x[:1]), ("four axes, ", images)):
        kept = np.ones(given.shape, bool)
        yield Case(f"{name}training", call(given, training=True, mask=kept))
        yield Case(f"{name}p=0.3", call(given, 0.3, training=True, mask=kept))
        yield Case(f"{name}evaluation", call(given, training=False, mask=kept))
    yield Case("p=0.3 in evaluation", call(x, 0.3, training=False, mask=kept))


def _channels(*shape: int) -> Callable[[Draw], Iterator[Case]]:
    """For code that drops whole channels."""

    def questions(draw: Draw) -> Iterator[Case]:
        x = draw.normal(*shape) + 0.01
        for name, given in (("", x), ("one sample, ", x[:1])):
            kept = np.ones((*given.shape[:2], *(1 for _ in shape[2:])), bool)
            yield Case(f"{name}training", call(given, training=True, mask=kept))
            yield Case(f"{name}p=0.3", call(given, 0.3, training=True, mask=kept))
            yield Case(f"{name}evaluation", call(given, training=False, mask=kept))

    return questions


SUBJECTS = [
    Subject("dropout", (Form("", dropout),)),
    *(Subject(f"dropout{len(rest)}d", (Form("", _channels(7, 31, *rest)),)) for rest in ((4,), (4, 3), (4, 3, 2))),
]
