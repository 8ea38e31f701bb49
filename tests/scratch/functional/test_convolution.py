"""Convolution against loops over every product, against what it must reduce to, and in its refusals."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from scratch.functional import conv1d, conv2d, conv3d

CONV = {1: conv1d, 2: conv2d, 3: conv3d}


def whole(rng, *shape):
    """Small whole numbers: sums of their products are exact in any order."""
    return rng.integers(-5, 6, shape).astype(np.float64)


def loops(x, w, b, dy, stride, padding, dilation, groups):
    """y and the gradients, one product at a time, without windows, columns or padding."""
    y, dx, dw = np.zeros(dy.shape), np.zeros_like(x), np.zeros_like(w)
    C, M = w.shape[1], w.shape[0] // groups
    for n, o, c in itertools.product(range(len(x)), range(len(w)), range(C)):
        for p in itertools.product(*map(range, dy.shape[2:])):
            for k in itertools.product(*map(range, w.shape[2:])):
                at = tuple(i * s + j * e - z for i, s, j, e, z in zip(p, stride, k, dilation, padding))
                if all(0 <= i < size for i, size in zip(at, x.shape[2:])):
                    source, weight, place = (n, o // M * C + c, *at), (o, c, *k), (n, o, *p)
                    y[place] += w[weight] * x[source]
                    dx[source] += w[weight] * dy[place]
                    dw[weight] += x[source] * dy[place]
    every = (0, *range(2, dy.ndim))
    return y + b.reshape(-1, *[1] * (dy.ndim - 2)), dx, dw, dy.sum(axis=every)


@pytest.mark.parametrize(
    ("shape", "kernel", "out", "stride", "padding", "dilation", "groups"),
    [
        ((2, 3, 7), (5, 3, 4), (2,), (3,), (1,), (1,), 1),
        ((2, 4, 9), (6, 2, 3), (7,), (1,), (2,), (3,), 2),
        ((2, 3, 5, 4), (4, 3, 3, 2), (3, 3), (1, 1), (0, 0), (1, 1), 1),
        ((1, 6, 5, 7), (4, 3, 3, 2), (3, 5), (2, 2), (1, 2), (1, 2), 2),
        ((2, 3, 4, 5), (6, 1, 2, 3), (3, 7), (2, 1), (1, 2), (1, 1), 3),
        ((1, 2, 3, 4, 5), (4, 1, 2, 1, 3), (2, 6, 2), (1, 1, 2), (0, 1, 1), (1, 2, 2), 2),
    ],
)
def test_every_product_is_in_the_sum(shape, kernel, out, stride, padding, dilation, groups):
    rng = np.random.default_rng(0)
    x, w, b, dy = whole(rng, *shape), whole(rng, *kernel), whole(rng, kernel[0]), whole(rng, shape[0], kernel[0], *out)
    y, backward = CONV[len(out)](x, w, b, stride, padding, dilation, groups)
    expected = loops(x, w, b, dy, stride, padding, dilation, groups)
    for found, wanted in zip((y, *backward(dy)), expected, strict=True):
        np.testing.assert_array_equal(found, wanted, strict=True)


def test_an_image_by_hand():
    x = np.array([[[[1.0, 2.0, 0.0], [0.0, 1.0, 3.0]]]])
    w = np.array([[[[1.0, 2.0], [0.0, -1.0]]]])
    y, backward = conv2d(x, w, np.array([10.0]))
    assert y.tolist() == [[[[10 + 1 + 4 - 1, 10 + 2 + 0 - 3]]]]
    dx, dw, db = backward(np.array([[[[1.0, 10.0]]]]))
    assert dx.tolist() == [[[[1, 2 + 10, 20], [0, -1, -10]]]]
    assert dw.tolist() == [[[[1 + 20, 2], [10, 1 + 30]]]]
    assert db.tolist() == [11]


def test_a_kernel_of_one_pixel_is_a_linear_layer_at_every_pixel():
    rng = np.random.default_rng(0)
    x, w, b, dy = whole(rng, 2, 3, 4, 5), whole(rng, 6, 3), whole(rng, 6), whole(rng, 2, 6, 4, 5)
    y, backward = conv2d(x, w[:, :, None, None], b)
    pixels, dpixels = np.moveaxis(x, 1, -1), np.moveaxis(dy, 1, -1)
    np.testing.assert_array_equal(np.moveaxis(y, 1, -1), pixels @ w.T + b)
    dx, dw, db = backward(dy)
    np.testing.assert_array_equal(np.moveaxis(dx, 1, -1), dpixels @ w)
    np.testing.assert_array_equal(dw[:, :, 0, 0], dpixels.reshape(-1, 6).T @ pixels.reshape(-1, 3))
    np.testing.assert_array_equal(db, dpixels.reshape(-1, 6).sum(axis=0))


def test_groups_are_convolutions_side_by_side():
    rng = np.random.default_rng(0)
    x, w = whole(rng, 2, 6, 5, 4), whole(rng, 9, 2, 3, 2)
    y, _ = conv2d(x, w, groups=3)
    parts = [conv2d(x[:, 2 * g : 2 * g + 2], w[3 * g : 3 * g + 3])[0] for g in range(3)]
    np.testing.assert_array_equal(y, np.concatenate(parts, axis=1))


def test_the_kernel_is_not_flipped():
    x, w = np.arange(6.0), np.array([1.0, 10.0, 100.0])
    y, _ = conv1d(x[None], w[None, None])
    np.testing.assert_array_equal(y[0], np.convolve(x, w[::-1], mode="valid"))
    assert y[0].tolist() == [210, 321, 432, 543]


@pytest.mark.parametrize(("kernel", "dilation", "before"), [(3, 1, 1), (2, 1, 0), (4, 1, 1), (4, 2, 3), (2, 3, 1)])
def test_same_keeps_the_size_and_puts_the_odd_zero_behind(kernel, dilation, before):
    x, w = np.arange(1.0, 8.0)[None], np.zeros((1, 1, kernel))
    w[..., 0] = 1  # looks `before` places back
    y, _ = conv1d(x, w, padding="same", dilation=dilation)
    assert y.tolist() == [[0.0] * before + x[0, : 7 - before].tolist()]


def test_an_image_alone_is_a_batch_of_one():
    rng = np.random.default_rng(0)
    x, w, b, dy = whole(rng, 3, 5, 4), whole(rng, 2, 3, 3, 2), whole(rng, 2), whole(rng, 2, 7, 5)
    alone, backward = conv2d(x, w, b, padding=(2, 1))
    batch, backward_batch = conv2d(x[None], w, b, padding=(2, 1))
    np.testing.assert_array_equal(alone, batch[0], strict=True)
    for found, wanted in zip(backward(dy), backward_batch(dy[None]), strict=True):
        np.testing.assert_array_equal(found, wanted.reshape(found.shape))


def test_the_output_lies_in_memory_row_by_row_however_the_input_does():
    x = np.asfortranarray(np.ones((2, 3, 5, 4), np.float32))
    y, _ = conv2d(x, np.ones((6, 3, 2, 2), np.float32))
    assert y.flags.c_contiguous


def test_without_images_or_channels_there_are_zeros_for_the_rest():
    w, b = np.ones((4, 3, 2, 2)), np.ones(4)
    y, backward = conv2d(np.ones((0, 3, 5, 4)), w, b)
    assert y.shape == (0, 4, 4, 3)
    assert [g.tolist() for g in backward(y)[1:]] == [np.zeros_like(w).tolist(), np.zeros_like(b).tolist()]
    y, backward = conv2d(np.ones((0, 5, 4)), np.ones((4, 0, 2, 2)), b)
    assert y.shape == (0, 4, 3)
    assert [g.shape for g in backward(y)] == [(0, 5, 4), (4, 0, 2, 2), (4,)]


X, W = np.zeros((2, 3, 7, 6)), np.zeros((4, 3, 3, 2))


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        ((X, np.zeros((4, 4, 3, 2))), {}, "input (2, 3, 7, 6) has 3 channels, weight (4, 4, 3, 2) expects 4"),
        (
            (X, np.zeros((4, 2, 3, 2))),
            {"groups": 2},
            "input (2, 3, 7, 6) has 3 channels, weight (4, 2, 3, 2) expects 4 (2 groups of 2)",
        ),
        ((X, W), {"groups": 3}, "weight (4, 3, 3, 2) has 4 outputs, expected a multiple of groups=3"),
        ((X, W, np.zeros(3)), {}, "bias has shape (3,), expected (4,) (one for each output channel)"),
        ((X[0, 0], W), {}, "input (7, 6) is 2-d, expected 4-d or 3-d (N, C, H, W) or (C, H, W)"),
        (
            (X[:, :, :1], W),
            {"dilation": (2, 1), "padding": (1, 0)},
            "input is (3, 6) with padding, the kernel spans (5, 2); expected it to fit inside",
        ),
        ((X, W), {"padding": "same", "stride": (1, 2)}, "stride is (1, 2), expected 1 with padding='same'"),
        ((X, W), {"padding": "full"}, "padding is 'full', expected one of 'same', 'valid'"),
        ((X, W), {"padding": (0, -1)}, "padding is (0, -1), expected at least 0"),
        ((X, W), {"stride": (1, 2, 3)}, "stride is (1, 2, 3), expected an int or 2 of them"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_one_line(args, options, message):
    with pytest.raises(ValueError, match=r"^conv2d: ") as refused:
        conv2d(*args, **options)
    assert str(refused.value) == f"conv2d: {message}"


@pytest.mark.parametrize(
    ("args", "options", "message"),
    [
        ((X, W.astype(np.float32)), {}, "weight is float32, input is float64; expected the same dtype"),
        ((X, None), {}, "weight is None, expected a NumPy array"),
        ((X, W), {"groups": 1.0}, "groups is 1.0, expected an int"),
        ((X, W), {"stride": True}, "stride is True, expected an int or 2 of them"),
    ],
)
def test_a_type_that_does_not_fit_is_refused_in_one_line(args, options, message):
    with pytest.raises(TypeError, match=r"^conv2d: ") as refused:
        conv2d(*args, **options)
    assert str(refused.value) == f"conv2d: {message}"
