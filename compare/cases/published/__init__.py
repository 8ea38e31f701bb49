"""Worked examples from tutorials: NumPy, PyTorch and the printed digits; and the slips that the tutorials contain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .._draw import Draw
from . import chainer, chainer_convolution, elsa, glossary, sios, sios_slips
from ._example import Example

__all__ = ["Example", "questions"]


def questions(seed: int) -> Iterator[Example]:
    """Every published example; what a tutorial leaves open is drawn."""
    for tutorial in (sios, sios_slips, elsa, chainer, chainer_convolution, glossary):
        for example in tutorial.examples(Draw(seed, tutorial.__name__)):
            yield replace(example, tutorial=tutorial.TITLE)
