"""The suite has power: every seeded mistake is noticed, by the questions about the op that it is in."""

from collections import Counter, defaultdict

import pytest

from compare.cases import questions
from compare.contract import CONCEPTS, OPS
from compare.faults import faults, noticed, seen
from compare.run import Reference
from compare.suite import DEFAULT

FAULTS = list(faults())


@pytest.fixture(scope="module")
def asked():
    """PyTorch's answers to the questions of an op, computed once for all of its faults."""
    by_op = defaultdict(list)
    for question in questions():
        by_op[question.op] += [Reference(question, dtype) for dtype in DEFAULT if dtype in question.dtypes]
    return by_op


def test_there_are_many_in_every_concept(asked):
    assert len(FAULTS) >= 1000
    assert len({(f.file, f.old, f.new) for f in FAULTS}) == len(FAULTS)
    assert set(OPS) <= {f.op for f in FAULTS}
    concept = {op: references[0].question.concept for op, references in asked.items()}
    assert min(Counter(dict.fromkeys(CONCEPTS, 0) | Counter(concept[f.op] for f in FAULTS)).values()) >= 1


@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f"{f.op}, {f.idea}")
def test_noticed(fault, asked):
    assert asked[fault.op], f"no questions about {fault.op}"
    assert seen(fault, asked[fault.op])


def test_a_copy_without_a_fault_is_not_noticed(asked):
    """What the planted copies report is the fault, not the copying."""
    fault = FAULTS[0]
    harmless = type(fault)(fault.op, "none", fault.file, fault.old, fault.old)
    assert list(noticed(harmless, asked[fault.op])) == []


def test_a_fault_that_no_longer_fits_says_so():
    fault = FAULTS[0]
    with pytest.raises(ValueError, match="stands 0 times"):
        type(fault)(fault.op, "none", fault.file, "no such line", "").source()
