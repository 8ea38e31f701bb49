"""Every status has a candidate that earns it, and agreement cannot be had for nothing."""

from types import SimpleNamespace

import numpy as np
import pytest

from compare.contract import OPS, Case, Namespace, call
from compare.run import CHANGED, OpQuestion, Reference
from compare.suite import rows_against
from scratch import functional as F

RNG = np.random.default_rng(1)
X, W, B = RNG.standard_normal((5, 3)), RNG.standard_normal((7, 3)), RNG.standard_normal(7)
PLAIN = Case("plain", call(X, W, B))


def rows(function, case=PLAIN, op="linear", dtype="float32"):
    """The rows of a candidate that has this one function, by quantity."""
    namespace = Namespace(SimpleNamespace(**{op: function}))
    namespace.name = "mine"
    return {row.quantity: row for row in rows_against(Reference(OpQuestion(OPS[op], case, 0), dtype), namespace)}


def altered(y=lambda y: y, grads=lambda g, dy: g):
    """`linear` with its output or its gradients changed."""

    def linear(input, weight, bias=None):
        out, backward = F.linear(input, weight, bias)
        return y(out), lambda dy: grads(backward(dy), dy)

    return linear


def test_right_code_agrees_everywhere():
    for dtype in ("float32", "float64"):
        found = rows(F.linear, dtype=dtype)
        assert {row.status for row in found.values()} == {"agrees"}
        assert {"y", "grad input", "grad weight", "grad bias", CHANGED, "backward linear in dy"} <= set(found)
        assert all(row.budget < 1 for row in found.values())


def test_a_wrong_number_differs_and_says_where():
    def y(out):
        out = out.copy()
        out[3, 2] += 1e-3
        return out

    row = rows(altered(y))["y"]
    assert row.status == "differs"
    assert row.where.startswith("[3, 2]")
    assert row.max_abs == pytest.approx(1e-3, rel=0.01)
    assert row.budget > 10
    assert row.bits_equal is False


def test_shape_and_dtype_are_exact():
    assert rows(altered(lambda y: y[:1]))["y"].status == "shape"
    assert rows(altered(lambda y: y.astype(np.float64)))["y"].status == "dtype"
    found = rows(altered(grads=lambda g, dy: (g[0], g[1], g[2][None])))
    assert found["grad bias"].status == "shape"
    assert "(1, 7)" in found["grad bias"].cause


def test_nan_and_inf_are_exact():
    row = rows(altered(lambda y: np.where(y == y.max(), np.inf, y)))["y"]
    assert row.status == "nonfinite"
    row = rows(altered(lambda y: y * np.nan))["y"]
    assert row.status == "nonfinite"


def test_an_exception_is_an_error_of_its_own_row():
    def raises(input, weight, bias=None):
        raise RuntimeError("boom")

    row = rows(raises)["raises"]
    assert row.status == "error"
    assert "boom" in row.cause

    def backward_raises(input, weight, bias=None):
        return F.linear(input, weight, bias)[0], raises

    found = rows(backward_raises)
    assert found["y"].status == "agrees"
    assert found["grad weight"].status == "error"


def test_the_gradients_must_be_a_tuple_of_the_right_length():
    found = rows(altered(grads=lambda g, dy: list(g)))
    assert "expected a tuple of 3" in found["grad input"].cause
    assert rows(altered(grads=lambda g, dy: g[:2]))["grad bias"].status == "error"


def test_something_else_than_a_pair_is_an_error():
    assert "expected the pair (y, backward)" in rows(lambda *a: F.linear(*a)[0])["raises"].cause


def test_writing_to_an_argument_is_named_and_the_rest_is_still_judged():
    def forward(input, weight, bias=None):
        pair = F.linear(input, weight, bias)
        input *= 2
        return pair

    found = rows(forward)
    assert found[CHANGED].status == "mutates"
    assert "input" in found[CHANGED].cause
    assert found["y"].status == "agrees"

    def put_back(input, weight, bias=None):
        kept = input.copy()
        input += 1
        input[...] = kept
        return F.linear(input, weight, bias)

    assert rows(put_back)[CHANGED].status == "mutates"

    def backward(g, dy):
        dy += 1
        return g

    found = rows(altered(grads=backward))
    assert found[CHANGED].status == "mutates"
    assert "dy" in found[CHANGED].cause


def test_a_gradient_where_none_belongs_and_none_where_one_does():
    assert rows(altered(grads=lambda g, dy: (*g[:2], None)))["grad bias"].status == "differs"
    found = rows(altered(grads=lambda g, dy: (*g[:2], dy.sum(0))), Case("no bias", call(X, W)))
    assert found["grad bias"].status == "differs"


def test_zeros_never_pass_vacuously():
    """A reference that is all zeros says nothing, unless the case declares it."""
    negative = Case("all negative", call(-np.abs(X)), exact=True)
    assert rows(F.relu, negative, "relu")["grad input"].status == "vacuous"
    declared = Case("all negative", call(-np.abs(X)), exact=True, zeros={"y", "grad input"})
    assert rows(F.relu, declared, "relu")["grad input"].status == "agrees"
    wrong = Case("plain", call(X), zeros={"grad input"})
    assert rows(F.relu, wrong, "relu")["grad input"].status == "vacuous"


def test_a_budget_as_large_as_the_values_is_vacuous():
    cancels = Case("ones", call(np.full((2, 3), 1e8), np.array([[1.0, -0.5, -0.5]])))
    assert rows(F.linear, cancels)["y"].status == "vacuous"


def test_an_expected_refusal_that_does_not_happen_is_not_agreement():
    refused = Case("shapes", call(X, W.T), raises=True)
    assert rows(F.linear, refused)["raises"].status == "agrees"
    assert rows(lambda *a: F.linear(X, W, B), refused)["raises"].status == "differs"
    assert rows(F.linear, Case("fine", call(X, W, B), raises=True))["raises"].status == "vacuous"


def test_a_case_that_pytorch_refuses_unexpectedly_is_vacuous():
    row = rows(F.linear, Case("broken case", call(X, W.T)))["raises"]
    assert row.status == "vacuous"
    assert "PyTorch refuses" in row.cause


def test_the_sign_of_zero_is_a_word_and_no_alarm():
    case = Case("zeros", call(np.array([-0.0, 0.0, 1.0])), exact=True)
    assert rows(F.identity, case, "identity")["y"].status == "agrees"
    unsigned = rows(lambda x: (x + 0.0, F.identity(x)[1]), case, "identity")["y"]
    assert (unsigned.status, unsigned.bits_equal, unsigned.cause) == ("agrees", False, "the sign of 1 zeros differs")


@pytest.mark.parametrize(
    ("promise", "grads"),
    [
        ("backward linear in dy", lambda g, dy: tuple(np.ones_like(x) for x in g)),
        ("backward linear in dy", lambda g, dy: tuple(np.abs(x) for x in g)),
    ],
)
def test_promises_are_checked_by_name(promise, grads):
    assert rows(altered(grads=grads))[promise].status == "differs"


def test_a_stale_closure_is_noticed():
    kept = {}

    def linear(input, weight, bias=None):
        y, kept["backward"] = F.linear(input, weight, bias)
        return y, lambda dy: kept["backward"](dy)

    assert rows(linear)["calls independent"].status == "differs"


def test_a_pullback_that_works_once_is_noticed():
    def linear(input, weight, bias=None):
        y, backward = F.linear(input, weight, bias)
        calls = []

        def once(dy):
            calls.append(1)
            return tuple(g * len(calls) for g in backward(dy))

        return y, once

    assert rows(linear)["backward repeatable"].status == "differs"


def test_mixed_dtypes_have_an_oracle_in_float64():
    """A float32 array stays float32 beside float64; what PyTorch then loses is no one's fault."""
    x, t = np.float32(5 * X), RNG.uniform(0.1, 1, X.shape)
    reference = Reference(OpQuestion(OPS["cross_entropy"], Case("mixed", call(x, t)), 0), "float64")
    assert reference.inputs["args"][0].dtype == np.float32
    assert not reference.wide
    assert 1e-12 < abs(reference.own["y"] - reference.oracle["y"]) < 1e-5
    for seed in range(30):
        draw = np.random.default_rng(seed)
        case = Case("mixed", call(np.float32(5 * draw.standard_normal((5, 3))), draw.uniform(0.1, 1, (5, 3))))
        assert {row.status for row in rows(F.cross_entropy, case, "cross_entropy", "float64").values()} == {"agrees"}


@pytest.mark.parametrize(("dtype", "yardsticks"), [("float32", 6), ("float64", 16)])
def test_the_budget_is_so_many_yardsticks(dtype, yardsticks):
    """Of an exact case one yardstick is two units in the last place of the largest value, so the border is known."""
    case = Case("exact", call(np.array([1.0, -0.5])), exact=True)
    unit = 2 * np.spacing(np.ones((), dtype))
    for off, status in ((0.9, "agrees"), (1.2, "differs")):
        y = np.array([1.0, -0.5], dtype) + np.array([off * yardsticks, 0], dtype) * unit
        row = rows(lambda x, y=y: (y, F.identity(x)[1]), case, "identity", dtype)["y"]
        assert row.status == status
        assert row.budget == pytest.approx(off, rel=0.1)
