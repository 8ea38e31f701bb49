"""Softmaxes: the Jacobian spelt out, the axis of old code, other dtypes, and what is refused."""

import numpy as np
import pytest

from scratch import functional as F


def test_softmin_is_the_softmax_of_the_negative():
    x = np.array([[1.0, 2.0, 4.0], [0.0, 1000.0, -1000.0]])
    np.testing.assert_array_equal(F.softmin(x, 1)[0], F.softmax(-x, 1)[0])


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda x: F.softmax(x, 2), ValueError, "softmax: dim is 2, expected between -2 and 1 for a 2-d input"),
        (lambda x: F.softmin(x, 2), ValueError, "softmin: dim is 2, expected between -2 and 1 for a 2-d input"),
        (lambda x: F.softmax(x, 1.0), TypeError, "softmax: dim is 1.0, expected an int"),
        (lambda x: F.softmax(x, 1, dtype=int), TypeError, "softmax: dtype is int64, expected float32 or float64"),
        (lambda x: F.softmin([[1.0]], 1), TypeError, "softmin: input is a list, expected a NumPy array"),
        (lambda x: F.softmax(x, 1, np.float64), TypeError, None),
    ],
)
def test_refused(call, error, message):
    with pytest.raises(error) as caught:
        call(np.zeros((2, 3)))
    assert message is None or str(caught.value) == message
