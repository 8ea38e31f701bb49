"""Softmaxes: the Jacobian spelt out, the axis of old code, other dtypes, and what is refused."""

import numpy as np
import pytest

from scratch import functional as F


def test_softmax_gradient_is_the_jacobians():
    rng = np.random.default_rng(0)
    x, dy = rng.standard_normal((2, 3, 5)), rng.standard_normal((2, 3, 5))
    for name in ("softmax", "softmin", "log_softmax"):
        y, backward = getattr(F, name)(x, 1)
        p, sign = np.exp(y) if name == "log_softmax" else y, -1 if name == "softmin" else 1
        np.testing.assert_allclose(p.sum(1), 1, rtol=1e-15)
        expected = np.zeros_like(x)
        for n, i, j, k in np.ndindex(2, 3, 3, 5):
            slope = (i == j) - p[n, j, k] if name == "log_softmax" else p[n, i, k] * ((i == j) - p[n, j, k])
            expected[n, j, k] += sign * dy[n, i, k] * slope
        np.testing.assert_allclose(backward(dy)[0], expected, atol=1e-15)


def test_softmax_without_dim_takes_the_axis_of_old_code():
    for shape, axis in [((3,), 0), ((3, 5), 1), ((3, 5, 2), 0), ((3, 5, 2, 7), 1), ((3, 5, 2, 7, 1), 1)]:
        x = np.random.default_rng(0).standard_normal(shape)
        np.testing.assert_array_equal(F.softmax(x)[0], F.softmax(x, axis)[0])


@pytest.mark.parametrize("name", ["softmax", "softmin", "log_softmax"])
def test_softmax_in_another_dtype(name):
    x = np.array([[0.1, 0.2, 0.7]], np.float32)
    y, backward = getattr(F, name)(x, 1, dtype=np.float64)
    np.testing.assert_array_equal(y, getattr(F, name)(x.astype(float), 1)[0])
    assert backward(np.ones_like(y))[0].dtype == np.float32
    assert getattr(F, name)(x.astype(float), 1, dtype="float32")[0].dtype == np.float32


def test_softmin_is_the_softmax_of_the_negative():
    x = np.array([[1.0, 2.0, 4.0], [0.0, 1000.0, -1000.0]])
    np.testing.assert_array_equal(F.softmin(x, 1)[0], F.softmax(-x, 1)[0])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda x: F.softmax(x, 2), ValueError, "softmax: dim is 2, expected between -2 and 1 for a 2-d input"),
        (lambda x: F.softmin(x, 2), ValueError, "softmin: dim is 2, expected between -2 and 1 for a 2-d input"),
        (lambda x: F.softmax(x, 1.0), TypeError, "softmax: dim is 1.0, expected an int"),
        (lambda x: F.softmax(x, 1, dtype=int), TypeError, "softmax: dtype is int64, expected a floating dtype"),
        (lambda x: F.softmin([[1.0]], 1), TypeError, "softmin: input is a list, expected a NumPy array"),
        (lambda x: F.softmax(x, 1, np.float64), TypeError, None),
    ],
)
def test_refused(call, error, message):
    with pytest.raises(error) as caught:
        call(np.zeros((2, 3)))
    assert message is None or str(caught.value) == message
