"""The embedding is a linear layer of one-hot rows; and what is refused."""

import numpy as np
import pytest

from scratch import functional as F


@pytest.mark.parametrize("shape", [(), (9,), (2, 5), (0,), (2, 0, 3)])
def test_is_a_linear_layer_of_ones_and_zeros(shape):
    rng = np.random.default_rng(0)
    index, w = np.asarray(rng.integers(0, 7, shape)), rng.standard_normal((7, 3))
    hot = np.eye(7)[index]
    y, backward = F.embedding(index, w)
    linear_y, linear_backward = F.linear(hot, w.T.copy())
    np.testing.assert_array_equal(y, linear_y)
    dy = rng.standard_normal(y.shape)
    np.testing.assert_allclose(backward(dy)[0], linear_backward(dy)[1].T, atol=1e-14)


def test_by_hand():
    index, w = np.array([1, 0, 1, 1]), np.array([[1.0], [2.0], [3.0]])
    dy = np.array([[1.0], [10.0], [100.0], [1000.0]])
    assert F.embedding(index, w)[1](dy)[0].tolist() == [[10], [1101], [0]]
    assert F.embedding(index, w, 1)[1](dy)[0].tolist() == [[10], [0], [0]]
    assert F.embedding(index, w, -3)[1](dy)[0].tolist() == [[0], [1101], [0]]
    assert F.embedding(index, w, scale_grad_by_freq=True)[1](dy)[0].tolist() == [[10], [367], [0]]


def test_a_padding_row_takes_no_notice_of_nan():
    y, backward = F.embedding(np.array([0, 1]), np.array([[np.nan], [2.0]]), 0)
    assert backward(np.array([[np.nan], [1.0]]))[0].tolist() == [[0], [1]]
    assert np.isnan(y[0, 0])  # in the output it is a row like any other


def test_the_output_is_no_view_of_the_table():
    w = np.ones((3, 2))
    y, _ = F.embedding(np.array([1]), w)
    w[:] = 5
    assert y.tolist() == [[1, 1]]


@pytest.mark.parametrize(
    ("index", "padding", "error", "message"),
    [
        (np.array([0, 6]), None, ValueError, "embedding: input has indices from 0 to 6, expected 0 to 5"),
        (np.array([-1, 3]), None, ValueError, "embedding: input has indices from -1 to 3, expected 0 to 5"),
        (np.array([0.0]), None, TypeError, "embedding: input is float64, expected indices of int64 or int32"),
        ([0], None, TypeError, "embedding: input is a list, expected a NumPy array"),
        (np.array([0]), 6, ValueError, "embedding: padding_idx is 6, expected between -6 and 5"),
        (np.array([0]), 1.0, TypeError, "embedding: padding_idx is 1.0, expected an int"),
    ],
)
def test_refused(index, padding, error, message):
    with pytest.raises(error) as caught:
        F.embedding(index, np.zeros((6, 2)), padding)
    assert str(caught.value) == message
