"""Long sums: right code that adds from left to right is no false alarm, and what is wrong is still found."""

import numpy as np
import pytest

from compare.contract import OPS, Case, Namespace, call
from compare.run import OpQuestion, Reference
from compare.suite import rows_against
from compare.terms import patience


def reference(n, i, o, dtype="float32", seed=0):
    rng = np.random.default_rng(seed)
    arrays = rng.standard_normal((n, i)), rng.standard_normal((o, i)), rng.standard_normal(o)
    return Reference(OpQuestion(OPS["linear"], Case("long", call(*arrays)), seed), dtype)


@pytest.mark.parametrize(
    ("quantity", "terms"), [("y", 900), ("grad weight", 400), ("grad bias", 400), ("grad input", 5)]
)
def test_the_number_of_terms(quantity, terms):
    expected = 0.2 * np.sqrt(terms)  # for equal terms; products of normally distributed ones are worth 0.4 n
    assert max(1, 0.55 * expected) <= patience(reference(400, 900, 5), quantity) <= max(1, expected)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_left_to_right_sums_agree(seed, dtype):
    rows = rows_against(reference(4096, 3, 5, dtype, seed), Namespace("scratch"))
    assert {row.status for row in rows} == {"agrees"}


def test_a_small_mistake_in_a_long_sum_is_found():
    class Wrong:
        @staticmethod
        def linear(input, weight, bias):
            y = input @ weight.T + bias
            return y, lambda dy: (dy @ weight, dy.T @ input, dy[:-1].sum(axis=0))  # the last row is lost

    for dtype in ("float32", "float64"):
        rows = {row.quantity: row for row in rows_against(reference(4096, 3, 5, dtype), Namespace(Wrong))}
        assert rows["grad bias"].status == "differs"
        assert rows["grad weight"].status == "agrees"
