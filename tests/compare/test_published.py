"""The published digits come out on both sides, a wrong digit does not pass, and every slip is found."""

from dataclasses import replace

import numpy as np
import pytest

from compare.cases import published
from compare.cases.published import Example
from compare.cases.published._example import as_printed
from compare.contract import Namespace
from compare.run import Reference
from compare.suite import rows_against
from compare.verdict import PASSING

SCRATCH = Namespace("scratch")
EXAMPLES = list(published.questions(0))
SLIPS = [e for e in EXAMPLES if e.known]


def rows(example, namespace=SCRATCH):
    return [row for dtype in example.dtypes for row in rows_against(Reference(example, dtype), namespace)]


def named(example):
    return f"{example.op}, {example.case.split(':')[-1].strip()}"


@pytest.mark.parametrize("example", EXAMPLES, ids=named)
def test_agrees_or_is_a_known_slip(example):
    found = rows(example)
    assert [row for row in found if row.status not in PASSING] == []
    assert any(row.status == "known" for row in found) == bool(example.known)


def test_every_item_is_there():
    items = {e.op.split()[0] for e in EXAMPLES}
    assert items == {f"{s}{n}" for s, most in (("A", 9), ("B", 3), ("C", 9), ("E", 5)) for n in range(1, most + 1)}
    assert len(SLIPS) == 15
    assert all(e.known and e.slip for e in EXAMPLES if e.known or e.slip)


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.digits], ids=named)
def test_a_wrong_last_digit_does_not_pass(example):
    """The last digit of every printed number matters."""
    for quantity, text in example.digits.items():
        last = max(i for i, letter in enumerate(text.partition("e")[0]) if letter.isdigit())
        wrong = text[:last] + str((int(text[last]) + 1) % 10) + text[last + 1 :]
        found = rows(replace(example, digits={quantity: wrong}, claims={}, dtypes=example.dtypes[:1]))
        assert [row.quantity for row in found if row.status == "differs"] == [f"{quantity} in digits, printed"]


@pytest.mark.parametrize("example", [e for e in EXAMPLES if e.claims], ids=named)
def test_a_wrong_claim_does_not_pass(example):
    for quantity in example.claims:
        found = rows(replace(example, digits={}, claims={quantity: "something else"}, dtypes=example.dtypes[:1]))
        assert [row.quantity for row in found if row.status == "differs"] == [f"{quantity}, printed"]


@pytest.mark.parametrize("example", SLIPS, ids=named)
def test_a_slip_that_is_no_longer_one_is_not_known(example):
    """With the right answer on both sides nothing differs: the entry would be reported as no longer happening."""
    assert {row.status for row in rows(replace(example, slip=None))} == {"agrees"}


def test_a_side_that_is_wrong_is_named():
    """A candidate with a wrong digit differs from PyTorch and from the print; PyTorch alone wrong would differ too."""

    class Off:
        @staticmethod
        def softmax(x, dim):
            return np.array([0.2, 0.8]), None

    softmax = next(e for e in EXAMPLES if e.op == "A5 softmax")
    found = {row.quantity: row for row in rows(replace(softmax, dtypes=("float64",)), Namespace(Off))}
    assert found["y"].status == found["y in digits"].status == found["y in digits, printed"].status == "differs"
    assert "0.200, 0.800" in found["y in digits, printed"].cause


@pytest.mark.parametrize(
    ("values", "text", "expected"),
    [
        ([0.26894, 0.73106], "(0.269, 0.731)", "(0.269, 0.731)"),
        ([-0.0001], "0.0", "0.0"),
        ([1.23456e-5, -9.87654e3], "1.2346e-05, -9.8765e+03", "1.2346e-05, -9.8765e+03"),
        ([33.4], "33", "33"),
        ([1.0], "1, 2", "1, nan"),
        ([1.0, 2.0], "1", "1 and [2.0]"),
    ],
)
def test_as_printed(values, text, expected):
    assert as_printed(np.array(values), text) == expected


def test_examples_are_questions():
    example = Example("A1", "words", {"x": np.ones(2)}, lambda side, inputs: {"y": inputs["x"]}, {"y": "1, 1"})
    assert example.printed == {"y in digits": "1, 1"}
    answer = example.ask(SCRATCH, example.prepare(SCRATCH), np.dtype("float64"))
    assert answer["y in digits"] == "1, 1"
