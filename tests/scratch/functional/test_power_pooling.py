"""Power-average pooling against its definition, and between average and maximum pooling."""

import re

import numpy as np
import pytest

from scratch import functional as F

RNG = np.random.default_rng(0)


def norms(x, p, k, s):
    """y[c, i, j] = (Σ |window|^p)^(1 / p), window by window."""
    C, H, W = x.shape
    rows, columns = range(0, H - k + 1, s), range(0, W - k + 1, s)
    return np.array(
        [[[np.linalg.norm(x[c, i : i + k, j : j + k].ravel(), p) for j in columns] for i in rows] for c in range(C)]
    )


@pytest.mark.parametrize("p", [1, 1.5, 2, 3, 8, 0.5, -1, np.inf, -np.inf])
@pytest.mark.parametrize(("k", "s"), [(2, 2), (3, 1), (2, 3)])
def test_windows_by_their_norm(p, k, s):
    x = RNG.uniform(0.5, 2, (2, 5, 7)) * (RNG.choice([-1, 1], (2, 5, 7)) if p in (2, 8, np.inf, -np.inf) else 1)
    np.testing.assert_allclose(F.lp_pool2d(x, p, k, s)[0], norms(x, p, k, s), rtol=1e-13)


def test_between_the_sum_and_the_largest():
    x = RNG.uniform(0.5, 2, (3, 4, 6, 5))
    np.testing.assert_allclose(F.lp_pool3d(x, 1, 2)[0], 8 * F.avg_pool3d(x, 2)[0], rtol=1e-14)
    np.testing.assert_array_equal(F.lp_pool3d(-x, np.inf, 2)[0], F.max_pool3d(x, 2)[0])
    np.testing.assert_allclose(F.lp_pool3d(x, 200, 2)[0], F.max_pool3d(x, 2)[0], rtol=0.02)


def test_a_window_over_the_edge_counts_as_a_whole_one():
    y, _ = F.lp_pool1d(np.array([[1.0, 1.0, 3.0]]), 1, 2, ceil_mode=True)
    assert y.tolist() == [[2.0, 6.0]]  # twice the mean of the 3 that is there


def test_a_sum_of_zero_stops_the_gradient():
    _, backward = F.lp_pool1d(np.array([[0.0, 0.0, 2.0, -2.0, 1.0, 3.0]]), 1, 2)
    assert backward(np.ones((1, 3)))[0].tolist() == [[0, 0, 0, 0, 1, 1]]


def test_roots_of_negative_sums():
    x = np.array([[-2.0, -4.0]])
    assert F.lp_pool1d(x, 1, 2)[0].tolist() == [[-6.0]]
    assert F.lp_pool1d(x, -1, 2)[0].item() == pytest.approx(-4 / 3)
    assert np.isnan(F.lp_pool1d(x, 3, 2)[0]).all()
    assert np.isnan(F.lp_pool1d(x, 2.5, 2)[0]).all()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: F.lp_pool1d(x[0], 0, 2), "lp_pool1d: norm_type is 0, expected any other number"),
        (lambda x: F.lp_pool2d(x, "2", 2), "lp_pool2d: norm_type is '2', expected a number"),
        (lambda x: F.lp_pool1d(x[0], 2, (2,)), "lp_pool1d: kernel_size is (2,), expected an int"),
        (lambda x: F.lp_pool2d(x, 2, (2,)), "lp_pool2d: kernel_size is (2,), expected an int or 2 of them"),
        (lambda x: F.lp_pool2d(x, 2, 9),
         "lp_pool2d: input (2, 5, 7) is 5 along an axis with padding, expected at least 9 (the window's span)"),
    ],
)  # fmt: skip
def test_messages(call, message):
    with pytest.raises((ValueError, TypeError), match=f"^{re.escape(message)}$"):
        call(np.ones((2, 5, 7)))
