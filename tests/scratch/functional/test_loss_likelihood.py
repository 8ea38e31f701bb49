"""Likelihoods, soft margins and hinges: distributions by their formulas, identities with other losses, messages."""

import math

import numpy as np
import pytest

from scratch import functional as F
from scratch import nn

RNG = np.random.default_rng(0)


def test_gaussian_is_minus_the_log_density():
    x, t, var = RNG.normal(size=(4, 3)), RNG.normal(size=(4, 3)), RNG.uniform(0.2, 2.0, (4, 3))
    y, _ = F.gaussian_nll_loss(x, t, var, full=True, reduction="none")
    for place in np.ndindex(4, 3):
        density = math.exp(-((x[place] - t[place]) ** 2) / (2 * var[place])) / math.sqrt(2 * math.pi * var[place])
        assert y[place] == pytest.approx(-math.log(density), rel=1e-13)


def test_gaussian_of_one_variance_is_half_the_squared_error():
    x, t = RNG.normal(size=(4, 3)), RNG.normal(size=(4, 3))
    y, backward = F.gaussian_nll_loss(x, t, 1.0)
    squared, squared_backward = F.mse_loss(x, t)
    assert y == pytest.approx(squared / 2, rel=1e-13)
    dx, dt, dvar = backward(1.0)
    np.testing.assert_allclose(2 * dx, squared_backward(1.0)[0], rtol=1e-13)
    np.testing.assert_array_equal(dt, -dx)
    assert dvar is None


def test_the_best_variance_is_the_squared_error():
    x, t = RNG.normal(size=5), RNG.normal(size=5)
    _, backward = F.gaussian_nll_loss(x, t, (x - t) ** 2)
    np.testing.assert_allclose(backward(1.0)[2] * (x - t) ** 2, 0, atol=1e-15)


def test_a_shared_variance_is_the_same_variance_for_each():
    x, t, var = RNG.normal(size=(4, 3)), RNG.normal(size=(4, 3)), RNG.uniform(0.2, 2.0, 4)
    wide, wide_backward = F.gaussian_nll_loss(x, t, np.repeat(var[:, None], 3, 1))
    for shared in (var, var[:, None]):
        y, backward = F.gaussian_nll_loss(x, t, shared)
        assert y == pytest.approx(wide, rel=1e-14)
        np.testing.assert_allclose(backward(1.0)[2].ravel(), wide_backward(1.0)[2].sum(1), rtol=1e-12)


def test_poisson_is_minus_the_log_probability_but_for_the_factorial():
    rate, counts = np.array([0.5, 2.0, 7.0]), np.array([0, 3, 20])
    by_rate, _ = F.poisson_nll_loss(rate, counts, log_input=False, eps=0.0, reduction="none")
    by_log, _ = F.poisson_nll_loss(np.log(rate), counts, reduction="none")
    factorial = [math.lgamma(n + 1) for n in counts]
    exact = [-math.log(math.exp(-r) * r**n / math.factorial(n)) for r, n in zip(rate, counts.tolist())]
    np.testing.assert_allclose(by_rate + factorial, exact, rtol=1e-13)
    np.testing.assert_allclose(by_log, by_rate, rtol=1e-13)
    full, _ = F.poisson_nll_loss(np.log(rate), counts, full=True, reduction="none")
    np.testing.assert_allclose(full, exact, atol=1 / (12 * 3))  # Stirling: off by 1 / (12 n) at most


def test_stirling_of_integers_has_all_digits():
    """PyTorch takes the logarithm of integers in float32 whatever the input's dtype."""
    x, counts = RNG.normal(size=9), np.arange(2, 11)
    given, floating = (F.poisson_nll_loss(x, t, full=True)[0] for t in (counts, counts.astype(float)))
    assert given == floating


def test_soft_margins_are_cross_entropies():
    x, yes = RNG.normal(size=(4, 3)), RNG.random((4, 3)) < 0.5
    bce, bce_backward = F.binary_cross_entropy_with_logits(x, yes.astype(float))
    for loss, labels in ((F.soft_margin_loss, 2 * yes - 1), (F.multilabel_soft_margin_loss, yes.astype(int))):
        y, backward = loss(x, labels)
        assert y == pytest.approx(bce, rel=1e-13)
        np.testing.assert_allclose(backward(1.0)[0], bce_backward(1.0)[0], rtol=1e-12)


def test_ranking_is_a_hinge_on_the_difference():
    a, b, t = RNG.normal(size=9), RNG.normal(size=9), RNG.choice([-1, 1], 9)
    ranking, _ = F.margin_ranking_loss(a, b, t, margin=0.7)
    hinge, _ = F.hinge_embedding_loss(t * (a - b), np.full(9, -1), margin=0.7)
    assert ranking == pytest.approx(hinge, rel=1e-14)


def test_one_variance_for_the_layer():
    y, backward = nn.GaussianNLLLoss()(np.array([3.0]), np.array([1.0]), 2.0)
    assert y == pytest.approx(1 + math.log(2) / 2)
    assert [None if g is None else g.tolist() for g in backward()] == [[1.0], [-1.0], None]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda x, w: F.gaussian_nll_loss(x, x, w),
            "var has shape (2,), expected input's (4, 3), perhaps with one axis",
        ),
        (lambda x, w: F.gaussian_nll_loss(x, x, -0.5), "var has a value of -0.5, expected none below 0"),
        (lambda x, w: F.gaussian_nll_loss(x, x, 1), "var is a int, expected a NumPy array"),
        (lambda x, w: F.gaussian_nll_loss(x, x, x * x, full=1), "full is 1, expected True or False"),
        (lambda x, w: F.poisson_nll_loss(x, w), "target (2,) does not broadcast with input (4, 3)"),
        (lambda x, w: F.soft_margin_loss(x, w), "target (2,) does not broadcast to input's shape (4, 3)"),
        (lambda x, w: F.soft_margin_loss(x, x > 0), "target is bool, expected float32 or float64"),
        (
            lambda x, w: F.multilabel_soft_margin_loss(x, x, w),
            "weight (2,) does not broadcast with input (4, 3) and target (4, 3)",
        ),
        (lambda x, w: F.multilabel_soft_margin_loss(np.array(1.0), x), "input () is 0-d, expected (..., C)"),
        (lambda x, w: F.hinge_embedding_loss(x, x, margin=None), "margin is None, expected a number"),
        (lambda x, w: F.margin_ranking_loss(x, x, w), "target (2,) have different numbers of axes, expected the same"),
    ],
)
def test_messages(call, message):
    with pytest.raises((ValueError, TypeError)) as caught:
        call(RNG.normal(size=(4, 3)), np.ones(2))
    assert message in str(caught.value)
