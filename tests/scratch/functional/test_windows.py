"""The sliding windows against plain loops, and their transpose against the definition of one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from scratch.functional._windows import scatter, windows

GEOMETRIES = [
    # shape, kernel, stride, dilation
    ((2, 11), (3,), (2,), (2,)),
    ((3, 2, 7, 5), (2, 3), (3, 1), (1, 2)),
    ((7, 5), (7, 5), (1, 1), (1, 1)),
    ((2, 5, 6, 7), (2, 1, 3), (1, 4, 2), (3, 2, 1)),
    ((2, 3, 3), (1, 1), (5, 2), (4, 4)),
    ((0, 3, 4, 5), (2, 3), (1, 2), (2, 1)),
]


def loops(x, kernel, stride, dilation):
    """Every window copied element by element, and where each element came from."""
    d = len(kernel)
    size = x.shape[-d:]
    out = [(n - step * (k - 1) - 1) // by + 1 for n, k, step, by in zip(size, kernel, dilation, stride)]
    seen = np.empty((*x.shape[:-d], *out, *kernel), x.dtype)
    sources = {}
    for p in itertools.product(*map(range, out)):
        for k in itertools.product(*map(range, kernel)):
            sources[p + k] = tuple(by * i + step * j for by, i, step, j in zip(stride, p, dilation, k))
            seen[(..., *p, *k)] = x[(..., *sources[p + k])]
    return seen, sources


@pytest.mark.parametrize(("shape", "kernel", "stride", "dilation"), GEOMETRIES)
def test_windows_and_scatter_do_what_loops_do(shape, kernel, stride, dilation):
    x = np.arange(np.prod(shape)).reshape(shape)
    expected, sources = loops(x, kernel, stride, dilation)
    seen = windows(x, kernel, stride, dilation)
    np.testing.assert_array_equal(seen, expected, strict=True)

    dseen = np.random.default_rng(0).integers(-9, 9, seen.shape)
    dx = np.zeros(shape, dseen.dtype)
    for place, source in sources.items():
        dx[(..., *source)] += dseen[(..., *place)]
    np.testing.assert_array_equal(scatter(dseen, shape, stride, dilation), dx, strict=True)
    assert (seen * dseen).sum() == (x * dx).sum()


def test_windows_copy_nothing_and_cannot_be_written_to():
    x = np.zeros((2, 4, 5))[:, ::-1]
    seen = windows(x, (2, 3), (1, 1))
    assert np.shares_memory(seen, x)
    assert not seen.flags.writeable
    x[0, 1, 2] = 7
    assert (seen == 7).sum() == 6  # the six windows that cover an inner element


def test_scatter_counts_the_windows_over_each_element():
    np.testing.assert_array_equal(
        scatter(np.ones((2, 3, 2, 2)), (4, 4), stride=(2, 1)), [[1, 2, 2, 1], [1, 2, 2, 1], [1, 2, 2, 1], [1, 2, 2, 1]]
    )


def test_scatter_keeps_the_dtype_and_leaves_what_no_window_sees_at_zero():
    dx = scatter(np.ones((1, 2), np.float32), (5,), stride=(1,), dilation=(3,))
    assert dx.dtype == np.float32
    assert dx.tolist() == [1, 0, 0, 1, 0]


@pytest.mark.parametrize("shape", [(0, 2), (3, 0)])
def test_no_batch_or_no_windows_scatter_to_zeros(shape):
    np.testing.assert_array_equal(scatter(np.ones((*shape, 2)), (shape[0], 5), stride=(3,)), np.zeros((shape[0], 5)))
