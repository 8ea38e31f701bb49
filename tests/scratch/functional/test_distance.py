"""Angles and distances by their equations and by hand; what is refused."""

import numpy as np
import pytest

from scratch import functional as F


def slope(function, x, dy, step=1e-6):
    """The gradient of Σ dy · function(x), element by element."""
    found = np.empty_like(x)
    for place in np.ndindex(x.shape):
        ends = []
        for sign in (1, -1):
            moved = x.copy()
            moved[place] += sign * step
            ends.append(np.sum(function(moved) * dy))
        found[place] = (ends[0] - ends[1]) / (2 * step)
    return found


def test_the_cosine_of_known_angles():
    angles = np.array([0, np.pi / 6, np.pi / 2, np.pi, 3 * np.pi / 2])
    b = 5 * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    y, _ = F.cosine_similarity(np.array([[3.0, 0.0]]), b)
    np.testing.assert_allclose(y, [1, np.sqrt(0.75), 0, -1, 0], atol=1e-15)


def test_the_cosine_does_not_know_lengths():
    """So its gradient is at right angles to the vector, and shrinks as the vector grows."""
    a, b, dy = (np.random.default_rng(0).standard_normal(s) for s in ((5, 3), (5, 3), 5))
    near, far = F.cosine_similarity(a, b)[1](dy), F.cosine_similarity(8 * a, b)[1](dy)
    np.testing.assert_allclose(np.sum(near[0] * a, axis=1), 0, atol=1e-15)
    np.testing.assert_allclose(far[0], near[0] / 8, rtol=1e-12)


@pytest.mark.parametrize("dim", [0, 1, -1])
def test_gradient_of_the_cosine_is_the_slope(dim):
    rng = np.random.default_rng(1)
    a, b = rng.standard_normal((2, 4, 3)), rng.standard_normal((4, 1))
    y, backward = F.cosine_similarity(a, b, dim)
    dy = rng.standard_normal(y.shape)
    da, db = backward(dy)
    np.testing.assert_allclose(da, slope(lambda x: F.cosine_similarity(x, b, dim)[0], a, dy), atol=1e-8)
    np.testing.assert_allclose(db, slope(lambda x: F.cosine_similarity(a, x, dim)[0], b, dy), atol=1e-8)


@pytest.mark.parametrize("p", [0.5, 1, 1.5, 2, 3, 7, np.inf, -np.inf, -2])
def test_distance_and_its_slope(p):
    rng = np.random.default_rng(2)
    a, b = rng.standard_normal((4, 3)), rng.standard_normal(3)
    y, backward = F.pairwise_distance(a, b, p, 0.01)
    size = np.abs(a - b + 0.01)
    inf = {np.inf: size.max(1), -np.inf: size.min(1)}
    np.testing.assert_allclose(y, inf[p] if p in inf else np.sum(size**p, axis=1) ** (1 / p), rtol=1e-14)
    dy = rng.standard_normal(4)
    da, db = backward(dy)
    np.testing.assert_allclose(da, slope(lambda x: F.pairwise_distance(x, b, p, 0.01)[0], a, dy), atol=1e-7)
    np.testing.assert_allclose(db, -da.sum(0), rtol=1e-12)


def test_counts_and_ties_by_hand():
    a, zero = np.array([3.0, -3.0, 0.0, 1.0]), np.zeros(4)
    count, backward = F.pairwise_distance(a, zero, 0, 0.0)
    assert (count, [g.tolist() for g in backward(1.0)]) == (3, [[0, 0, 0, 0]] * 2)
    largest, backward = F.pairwise_distance(a, zero, np.inf, 0.0)
    assert (largest, backward(1.0)[0].tolist()) == (3, [0.5, -0.5, 0, 0])


def test_equal_vectors_have_a_gradient_because_of_eps():
    y, backward = F.pairwise_distance(np.ones((1, 4)), np.ones((1, 4)))
    np.testing.assert_allclose(y, 2e-6)
    np.testing.assert_allclose(backward(np.ones(1))[0], 0.5)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda x: F.cosine_similarity(x, x[:4]),
            ValueError,
            "cosine_similarity: x2 (4, 3) does not broadcast with x1 (5, 3)",
        ),
        (
            lambda x: F.cosine_similarity(x, x, 2),
            ValueError,
            "cosine_similarity: dim is 2, expected between -2 and 1 for a 2-d input",
        ),
        (
            lambda x: F.cosine_similarity(x, x, eps=-1.0),
            ValueError,
            "cosine_similarity: eps is -1.0, expected at least 0",
        ),
        (
            lambda x: F.cosine_similarity(x.astype(int), x.astype(int)),
            TypeError,
            "cosine_similarity: x1 is int64, x2 is int64; expected one of them float32 or float64",
        ),
        (
            lambda x: F.pairwise_distance(x[:, :0], x[:, :0], np.inf),
            ValueError,
            "pairwise_distance: x1 (5, 0) and x2 (5, 0) have no elements, expected at least 1 with p=inf",
        ),
        (
            lambda x: F.pairwise_distance(x, x > 0),
            TypeError,
            "pairwise_distance: x2 is bool, expected numbers that can be subtracted",
        ),
        (
            lambda x: F.pairwise_distance(x, x, keepdim=1),
            TypeError,
            "pairwise_distance: keepdim is 1, expected True or False",
        ),
    ],
)
def test_refused(call, error, message):
    with pytest.raises(error) as caught:
        call(np.ones((5, 3)))
    assert str(caught.value) == message
