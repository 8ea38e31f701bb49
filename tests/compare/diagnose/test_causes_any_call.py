"""A cause of convolution or pooling fits whatever call there is: where it has nothing to say, it changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from compare.asked import questions_about
from compare.contract import DEFAULT, OPS, Raised
from compare.diagnose.cause import Assumed, causes_of, under
from compare.diagnose.causes import convolution, pooling
from compare.diagnose.program import altered
from compare.inputs import arrays_in
from compare.run import OpQuestion, Reference, answer

CAUSES = (*convolution.CAUSES, *pooling.CAUSES)
WINDOWED = [name for name, op in OPS.items() if op.concept in ("convolution", "pooling") and causes_of(name)]


def unusual(op: str) -> Iterator[Reference]:
    """The questions about an op that are empty, without a batch, laid out otherwise, or with a default written out."""
    for question in questions_about("own", 0, DEFAULT, (OPS[op].concept,), (op,), None):
        assert isinstance(question, OpQuestion)
        asked = Reference(question, "float64")
        empty = any(not x.size for x in arrays_in(asked.inputs))
        words = ("unbatched", "stride=[]", "negative strides", "byte order", "no channels")
        if not question.raises and (empty or any(w in question.case for w in words)):
            yield asked


@pytest.mark.parametrize("op", WINDOWED)
def test_no_cause_fails_by_itself(op: str) -> None:
    mine = [c for c in causes_of(op) if any(c is each for each in CAUSES)]
    for asked in unusual(op):
        for cause in mine:
            found = answer(asked.question, altered(under(op, (Assumed(cause),))), asked.inputs, asked.dtype)
            if isinstance(found, Raised):  # what PyTorch refuses, if it were so
                assert found.kind in ("RuntimeError", "ValueError"), (cause.name, asked.question.case, found)
                continue
            failed = [x for x in found.values() if isinstance(x, Raised)]
            assert failed == [], (cause.name, asked.question.case)
            assert {x.dtype for x in found.values() if isinstance(x, np.ndarray)} <= {asked.dtype, np.dtype("int64")}
