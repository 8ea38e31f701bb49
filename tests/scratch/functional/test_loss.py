"""Losses: plain loops as oracles, identities between losses, mixed dtypes, error messages."""

import itertools
import math

import numpy as np
import pytest

import torch_ref.functional
from scratch import functional as F

RNG = np.random.default_rng(0)


def logits_by_loops(x, t, weight, ignore_index, smoothing):
    """Losses and log-probability coefficients of cross-entropy over (N, C, d) logits, one element at a time."""
    (n, classes, d), losses, normaliser = x.shape, [], 0.0
    for i, j in itertools.product(range(n), range(d)):
        if t[i, j] == ignore_index:
            losses.append(0.0)
            continue
        total = sum(math.exp(x[i, c, j]) for c in range(classes))
        loss = 0.0
        for c in range(classes):
            q = (1 - smoothing) * (c == t[i, j]) + smoothing / classes
            loss -= weight[c] * q * math.log(math.exp(x[i, c, j]) / total)
        losses.append(loss)
        normaliser += weight[t[i, j]]
    return np.reshape(losses, (n, d)), normaliser


@pytest.mark.parametrize("smoothing", [0.0, 0.3])
@pytest.mark.parametrize("weighted", [False, True])
def test_cross_entropy_by_loops(weighted, smoothing):
    x, t, weight = RNG.normal(size=(4, 5, 3)), RNG.integers(0, 5, (4, 3)), RNG.uniform(0.5, 2.0, 5)
    t[1, 2] = t[3, 0] = 4
    losses, normaliser = logits_by_loops(x, t, weight if weighted else np.ones(5), 4, smoothing)
    options = {"weight": weight if weighted else None, "ignore_index": 4, "label_smoothing": smoothing}
    np.testing.assert_allclose(F.cross_entropy(x, t, **options, reduction="none")[0], losses, rtol=1e-13)
    np.testing.assert_allclose(F.cross_entropy(x, t, **options, reduction="sum")[0], losses.sum(), rtol=1e-13)
    np.testing.assert_allclose(F.cross_entropy(x, t, **options)[0], losses.sum() / normaliser, rtol=1e-13)


def test_gradient_of_cross_entropy_is_softmax_less_target():
    x, t = RNG.normal(size=(4, 3)), np.array([2, 0, 1, 1])
    p, q = F.softmax(x, 1)[0], np.eye(3)[t]
    np.testing.assert_allclose(F.cross_entropy(x, t)[1](1.0)[0], (p - q) / 4, rtol=1e-13)
    np.testing.assert_allclose(F.cross_entropy(x, q)[1](1.0)[0], (p - q) / 4, rtol=1e-13)


def test_one_hot_probabilities_are_indices_but_for_the_weighted_mean():
    x, t, w = RNG.normal(size=(4, 3)), np.array([2, 0, 1, 1]), np.array([1.0, 2.0, 4.0])
    q = np.eye(3)[t]
    np.testing.assert_allclose(
        F.cross_entropy(x, q, w, reduction="sum")[0], F.cross_entropy(x, t, w, reduction="sum")[0]
    )
    by_count, by_weight = F.cross_entropy(x, q, w)[0], F.cross_entropy(x, t, w)[0]
    np.testing.assert_allclose(by_count * 4, by_weight * w[t].sum())


def test_identities():
    x, t = RNG.normal(size=(5, 3)), RNG.uniform(0.1, 0.9, (5, 3))
    p = F.softmax(x, 1)[0]
    entropy = -(p * np.log(p)).sum()
    cross = F.cross_entropy(x + 1, p, reduction="sum")[0]
    kl = F.kl_div(F.log_softmax(x + 1, 1)[0], p, reduction="sum")[0]
    np.testing.assert_allclose(kl, cross - entropy, atol=1e-14)
    np.testing.assert_allclose(F.kl_div(x, t)[0], F.kl_div(x, np.log(t), log_target=True)[0], rtol=1e-13)
    np.testing.assert_allclose(F.huber_loss(x, t, delta=0.3)[0], 0.3 * F.smooth_l1_loss(x, t, beta=0.3)[0], rtol=1e-13)
    np.testing.assert_allclose(F.huber_loss(x, t, delta=1e9)[0], F.mse_loss(x, t)[0] / 2, rtol=1e-13)
    np.testing.assert_allclose(F.smooth_l1_loss(x, t, beta=1e-12)[0], F.l1_loss(x, t)[0], rtol=1e-11)
    by_logit = F.binary_cross_entropy_with_logits(x, t)
    by_probability = F.binary_cross_entropy(F.sigmoid(x)[0], t)
    np.testing.assert_allclose(by_logit[0], by_probability[0], rtol=1e-13)
    np.testing.assert_allclose(by_logit[1](1.0)[1], by_probability[1](1.0)[1], rtol=1e-12)


def test_weighted_means_divide_differently():
    """By the sum of the weights: mse and l1. By their number: huber and the binary ones."""
    x, zero, w = np.array([1.0, 1.0]), np.zeros(2), np.array([1.0, 3.0])
    assert F.mse_loss(x, zero, weight=w)[0] == F.l1_loss(x, zero, weight=w)[0] == 1.0
    assert F.huber_loss(x, zero, weight=w)[0] == 1.0  # (0.5 + 1.5) / 2
    assert F.binary_cross_entropy(x / 2, zero, w)[0] == 2 * np.log(2)


def test_broadcasting_sums_the_gradient_back():
    x, t, dy = RNG.normal(size=(2, 1, 3)), RNG.normal(size=(4, 1)), RNG.normal(size=(2, 4, 3))
    wide_x, wide_t = np.broadcast_arrays(x, t)
    for loss in (F.mse_loss, F.l1_loss, F.smooth_l1_loss, F.huber_loss):
        y, backward = loss(x, t, reduction="none")
        wide, wide_backward = loss(wide_x, wide_t, reduction="none")
        dx, dt = wide_backward(dy)
        np.testing.assert_array_equal(y, wide)
        np.testing.assert_allclose(backward(dy)[0], dx.sum(1, keepdims=True), rtol=1e-12)
        np.testing.assert_allclose(backward(dy)[1], dt.sum((0, 2))[:, None], rtol=1e-12)


PAIRS = ("mse_loss", "l1_loss", "smooth_l1_loss", "kl_div", "binary_cross_entropy_with_logits", "cross_entropy")


@pytest.mark.parametrize("op", PAIRS)
@pytest.mark.parametrize("dtypes", [("float32", "float64"), ("float64", "float32")])
def test_mixed_dtypes_are_promoted_as_in_torch(op, dtypes):
    x, t = (RNG.uniform(0.1, 0.9, (5, 3)).astype(d) for d in dtypes)
    y, backward = getattr(F, op)(x, t)
    expected, torch_backward = getattr(torch_ref.functional, op)(x, t)
    assert y.dtype == expected.dtype
    np.testing.assert_allclose(y, expected, rtol=1e-6)
    for g, e, argument in zip(backward(np.ones_like(y)), torch_backward(np.ones_like(expected)), (x, t)):
        assert g.dtype == e.dtype == argument.dtype
        np.testing.assert_allclose(g, e, rtol=2e-6, atol=1e-7)


@pytest.mark.parametrize("op", ["mse_loss", "l1_loss", "huber_loss"])
def test_a_weight_of_float64_promotes(op):
    x, t = (RNG.normal(size=(5, 3)).astype("float32") for _ in range(2))
    w = RNG.uniform(0.5, 2.0, (5, 3))
    y, backward = getattr(F, op)(x, t, weight=w)
    expected, _ = getattr(torch_ref.functional, op)(x, t, weight=w)
    assert y.dtype == expected.dtype == np.float64
    assert backward(1.0)[0].dtype == np.float32
    np.testing.assert_allclose(y, expected, rtol=1e-12)


def test_a_zero_dimensional_array_does_not_promote_a_divergence():
    x, t = RNG.normal(size=3).astype("float32"), np.array(0.5)
    for namespace in (F, torch_ref.functional):
        y, backward = namespace.kl_div(x, t)
        assert y.dtype == np.float32
        assert [g.dtype for g in backward(np.ones_like(y))] == [np.float32, np.float64]


def test_dtypes_that_torch_cannot_differentiate_are_refused():
    x, t = np.ones(3, "float32"), np.ones(3)
    with pytest.raises(TypeError, match="huber_loss: target is float64, input is float32; expected the same dtype"):
        F.huber_loss(x, t)
    with pytest.raises(TypeError, match="binary_cross_entropy: target is float64, input is float32"):
        F.binary_cross_entropy(x, t)


def test_a_long_float32_mean_keeps_its_digits():
    y, _ = F.l1_loss(np.full(2_000_000, 0.1, "float32"), np.zeros(2_000_000, "float32"))
    assert abs(float(y) - 0.1) < 1e-7


def test_old_arguments_are_absent():
    x = np.ones(3)
    with pytest.raises(TypeError):
        F.mse_loss(x, x, size_average=True)
    with pytest.raises(TypeError):
        F.mse_loss(x, x, "sum")  # torch's third argument is size_average


@pytest.mark.parametrize(
    ("error", "message", "refused"),
    [
        (ValueError, "mse_loss: target (4, 3) does not broadcast with input (5, 3)", lambda x: F.mse_loss(x, x[:4])),
        (
            ValueError,
            "mse_loss: weight has shape (3,), expected (5, 3) (input's)",
            lambda x: F.mse_loss(x, x, weight=x[0]),
        ),
        (
            ValueError,
            "l1_loss: reduction is 'avg', expected one of 'none', 'mean', 'sum'",
            lambda x: F.l1_loss(x, x, reduction="avg"),
        ),
        (ValueError, "huber_loss: delta is 0.0, expected above 0", lambda x: F.huber_loss(x, x, delta=0)),
        (TypeError, "smooth_l1_loss: beta is '1', expected a number", lambda x: F.smooth_l1_loss(x, x, beta="1")),
        (
            ValueError,
            "cross_entropy: target has class 3, expected 0 to 2 or ignore_index -100",
            lambda x: F.cross_entropy(x, np.array([0, 1, 2, 3, 0])),
        ),
        (
            ValueError,
            "nll_loss: target has shape (4,), expected (5,) (input (5, 3) without C)",
            lambda x: F.nll_loss(x, np.zeros(4, int)),
        ),
        (
            TypeError,
            "nll_loss: target is int32, expected class indices of int64",
            lambda x: F.nll_loss(x, np.zeros(5, "int32")),
        ),
        (
            TypeError,
            "cross_entropy: target (5, 3) has input's shape and is int64; expected floating class probabilities, "
            "or class indices of input's shape without C",
            lambda x: F.cross_entropy(x, np.zeros((5, 3), "int64")),
        ),
        (
            ValueError,
            "binary_cross_entropy: input has values from 1.5 to 1.5, expected between 0 and 1",
            lambda x: F.binary_cross_entropy(x, x),
        ),
        (
            ValueError,
            "binary_cross_entropy_with_logits: pos_weight (5,) does not broadcast to input's shape (5, 3)",
            lambda x: F.binary_cross_entropy_with_logits(x, x, pos_weight=x[:, 0]),
        ),
    ],
    ids=lambda value: value.split(",")[0] if isinstance(value, str) else "",
)
def test_messages(error, message, refused):
    with pytest.raises(error) as found:
        refused(np.full((5, 3), 1.5))
    assert str(found.value) == message
