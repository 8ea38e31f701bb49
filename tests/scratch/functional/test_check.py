"""Refusals that many ops share: one line that names the op and the argument, never NumPy's own words."""

import numpy as np
import pytest

from scratch import functional as F

X = np.ones((2, 3))
IMAGE = np.ones((1, 1, 4, 4))
FAR = 10**20


@pytest.mark.parametrize(
    ("refused", "message"),
    [
        (lambda: F.mse_loss(X, X, reduction=np.array([1, 2])), "mse_loss: reduction is array([1, 2]), expected one of"),
        (lambda: F.mse_loss(X, X, weight=X * 1j), "mse_loss: weight is complex128, expected real numbers"),
        (lambda: F.cross_entropy(X, X, X[0].astype(object)), "cross_entropy: weight is object, expected real numbers"),
        (lambda: F.binary_cross_entropy(X, X, X.astype(str)), "binary_cross_entropy: weight is <U32, expected real"),
        (lambda: F.cross_entropy(X[:, :0], np.array([0, 0]), ignore_index=0), "cross_entropy: input (2, 0) has no cl"),
        (lambda: F.softmax(X, 0, dtype="mean"), "softmax: dtype is 'mean', expected a floating dtype"),
        (lambda: F.leaky_relu(X, FAR), f"leaky_relu: negative_slope is {FAR}, expected an integer of up to 64 bits"),
        (lambda: F.huber_loss(X, X, delta=10**400), "huber_loss: delta is 1000"),
        (lambda: F.conv2d(IMAGE, IMAGE, groups=np.array([[1], [2]])), "conv2d: groups is array([[1], [2]]), expected"),
        (lambda: F.max_pool2d(IMAGE, 2, 2**31), "max_pool2d: stride is 2147483648, expected at most 2147483647"),
        (lambda: F.conv2d(IMAGE, IMAGE, stride=FAR), f"conv2d: stride is {FAR}, expected an int or 2 of them"),
        (lambda: F.conv2d(IMAGE, IMAGE, padding=2**40), "conv2d: the padded input would have shape (1, 1, 219902"),
        (lambda: F.adaptive_avg_pool2d(IMAGE, 2**40), "adaptive_avg_pool2d: y would have shape (1, 1, 1099511627776, "),
        (lambda: F.pad(X, (2**62, 2**62)), "pad: y would have shape (2, 9223372036854775811), more than memory"),
        (lambda: F.one_hot(np.array([1]), 2**62), "one_hot: y would have shape (1, 4611686018427387904), more than"),
    ],
)
def test_refused(refused, message):
    with pytest.raises((ValueError, TypeError)) as caught:
        refused()
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("number", [True, np.True_, 1, np.int8(1), 1.0, np.float16(1), np.float64(1)])
def test_any_real_number_is_a_number(number):
    y, _ = F.elu(np.float32([-1, 2]), number)
    assert y.dtype == np.float32
    np.testing.assert_array_equal(y, F.elu(np.float32([-1, 2]))[0])
