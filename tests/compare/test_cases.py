"""The questions themselves: enough of them, of every kind, none that could not fail."""

from collections import Counter, defaultdict

import numpy as np
import pytest

from compare.cases import LAYOUTS, cases, questions
from compare.contract import CONCEPTS, OPS, Namespace
from compare.run import OpQuestion, Reference
from compare.suite import rows_against


@pytest.fixture(scope="module")
def every():
    return list(questions())


def test_every_concept_is_asked_about(every):
    assert {q.concept for q in every} == set(CONCEPTS)


def test_every_op_is_asked_about(every):
    assert {q.op for q in every if isinstance(q, OpQuestion)} == set(OPS)


def test_names_are_unique(every):
    doubled = [key for key, n in Counter((q.concept, q.op, q.case) for q in every).items() if n > 1]
    assert doubled == []


@pytest.mark.parametrize("op", OPS)
def test_every_op_has_cases_of_every_kind(op):
    found = list(cases(op, 0))
    assert len(found) >= 5
    assert {case.layout for case in found} == {"C", *LAYOUTS}
    assert any(case.raises for case in found) or op in ("identity", "step")  # ours alone: nothing of PyTorch refuses


@pytest.mark.parametrize("op", OPS)
def test_the_plain_case_hides_no_swapped_axis(op):
    """The sizes of its first array are pairwise distinct, and values have both signs (probabilities excepted)."""
    x = next(iter(cases(op, 0))).call.args[0]
    assert len(set(x.shape)) == len(x.shape)
    if op not in ("binary_cross_entropy", "one_hot", "kl_div", "nll_loss"):
        assert x.min() < 0 < x.max()


def test_another_seed_draws_other_values():
    for op in OPS:
        first, second = (next(iter(cases(op, seed))).call.args[0] for seed in (0, 1))
        assert not np.array_equal(first, second), op


def test_zeros_are_declared_sparingly(every):
    declared = defaultdict(int)
    for q in every:
        if isinstance(q, OpQuestion) and q.zeros:
            declared[q.op] += 1
    total = Counter(q.op for q in every)
    assert all(n <= 0.5 * total[op] for op, n in declared.items() if op != "step")


@pytest.mark.parametrize("op", OPS)
def test_scratch_has_the_sign_of_pytorchs_zeros(op):
    """Where inputs are exact. The verdict calls −0 and 0 equal; scratch is held to more."""
    scratch = Namespace("scratch")
    for case in cases(op, 0):
        if case.exact and not case.raises:
            rows = rows_against(Reference(OpQuestion(OPS[op], case, 0), "float64"), scratch)
            assert not [row for row in rows if row.cause.startswith("the sign of")], case.name
