"""A known difference speaks of as little as it says: what differs beyond it still fails."""

import numpy as np
import pytest

import compare
from compare import known
from compare.known import Known
from scratch import functional as F


def sigmoid(off):
    """A candidate whose gradient is `off(gradient, input)`."""

    class Candidate:
        @staticmethod
        def sigmoid(input):
            y, backward = F.sigmoid(input)
            return y, lambda dy: (off(backward(dy)[0], input),)

    return Candidate


def statuses(monkeypatch, entry, off):
    monkeypatch.setattr(known, "KNOWN", (entry,))
    rows = compare.check(sigmoid(off), only="sigmoid", case="plain", dtype="float64").frame
    return dict(zip(rows["quantity"], rows["status"]))


def in_front(asked, quantity):
    return first_three(asked.own[quantity])


def first_three(x):
    return np.arange(x.size).reshape(x.shape) < 3


def wrong_in_front(gradient, input):
    return np.where(first_three(gradient), 7.0, gradient)


def test_it_covers_its_places_alone(monkeypatch):
    entry = Known("sigmoid", "the first three", quantity="grad input", places=in_front)
    assert statuses(monkeypatch, entry, wrong_in_front)["grad input"] == "known"
    everywhere = statuses(monkeypatch, entry, lambda gradient, input: wrong_in_front(gradient, input) * 1.001)
    assert everywhere["grad input"] == "differs"


def test_it_covers_errors_of_its_size_alone(monkeypatch):
    entry = Known("sigmoid", "a coarse constant", within=1e-7)
    assert statuses(monkeypatch, entry, lambda gradient, input: gradient * (1 + 1e-8))["grad input"] == "known"
    assert statuses(monkeypatch, entry, lambda gradient, input: gradient * (1 + 1e-6))["grad input"] == "differs"


@pytest.mark.parametrize("about", [{"case": "another"}, {"quantity": "y"}, {"dtype": "float32"}])
def test_it_covers_its_case_quantity_and_dtype_alone(monkeypatch, about):
    entry = Known("sigmoid", "elsewhere", **about)
    assert statuses(monkeypatch, entry, lambda gradient, input: 2 * gradient)["grad input"] == "differs"


def test_it_covers_no_other_failure(monkeypatch):
    entry = Known("sigmoid", "any difference of values")
    found = statuses(monkeypatch, entry, lambda gradient, input: gradient.astype(np.float32))
    assert found["grad input"] == "dtype"
