"""The linear layer against loops, and what is refused."""

import numpy as np
import pytest

from scratch import functional as F


def naive(x, w, b, dy):
    """y, dx, dw, db of rows x, one product at a time."""
    (N, inputs), outputs = x.shape, len(w)
    y, dx, dw, db = np.tile(b, (N, 1)), np.zeros_like(x), np.zeros_like(w), np.zeros_like(b)
    for n, o in np.ndindex(N, outputs):
        db[o] += dy[n, o]
        for i in range(inputs):
            y[n, o] += w[o, i] * x[n, i]
            dx[n, i] += w[o, i] * dy[n, o]
            dw[o, i] += dy[n, o] * x[n, i]
    return y, dx, dw, db


@pytest.mark.parametrize("batch", [(), (7,), (2, 7), (2, 1, 7), (0,), (2, 0)])
def test_against_loops(batch):
    rng = np.random.default_rng(0)
    x, w, b = rng.standard_normal((*batch, 3)), rng.standard_normal((5, 3)), rng.standard_normal(5)
    y, backward = F.linear(x, w, b)
    dy = rng.standard_normal(y.shape)
    expected = naive(x.reshape(-1, 3), w, b, dy.reshape(-1, 5))
    assert y.shape == (*batch, 5)
    for found, wanted, like in zip((y, *backward(dy)), expected, (y, x, w, b)):
        np.testing.assert_allclose(found, wanted.reshape(like.shape), rtol=1e-13, atol=1e-13)


def test_without_bias():
    y, backward = F.linear(np.array([1.0, 2.0]), np.array([[3.0, 4.0]]))
    np.testing.assert_array_equal(y, [11])
    dx, dw, db = backward(np.array([10.0]))
    np.testing.assert_array_equal(dx, [30, 40])
    np.testing.assert_array_equal(dw, [[10, 20]])
    assert db is None


def test_one_weight_row_has_no_axis_of_its_own():
    y, backward = F.linear(np.array([1.0, 2.0]), np.array([3.0, 4.0]), np.array(0.5))
    assert y.shape == ()
    assert y == 11.5
    assert [g.tolist() for g in backward(2.0)] == [[6, 8], [2, 4], 2]


@pytest.mark.parametrize("shape", [(), (1,), (5,), (1, 5), (7, 1), (7, 5)])
def test_bias_that_is_repeated_collects_its_gradient(shape):
    rng = np.random.default_rng(0)
    x, w, b, dy = (rng.standard_normal(s) for s in ((7, 3), (5, 3), shape, (7, 5)))
    b = np.asarray(b)
    y, backward = F.linear(x, w, b)
    np.testing.assert_allclose(y - F.linear(x, w)[0], np.broadcast_to(b, (7, 5)), atol=1e-14)
    db = backward(dy)[2]
    assert db.shape == shape
    move = np.asarray(rng.standard_normal(shape))
    assert (db * move).sum() == pytest.approx((dy * np.broadcast_to(move, (7, 5))).sum())


def test_a_shared_cotangent_is_like_any_other():
    rng = np.random.default_rng(0)
    x, w, b = (rng.standard_normal(s).astype("f") for s in ((31, 3), (5, 3), 5))
    backward = F.linear(x, w, b)[1]
    value = np.float32(0.3)
    for a, c in zip(backward(np.full((31, 5), value)), backward(np.broadcast_to(value, (31, 5)))):
        np.testing.assert_array_equal(a, c)


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (((7, 5), (5, 3)), "linear: input (7, 5) has 5 features, weight (5, 3) expects 3"),
        (((), (5, 3)), "linear: input is 0-d, expected (..., I)"),
        (((7, 3), (2, 5, 3)), "linear: weight (2, 5, 3) is 3-d, expected 2-d or 1-d (O, I) or (I,)"),
        (((7, 3), (5, 3), (3,)), "linear: bias (3,) does not broadcast to y's shape (7, 5), expected (5,)"),
        (((1, 3), (5, 3), (7, 5)), "linear: bias (7, 5) does not broadcast to y's shape (1, 5), expected (5,)"),
        (
            ((7, 3), (3,), ()),
            "linear: bias () with the 1-d weight (3,) and input (7, 3); "
            "expected a 2-d weight, or a 0-d bias and an input that is not 2-d",
        ),
    ],
)
def test_refused(shapes, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole message is compared)
        F.linear(*map(np.zeros, shapes))
    assert str(caught.value) == message


def test_mixed_dtypes_are_refused():
    with pytest.raises(TypeError, match="linear: weight is float32, input is float64; expected the same dtype"):
        F.linear(np.zeros((7, 3)), np.zeros((5, 3), np.float32))


@pytest.mark.parametrize("batch", [(), (7,), (2, 7), (0,), (2, 0)])
def test_bilinear_against_loops(batch):
    rng = np.random.default_rng(0)
    x1, x2 = rng.standard_normal((*batch, 3)), rng.standard_normal((*batch, 4))
    w, b = rng.standard_normal((5, 3, 4)), rng.standard_normal(5)
    y, backward = F.bilinear(x1, x2, w, b)
    dy = rng.standard_normal(y.shape)
    expected = np.tile(b, (*batch, 1)), np.zeros_like(x1), np.zeros_like(x2), np.zeros_like(w)
    for n in np.ndindex(batch):
        for o, i, j in np.ndindex(5, 3, 4):
            expected[0][(*n, o)] += x1[(*n, i)] * w[o, i, j] * x2[(*n, j)]
            expected[1][(*n, i)] += dy[(*n, o)] * w[o, i, j] * x2[(*n, j)]
            expected[2][(*n, j)] += dy[(*n, o)] * w[o, i, j] * x1[(*n, i)]
            expected[3][o, i, j] += dy[(*n, o)] * x1[(*n, i)] * x2[(*n, j)]
    for found, wanted in zip((y, *backward(dy)), (*expected, dy.reshape(-1, 5).sum(0))):
        np.testing.assert_allclose(found, wanted, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (((7, 2), (7, 4), (5, 3, 4)), "bilinear: input1 (7, 2) has 2 features, weight (5, 3, 4) expects 3"),
        (((7, 3), (7, 3), (5, 3, 4)), "bilinear: input2 (7, 3) has 3 features, weight (5, 3, 4) expects 4"),
        (((7, 0), (7, 4), (5, 0, 4)), "bilinear: input1 (7, 0) has 0 features, weight (5, 0, 4) expects at least 1"),
        (((7, 3), (1, 4), (5, 3, 4)), "bilinear: input2 has shape (1, 4), expected (7, 4) (input1's axes (7,))"),
        (((), (4,), (5, 3, 4)), "bilinear: input1 is 0-d, expected (..., I)"),
        (((7, 3), (7, 4), (3, 4)), "bilinear: weight (3, 4) is 2-d, expected 3-d (O, I, J)"),
        (((7, 3), (7, 4), (5, 3, 4), (1,)), "bilinear: bias has shape (1,), expected (5,), of weight (5, 3, 4)"),
    ],
)
def test_bilinear_refuses(shapes, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole message is compared)
        F.bilinear(*map(np.zeros, shapes))
    assert str(caught.value) == message
