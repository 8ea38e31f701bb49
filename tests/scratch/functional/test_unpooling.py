"""Unpooling: what it puts back, where, and what it refuses."""

import re

import numpy as np
import pytest
import torch

from scratch import functional as F

RNG = np.random.default_rng(0)
SIZES = {1: (7,), 2: (7, 6), 3: (5, 6, 4)}


@pytest.mark.parametrize("d", SIZES)
@pytest.mark.parametrize(("kernel", "stride", "padding"), [(2, None, 0), (3, 2, 1), (3, 3, 0), (2, 1, 0)])
def test_maxima_return_to_their_places(d, kernel, stride, padding):
    x = RNG.standard_normal((2, 3, *SIZES[d]))
    pool, unpool = getattr(F, f"max_pool{d}d"), getattr(F, f"max_unpool{d}d")
    (y, indices), _ = pool(x, kernel, stride, padding, return_indices=True)
    back, pullback = unpool(y, indices, kernel, stride, padding, x.shape)
    np.testing.assert_array_equal(back, np.where(np.isin(x, y), x, 0))
    np.testing.assert_array_equal(pullback(x)[0], y)  # of all of x, the places of the maxima


@pytest.mark.parametrize("d", SIZES)
def test_place_by_place(d):
    size = tuple(2 * n for n in SIZES[d])
    x, indices = RNG.standard_normal((2, 3, *SIZES[d])), RNG.integers(0, np.prod(size), (2, 3, *SIZES[d]))
    dy, expected, dx = RNG.standard_normal((2, 3, *size)), np.zeros((2, 3, *size)), np.zeros_like(x)
    for n, c, *p in np.ndindex(x.shape):  # in order: the last stays
        place = np.unravel_index(indices[n, c, *p], size)
        expected[n, c, *place], dx[n, c, *p] = x[n, c, *p], dy[n, c, *place]
    y, backward = getattr(F, f"max_unpool{d}d")(x, indices, 2)
    np.testing.assert_array_equal(y, expected)
    np.testing.assert_array_equal(backward(dy)[0], dx)


def test_an_empty_output_has_no_pullback():
    for op in ("max_unpool1d", "max_unpool2d"):
        x, indices = np.ones((2, 3, *(2, 4)[: int(op[-2])])), np.full((2, 3, *(2, 4)[: int(op[-2])]), 99)
        y, backward = getattr(F, op)(x, indices, 0)  # where there is no place, PyTorch looks at no index
        theirs = getattr(torch.nn.functional, op)(torch.from_numpy(x).requires_grad_(), torch.from_numpy(indices), 0)
        assert y.shape == theirs.shape
        with pytest.raises(ValueError, match=f"^{op}: backward's dy .* has an empty axis, expected none but the batch"):
            backward(y)
        with pytest.raises(RuntimeError):
            theirs.backward(theirs)


def test_the_indices_may_be_written_to_afterwards():
    indices = np.array([[0, 3]])
    _, backward = F.max_unpool1d(np.ones((1, 2)), indices, 2)
    indices[:] = 1
    assert backward(np.array([[1.0, 2.0, 3.0, 4.0]]))[0].tolist() == [[1, 4]]


X = np.ones((1, 2, 3))
PLACES = np.arange(6).reshape(1, 2, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: F.max_unpool2d(X, PLACES + 20, 2),
         "max_unpool2d: indices reach from 20 to 25, expected 0 to 23, the places of y's 4 × 6"),
        (lambda: F.max_unpool2d(X, PLACES.astype(np.int32), 2), "max_unpool2d: indices is int32, expected int64"),
        (lambda: F.max_unpool2d(X, PLACES[:, :1], 2),
         "max_unpool2d: indices has shape (1, 1, 3), expected (1, 2, 3) (input's)"),
        (lambda: F.max_unpool2d(X, PLACES, 2, output_size=(4, 9)),
         "max_unpool2d: output_size is (4, 9), expected (4, 6) up to less than stride (2, 2)"),
        (lambda: F.max_unpool2d(X, PLACES, 2, output_size=(4,)),
         "max_unpool2d: output_size is (4,), expected 2 or 4 ints"),
        (lambda: F.max_unpool2d(X, PLACES, 2, 2, 4),
         "max_unpool2d: y would have size (-4, -2), expected no negative numbers"),
        (lambda: F.max_unpool3d(X[None], PLACES[None], 2, 0), "max_unpool3d: stride is (0, 0, 0), expected at least 1"),
    ],
)  # fmt: skip
def test_messages(call, message):
    with pytest.raises((ValueError, TypeError), match=f"^{re.escape(message)}$"):
        call()
