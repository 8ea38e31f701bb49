"""Transposed convolution against loops over every product, against what it transposes, and in its refusals."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from scratch.functional import (
    conv1d,
    conv2d,
    conv3d,
    conv_transpose1d,
    conv_transpose2d,
    conv_transpose3d,
)

CONV = {1: conv1d, 2: conv2d, 3: conv3d}
TRANSPOSED = {1: conv_transpose1d, 2: conv_transpose2d, 3: conv_transpose3d}

GEOMETRIES = [
    # input, weight, output, stride, padding, output_padding, groups, dilation
    ((2, 3, 4), (3, 5, 3), (11,), (3,), (1,), (1,), 1, (1,)),
    ((2, 4, 5), (4, 3, 3), (10,), (1,), (1,), (1,), 2, (3,)),
    ((2, 3, 4, 5), (3, 4, 3, 2), (6, 6), (1, 1), (0, 0), (0, 0), 1, (1, 1)),
    ((1, 6, 3, 4), (6, 2, 3, 2), (8, 10), (3, 2), (1, 0), (1, 1), 3, (1, 2)),
    ((1, 2, 2, 3, 4), (2, 3, 2, 1, 3), (3, 7, 6), (2, 3, 1), (1, 0, 1), (1, 0, 0), 1, (1, 1, 2)),
]


def whole(rng, *shape):
    """Small whole numbers: sums of their products are exact in any order."""
    return rng.integers(-5, 6, shape).astype(np.float64)


def loops(x, w, b, dy, stride, padding, groups, dilation):
    """y and the gradients, one product at a time, without columns or padding."""
    y, dx, dw = np.zeros(dy.shape), np.zeros_like(x), np.zeros_like(w)
    C, M = w.shape[0] // groups, w.shape[1]
    for n, c, o in itertools.product(range(len(x)), range(len(w)), range(M)):
        for p in itertools.product(*map(range, x.shape[2:])):
            for k in itertools.product(*map(range, w.shape[2:])):
                at = tuple(i * s + j * e - z for i, s, j, e, z in zip(p, stride, k, dilation, padding))
                if all(0 <= i < size for i, size in zip(at, dy.shape[2:])):
                    source, weight, place = (n, c, *p), (c, o, *k), (n, c // C * M + o, *at)
                    y[place] += w[weight] * x[source]
                    dx[source] += w[weight] * dy[place]
                    dw[weight] += x[source] * dy[place]
    every = (0, *range(2, dy.ndim))
    return y + b.reshape(-1, *[1] * (dy.ndim - 2)), dx, dw, dy.sum(axis=every)


@pytest.mark.parametrize(("shape", "kernel", "out", "stride", "padding", "more", "groups", "dilation"), GEOMETRIES)
def test_every_product_is_in_the_sum(shape, kernel, out, stride, padding, more, groups, dilation):
    rng = np.random.default_rng(0)
    outputs = kernel[1] * groups
    x, w, b, dy = whole(rng, *shape), whole(rng, *kernel), whole(rng, outputs), whole(rng, shape[0], outputs, *out)
    y, backward = TRANSPOSED[len(out)](x, w, b, stride, padding, more, groups, dilation)
    expected = loops(x, w, b, dy, stride, padding, groups, dilation)
    for found, wanted in zip((y, *backward(dy)), expected, strict=True):
        np.testing.assert_array_equal(found, wanted, strict=True)


@pytest.mark.parametrize(
    ("shape", "kernel", "out", "stride", "padding", "more", "groups", "dilation"),
    [g for g in GEOMETRIES if all(m < s for m, s in zip(g[5], g[3]))],  # else the convolution has more places
)
def test_is_the_pullback_of_convolution_and_convolution_is_its(
    shape, kernel, out, stride, padding, more, groups, dilation
):
    rng = np.random.default_rng(0)
    small, w, large = whole(rng, *shape), whole(rng, *kernel), whole(rng, shape[0], kernel[1] * groups, *out)
    y, conv_back = CONV[len(out)](large, w, None, stride, padding, dilation, groups)
    up, back = TRANSPOSED[len(out)](small, w, None, stride, padding, more, groups, dilation)
    np.testing.assert_array_equal(up, conv_back(small)[0])
    np.testing.assert_array_equal(y, back(large)[0])
    np.testing.assert_array_equal(conv_back(small)[1], back(large)[1])


def test_an_image_by_hand():
    x = np.array([[[[1.0, 2.0]]]])
    w = np.array([[[[1.0, 3.0, 0.0], [0.0, -1.0, 2.0]]]])
    y, backward = conv_transpose2d(x, w, np.array([10.0]), stride=(1, 2))
    assert y.tolist() == [[[[11, 13, 0 + 10 + 2, 16, 10], [10, 9, 10 + 2 + 0, 8, 14]]]]
    dx, dw, db = backward(np.array([[[[1.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, 10.0, 0.0, 0.0]]]]))
    assert dx.tolist() == [[[[1 + 20, 0]]]]
    assert dw.tolist() == [[[[1, 0, 0], [20, 0, 10]]]]
    assert db.tolist() == [11]


def test_a_kernel_of_the_strides_size_is_a_tile_for_each_pixel():
    x, tile = np.arange(1.0, 7.0).reshape(1, 2, 3), np.array([[1.0, 2.0], [3.0, 4.0]])
    y, _ = conv_transpose2d(x, tile[None, None], stride=2)
    np.testing.assert_array_equal(y[0], np.kron(x[0], tile))


def test_output_padding_adds_at_the_end_alone():
    rng = np.random.default_rng(0)
    x, w = whole(rng, 2, 3, 4, 5), whole(rng, 3, 2, 2, 1)
    plain, _ = conv_transpose2d(x, w, stride=3)
    more, _ = conv_transpose2d(x, w, stride=3, output_padding=(1, 2))
    assert (plain.shape, more.shape) == ((2, 2, 11, 13), (2, 2, 12, 15))
    np.testing.assert_array_equal(more[:, :, :-1, :-2], plain)
    assert not more[:, :, -1].any()
    assert not more[..., -2:].any()


def test_integer_valued_options_of_every_kind():
    y, _ = conv_transpose1d(np.ones((1, 3)), np.ones((1, 1, 2)), None, [2], (np.int64(0),), 1)
    assert y.tolist() == [[1, 1, 1, 1, 1, 1, 0]]


X, W = np.zeros((2, 4, 5, 6)), np.zeros((4, 3, 3, 2))


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        ((X, np.zeros((3, 4, 3, 2))), {}, "input (2, 4, 5, 6) has 4 channels, weight (3, 4, 3, 2) expects 3"),
        ((X, W), {"groups": 3}, "weight (4, 3, 3, 2) has 4 inputs, expected a multiple of groups=3"),
        ((X, W, np.zeros(3)), {"groups": 2}, "bias has shape (3,), expected (6,) (one for each output channel)"),
        ((X, W[:, :0]), {}, "weight (4, 0, 3, 2) has no outputs, expected at least one"),
        ((X[0, 0], W), {}, "input (5, 6) is 2-d, expected 4-d or 3-d (N, C, H, W) or (C, H, W)"),
        (
            (X, W),
            {"stride": (2, 1), "output_padding": 1},
            "output_padding is (1, 1), expected less than stride (2, 1) or dilation (1, 1) along each axis",
        ),
        ((X, W), {"padding": (4, 0)}, "y would have size (-1, 7), expected at least 1 along each axis"),
        ((X, W), {"padding": (0, -1)}, "padding is (0, -1), expected at least 0"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_one_line(args, options, message):
    with pytest.raises(ValueError, match=r"^conv_transpose2d: ") as refused:
        conv_transpose2d(*args, **options)
    assert str(refused.value) == f"conv_transpose2d: {message}"


def test_a_type_that_does_not_fit_is_refused_in_one_line():
    with pytest.raises(TypeError, match=r"^conv_transpose2d: padding is 'same', expected an int or 2 of them$"):
        conv_transpose2d(X, W, padding="same")
