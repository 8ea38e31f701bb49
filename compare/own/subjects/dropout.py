"""Dropout as people write it: the mask is the code's own, found in what it returns."""

from __future__ import annotations

from collections.abc import Iterator

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Subject


def dropout(draw: Draw) -> Iterator[Case]:
    """In training (the adapter puts the candidate's mask in place of the one given), and in evaluation."""
    x = draw.normal(40, 30) + 0.01
    mask = draw.mask(0.5, 40, 30)
    yield Case("evaluation", call(x, training=False))
    yield Case("training", call(x, training=True, mask=mask))
    yield Case("p=0.3", call(x, 0.3, training=True, mask=mask))
    yield Case("p=0.3 in evaluation", call(x, 0.3, training=False))
    yield Case("one sample", call(x[:1], training=True, mask=mask[:1]))
    yield Case("four axes", call(draw.normal(2, 3, 4, 5) + 0.01, training=True, mask=draw.mask(0.5, 2, 3, 4, 5)))


SUBJECTS = [Subject("dropout", (Form("", dropout),))]
