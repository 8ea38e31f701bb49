"""unfold and fold against loops over every element, against convolution, and in their refusals."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from scratch.functional import conv2d, fold, unfold

OPTIONS = [
    # kernel_size, dilation, padding, stride
    ((3, 2), (1, 1), (0, 0), (1, 1)),
    ((2, 3), (3, 1), (1, 2), (1, 2)),
    ((1, 2), (1, 4), (2, 0), (3, 1)),
]


def whole(rng, *shape):
    """Small whole numbers: their sums are exact in any order."""
    return rng.integers(-5, 6, shape).astype(np.float64)


def loops(x, kernel, dilation, padding, stride):
    """Column after column, each channel's block row by row."""
    N, C, *size = x.shape
    columns = []
    starts = [
        range(-p, n + p - step * (k - 1), by) for n, k, step, p, by in zip(size, kernel, dilation, padding, stride)
    ]
    for i, j in itertools.product(*starts):
        column = np.zeros((N, C, *kernel))
        for a, b in np.ndindex(*kernel):
            h, w = i + a * dilation[0], j + b * dilation[1]
            if 0 <= h < size[0] and 0 <= w < size[1]:
                column[:, :, a, b] = x[:, :, h, w]
        columns.append(column.reshape(N, -1))
    return np.stack(columns, axis=2)


@pytest.mark.parametrize("options", OPTIONS)
def test_columns_are_blocks_and_fold_is_the_transpose(options):
    rng = np.random.default_rng(0)
    x = whole(rng, 2, 3, 7, 5)
    y, backward = unfold(x, *options)
    np.testing.assert_array_equal(y, loops(x, *options), strict=True)
    columns = whole(rng, *y.shape)
    image, fold_back = fold(columns, (7, 5), *options)
    assert (y * columns).sum() == (x * image).sum()
    np.testing.assert_array_equal(backward(columns)[0], image)
    np.testing.assert_array_equal(fold_back(x)[0], y)


def test_convolution_is_a_matrix_product_with_the_columns():
    rng = np.random.default_rng(0)
    x, w = whole(rng, 2, 3, 7, 5), whole(rng, 4, 3, 3, 2)
    columns, _ = unfold(x, (3, 2), 1, (1, 2), (2, 1))
    y, _ = conv2d(x, w, None, (2, 1), (1, 2))
    np.testing.assert_array_equal((w.reshape(4, -1) @ columns).reshape(y.shape), y)


def test_folding_what_was_unfolded_counts_the_blocks():
    x = np.ones((1, 1, 3, 4))
    y, _ = fold(unfold(x, 2)[0], (3, 4), 2)
    assert y.tolist() == [[[[1, 2, 2, 1], [2, 4, 4, 2], [1, 2, 2, 1]]]]


def test_a_block_of_one_pixel_is_a_reshape_into_memory_of_its_own():
    x = np.arange(12.0).reshape(1, 2, 2, 3)
    x.flags.writeable = False
    y, _ = unfold(x, 1)
    np.testing.assert_array_equal(y, x.reshape(1, 2, 6))
    assert y.flags.writeable
    assert not np.shares_memory(x, y)


X, COLUMNS = np.zeros((2, 3, 7, 5)), np.zeros((2, 18, 20))


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        (
            lambda: unfold(X, (8, 2)),
            "unfold: input is (7, 5) with padding, the kernel spans (8, 2); expected it to fit inside",
        ),
        (lambda: unfold(X, (2,)), "unfold: kernel_size is (2,), expected an int or 2 of them"),
        (lambda: unfold(X[:, :0], 2), "unfold: input has shape (2, 0, 7, 5), expected no empty axis but the batch"),
        (lambda: unfold(X[0, 0], 2), "unfold: input (7, 5) is 2-d, expected 4-d or 3-d (N, C, H, W) or (C, H, W)"),
        (
            lambda: fold(COLUMNS, (2, 5), (3, 2)),
            "fold: output_size is (2, 5) with padding, the kernel spans (3, 2); expected it to fit inside",
        ),
        (
            lambda: fold(COLUMNS, (7, 6), (3, 2)),
            "fold: input has shape (2, 18, 20), expected a multiple of 6 rows (kernel_size (3, 2)) and 25 columns (one "
            "for each place)",
        ),
        (lambda: fold(COLUMNS, 0, 2), "fold: output_size is 0, expected at least 1"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_in_one_line(ask, message):
    with pytest.raises(ValueError, match="fold: ") as refused:
        ask()
    assert str(refused.value) == message
