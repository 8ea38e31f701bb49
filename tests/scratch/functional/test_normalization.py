"""Batch normalization: what the questions of `compare` cannot express."""

import numpy as np
import pytest
import torch

from scratch import functional as F


def by_definition(x, w, b, eps):
    """The equation of the docstring, channel by channel."""
    y = np.empty_like(x)
    for c in range(x.shape[1]):
        values = x[:, c]
        y[:, c] = w[c] * (values - values.mean()) / np.sqrt(values.var() + eps) + b[c]
    return y


@pytest.mark.parametrize("shape", [(5, 3), (5, 3, 4), (2, 3, 4, 5), (2, 3, 1, 4, 5)])
def test_is_its_equation(shape):
    rng = np.random.default_rng(0)
    x, w, b = rng.standard_normal(shape) + 2, rng.standard_normal(3), rng.standard_normal(3)
    y, _ = F.batch_norm(x, None, None, w, b, training=True, eps=0.01)
    np.testing.assert_allclose(y, by_definition(x, w, b, 0.01), rtol=1e-12)


def test_gradient_is_the_slope():
    rng = np.random.default_rng(1)
    x, w, b, dy = (
        rng.standard_normal((4, 2, 3)),
        rng.standard_normal(2),
        rng.standard_normal(2),
        rng.standard_normal((4, 2, 3)),
    )
    _, backward = F.batch_norm(x, None, None, w, b, training=True)
    step = 1e-6
    for i, gradient in enumerate(backward(dy)):
        for place in np.ndindex(gradient.shape):
            both = []
            for sign in (1, -1):
                moved = [x.copy(), w.copy(), b.copy()]
                moved[i][place] += sign * step
                y, _ = F.batch_norm(moved[0], None, None, *moved[1:], training=True)
                both.append(np.sum(y * dy))
            assert gradient[place] == pytest.approx((both[0] - both[1]) / (2 * step), abs=1e-7)


def test_what_normalization_takes_away_has_no_gradient():
    """y does not change when a channel is shifted or (but for eps) scaled, so dx is orthogonal to both directions."""
    x = np.random.default_rng(2).standard_normal((6, 3, 5))
    _, backward = F.batch_norm(x, None, None, training=True, eps=1e-30)
    dx, _, _ = backward(np.random.default_rng(3).standard_normal(x.shape))
    np.testing.assert_allclose(dx.sum(axis=(0, 2)), 0, atol=1e-13)
    np.testing.assert_allclose((dx * x).sum(axis=(0, 2)), 0, atol=1e-13)


def test_running_statistics_by_hand():
    mean, var = np.array([10.0]), np.array([2.0])
    F.batch_norm(np.array([[1.0], [2.0], [6.0]]), mean, var, training=True, momentum=0.25)
    assert mean.tolist() == [0.75 * 10 + 0.25 * 3]
    assert var.tolist() == [0.75 * 2 + 0.25 * 7]  # (4 + 1 + 9) / (3 − 1)


def test_running_statistics_are_written_through_views():
    both = np.zeros((3, 2), np.float32)
    both[:, 1] = 1
    x = np.random.default_rng(4).standard_normal((7, 3)).astype(np.float32)
    F.batch_norm(x, both[:, 0], both[:, 1], training=True, momentum=1.0)
    np.testing.assert_allclose(both, np.stack([x.mean(0), x.var(0, ddof=1)], axis=1), rtol=1e-6)


def test_backward_after_the_running_statistics_moved_on():
    x, mean, var = np.random.default_rng(5).standard_normal((4, 3)), np.zeros(3), np.ones(3)
    _, backward = F.batch_norm(x, mean, var, np.ones(3))
    before = backward(x)
    F.batch_norm(x + 5, mean, var, training=True, momentum=1.0)
    for a, b in zip(before[:2], backward(x)[:2]):
        np.testing.assert_array_equal(a, b)


def test_float32_far_from_zero():
    """Mean 1000: the textbook E[x²] − E[x]² has no correct digit of the variance left."""
    x = (1000 + 0.01 * np.random.default_rng(6).standard_normal((50, 1))).astype(np.float32)
    y, _ = F.batch_norm(x, None, None, training=True, eps=1e-12)
    np.testing.assert_allclose(y, by_definition(x.astype(np.float64), [1.0], [0.0], 1e-12), rtol=1e-6)
    assert abs(np.mean(x**2) - np.mean(x) ** 2 - 1e-4) > 1e-2


def test_a_float32_sum_of_millions():
    x = np.random.default_rng(7).random((2, 1, 1000, 1000), np.float32) + 3
    mean, var = np.zeros(1, np.float32), np.zeros(1, np.float32)
    F.batch_norm(x, mean, var, training=True, momentum=1.0)
    wide = x.astype(np.float64)
    assert (mean[0], var[0]) == (np.float32(wide.mean()), np.float32(wide.var(ddof=1)))


@pytest.mark.parametrize("training", [True, False])
def test_same_statistics_as_a_layer_of_torch_over_many_steps(training):
    layer = torch.nn.BatchNorm1d(3).train(training)
    mean, var = np.zeros(3, np.float32), np.ones(3, np.float32)
    for seed in range(20):
        x = np.random.default_rng(seed).standard_normal((5, 3, 2)).astype(np.float32)
        y, _ = F.batch_norm(x, mean, var, np.ones(3, np.float32), np.zeros(3, np.float32), training)
        np.testing.assert_allclose(y, layer(torch.from_numpy(x)).detach(), atol=1e-5)
    np.testing.assert_allclose(mean, layer.running_mean, rtol=1e-5)
    np.testing.assert_allclose(var, layer.running_var, rtol=1e-5)


def test_no_channels():
    y, backward = F.batch_norm(np.ones((2, 0, 3)), None, None, np.ones(0), np.ones(0), training=True)
    assert [g.shape for g in (y, *backward(y))] == [(2, 0, 3), (2, 0, 3), (0,), (0,)]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ((1, 3), None, None, None, None, True),
            "batch_norm: input (1, 3) has one value per channel, expected more in training",
        ),
        (((5, 3), None, None), "batch_norm: running_mean and running_var are None, expected shape (3,) in evaluation"),
        (((5, 3), (3,), None), "batch_norm: one of running_mean and running_var is None, expected both or neither"),
        (((5, 3), (4,), (3,)), "batch_norm: running_mean has shape (4,), expected (3,) (input (5, 3) has 3 channels)"),
        (((5,), (5,), (5,)), "batch_norm: input (5,) is 1-d, expected (N, C) or (N, C, ...)"),
        (((5, 3), (3,), (3,), None, None, False, 0.1, -1.0), "batch_norm: eps is -1.0, expected at least 0"),
        (((5, 3), (3,), (3,), None, None, True, 0.1, 0.0), "batch_norm: eps is 0.0, expected more than 0"),
    ],
)
def test_refusals_say_what_was_expected(arguments, message):
    arrays = [np.ones(a) if isinstance(a, tuple) else a for a in arguments]
    with pytest.raises(ValueError, match="batch_norm") as error:
        F.batch_norm(*arrays)
    assert str(error.value) == message


def test_a_refused_call_leaves_the_running_statistics_alone():
    mean, var = np.zeros(3), np.ones(3)
    with pytest.raises(TypeError, match="momentum is None"):
        F.batch_norm(np.ones((5, 3)) * [1, 2, 3], mean, var, training=True, momentum=None)
    with pytest.raises(ValueError, match="one value per channel"):
        F.batch_norm(np.ones((1, 3)), mean, var, training=True)
    assert (mean.tolist(), var.tolist()) == ([0, 0, 0], [1, 1, 1])
