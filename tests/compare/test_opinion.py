"""Finite differences side with whoever is right, and abstain where they cannot know."""

from importlib import import_module
from types import SimpleNamespace

import numpy as np
import pytest

from compare.cases import questions
from compare.contract import OPS, Case, Namespace, call
from compare.faults import noticed
from compare.run import OpQuestion, Reference
from compare.suite import rows_against
from scratch import functional as F

X = np.random.default_rng(2).standard_normal((5, 3))


def cause(op, function, case, quantity="grad input", dtype="float64"):
    namespace = Namespace(SimpleNamespace(**{op: function}))
    namespace.name = "mine"
    rows = rows_against(Reference(OpQuestion(OPS[op], case, 0), dtype), namespace)
    return next(row.cause for row in rows if row.quantity == quantity)


def scaled(function, factor):
    def wrong(*args, **kwargs):
        y, backward = function(*args, **kwargs)
        return y, lambda dy: tuple(factor * g for g in backward(dy))

    return wrong


def test_pytorch_is_right():
    for dtype in ("float64", "float32"):
        assert cause("sigmoid", scaled(F.sigmoid, 1.5), Case("plain", call(X)), dtype=dtype).endswith(
            "PyTorch is right"
        )


def test_each_argument_has_its_own_opinion():
    case = Case("plain", call(X, np.ones((2, 3)) * [1.0, -2.0, 3.0], np.array([1.0, 2.0])))
    assert cause("linear", scaled(F.linear, -1.0), case, "grad weight").endswith("PyTorch is right")


def test_abstains_at_a_kink():
    case = Case("zeros", call(np.array([0.0, 1.0, -1.0])), exact=True)
    wrong = lambda x: (F.relu(x)[0], lambda dy: (dy * (x >= 0),))  # noqa: E731 (the mistake in one line)
    assert cause("relu", wrong, case).endswith("finite differences abstain: a kink lies here")


def test_abstains_where_values_are_not_finite():
    case = Case("infinite", call(np.array([np.inf, 1.0])), exact=True)
    assert "abstain" in cause("sigmoid", scaled(F.sigmoid, 2.0), case)


def test_too_close_to_tell():
    assert cause("sigmoid", scaled(F.sigmoid, 1 + 1e-13), Case("plain", call(X))).endswith("too close to tell")


@pytest.mark.parametrize("concept", ["layers", "training"])
def test_layers_and_models_are_judged_too(concept):
    """Every fault that spoils a gradient there is PyTorch's word against scratch's, and finite differences decide."""
    asked = [q for q in questions(concepts=[concept]) if hasattr(q, "disputed")]
    opinions = set()
    for fault in import_module(f"compare.faults.{concept}").FAULTS[:20]:
        references = [Reference(q, "float64") for q in asked if q.op == fault.op][:3]
        disputed = [r for r in noticed(fault, references) if r.quantity.startswith("grad ") and r.status == "differs"]
        opinions |= {row.cause.split(": ")[-1] for row in disputed}
    assert "PyTorch is right" in opinions
    assert not [text for text in opinions if "scratch" in text or "neither" in text]
