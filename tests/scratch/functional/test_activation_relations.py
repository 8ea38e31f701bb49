"""Activations against naive loops, and against each other."""

import math

import numpy as np
import pytest

import scratch
from scratch import functional as F
from scratch.random import Generator, rand


@pytest.mark.parametrize("shape", [(5, 3), (5, 3, 4), (2, 3, 2, 2)])
def test_prelu_learns_each_channels_slope(shape):
    rng = np.random.default_rng(0)
    x, dy, w = rng.standard_normal(shape), rng.standard_normal(shape), np.array([0.5, -2.0, 3.0])
    y, backward = F.prelu(x, w)
    dx, dw = backward(dy)
    expected = np.zeros(3)
    for at in np.ndindex(shape):
        slope = 1 if x[at] > 0 else w[at[1]]
        assert (y[at], dx[at]) == (slope * x[at], slope * dy[at])
        expected[at[1]] += 0 if x[at] > 0 else x[at] * dy[at]
    np.testing.assert_allclose(dw, expected, rtol=1e-14)
    np.testing.assert_allclose(F.prelu(x, w[:1])[1](dy)[1], (np.minimum(x, 0) * dy).sum()[None], rtol=1e-14)


def test_prelu_sums_in_float64():
    x = np.full((100_000, 1), -0.1, np.float32)
    (_, dw) = F.prelu(x, np.array([0.5], np.float32))[1](np.ones_like(x))
    assert dw.dtype == np.float32
    assert dw[0] == np.float32(-100_000 * float(np.float32(0.1)))


def test_rrelu_draws_for_one_element_after_the_other():
    x = np.random.default_rng(0).standard_normal((5, 7))
    y, backward = F.rrelu(x, 0.25, 0.75, training=True, rng=Generator().manual_seed(3))
    (dx,) = backward(np.ones_like(x))
    rng = Generator().manual_seed(3)
    for at in np.ndindex(x.shape):
        slope = 0.25 + 0.5 * rand(1, generator=rng, dtype=float)[0] if x[at] <= 0 else 1
        assert (y[at], dx[at]) == (slope * x[at], slope)
    scratch.manual_seed(3)
    np.testing.assert_array_equal(F.rrelu(x, 0.25, 0.75, True)[0], y)


def test_shrinkage_is_what_a_clamp_cuts_off():
    x = np.linspace(-3, 3, 25)
    np.testing.assert_array_equal(F.softshrink(x, 1.0)[0] + F.hardtanh(x)[0], x)
    np.testing.assert_allclose(F.tanhshrink(x)[0] + F.tanh(x)[0], x, rtol=1e-15)


def test_selu_keeps_mean_and_variance():
    """E[y] = 0 and E[y²] = 1 for a normally distributed x, by a sum over a fine grid."""
    x, h = np.linspace(-12, 12, 240_001, retstep=True)
    y, weight = F.selu(x)[0], h * np.exp(-x * x / 2) / math.sqrt(2 * math.pi)
    assert (weight * y).sum() == pytest.approx(0, abs=1e-9)
    assert (weight * y * y).sum() == pytest.approx(1, abs=1e-9)


def test_mish_is_tanh_of_softplus():
    x = np.concatenate([np.linspace(-30, 30, 601), [-700.0, 700.0]])
    np.testing.assert_allclose(F.mish(x)[0], x * np.tanh(np.log1p(np.exp(x))), rtol=1e-14)


def test_glu_is_one_half_times_the_gate_of_the_other():
    rng = np.random.default_rng(0)
    x, dy = rng.standard_normal((3, 4, 5)), rng.standard_normal((3, 2, 5))
    y, backward = F.glu(x, 1)
    gate, pull = F.sigmoid(x[:, 2:])
    np.testing.assert_array_equal(y, x[:, :2] * gate)
    np.testing.assert_allclose(backward(dy)[0], np.concatenate([dy * gate, pull(dy * x[:, :2])[0]], 1), rtol=1e-15)
