"""Pooling against loops that spell out the definition, and what PyTorch does at its edges."""

import itertools
import math
import re

import numpy as np
import pytest
import torch

from scratch import functional as F

NAMES = [f"{kind}_pool{d}d" for kind in ("max", "avg", "adaptive_avg", "adaptive_max") for d in (1, 2, 3)]


def starts(n, k, s, p, step, ceil_mode):
    """Where the windows of an axis start. A new one must end within the padding, or under ceil_mode its predecessor
    must; and it must start before the axis ends."""
    start = -p
    while start < n and start - s * ceil_mode + step * (k - 1) < n + p - ceil_mode:
        yield start
        start += s


def pooled(x, places, reduce):
    """y[c, p] = reduce(x[c], the places of window p), where `places` has a list of lists for each axis."""
    out = [len(axis) for axis in places]
    y, index = np.empty((len(x), *out)), np.empty((len(x), *out), int)
    for c, *p in np.ndindex(len(x), *out):
        box = list(itertools.product(*(axis[i] for axis, i in zip(places, p))))
        y[c, *p], index[c, *p] = reduce(x[c], box)
    return y, index


def inside(plane, box):
    return [place for place in box if all(0 <= i < n for i, n in zip(place, plane.shape))]


def largest(plane, box):
    """The first of the largest; the last nan, where there is one."""
    best = inside(plane, box)[0]
    for place in inside(plane, box):
        if plane[place] > plane[best] or np.isnan(plane[place]):
            best = place
    return plane[best], np.ravel_multi_index(best, plane.shape)


def fixed_places(size, kernel, stride, padding, dilation, ceil_mode):
    return [
        [range(start, start + k * step, step) for start in starts(n, k, s, p, step, ceil_mode)]
        for n, k, s, p, step in zip(size, kernel, stride, padding, dilation)
    ]


def adaptive_places(size, out):
    return [[range(math.floor(i * n / o), math.ceil((i + 1) * n / o)) for i in range(o)] for n, o in zip(size, out)]


@pytest.mark.parametrize("ceil_mode", [False, True])
@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding", "dilation"),
    [
        ((9,), (3,), (2,), (1,), (2,)),
        ((8,), (2,), (3,), (1,), (1,)),
        ((6, 5), (3, 2), (1, 2), (1, 0), (1, 3)),
        ((5, 8), (2, 4), (2, 3), (1, 2), (1, 1)),
        ((4, 5, 3), (2, 3, 2), (1, 2, 2), (1, 1, 0), (2, 1, 1)),
    ],
)
def test_max_pool_is_the_loop(size, kernel, stride, padding, dilation, ceil_mode):
    rng = np.random.default_rng(0)
    x = rng.choice([-np.inf, -1.0, 0.0, 1.0, np.nan], (2, *size), p=[0.3, 0.3, 0.2, 0.15, 0.05])
    expected, places = pooled(x, fixed_places(size, kernel, stride, padding, dilation, ceil_mode), largest)
    function = getattr(F, f"max_pool{len(size)}d")
    (y, indices), backward = function(x, kernel, stride, padding, dilation, ceil_mode, return_indices=True)
    np.testing.assert_array_equal(y, expected)
    np.testing.assert_array_equal(indices, places)
    assert indices.dtype == np.int64

    dy = rng.standard_normal(y.shape)
    dx = np.zeros((2, math.prod(size)))
    for c, *p in np.ndindex(dy.shape):
        dx[c, places[c, *p]] += dy[c, *p]
    np.testing.assert_allclose(backward(dy)[0], dx.reshape(x.shape), atol=1e-14)


@pytest.mark.parametrize("count_include_pad", [False, True])
@pytest.mark.parametrize("ceil_mode", [False, True])
@pytest.mark.parametrize(
    ("size", "kernel", "stride", "padding"),
    [
        ((9,), (4,), (3,), (2,)),
        ((6, 5), (3, 2), (1, 2), (1, 0)),
        ((5, 8), (2, 4), (2, 3), (1, 2)),
        ((4, 5, 3), (2, 3, 2), (3, 2, 2), (1, 1, 0)),
    ],
)
def test_avg_pool_is_the_loop(size, kernel, stride, padding, ceil_mode, count_include_pad):
    reach = padding if count_include_pad else (0,) * len(size)

    def mean(plane, box):
        counted = [place for place in box if all(-r <= i < n + r for i, n, r in zip(place, plane.shape, reach))]
        return sum(plane[place] for place in inside(plane, box)) / len(counted), 0

    x = np.random.default_rng(0).standard_normal((2, *size))
    expected, _ = pooled(x, fixed_places(size, kernel, stride, padding, (1,) * len(size), ceil_mode), mean)
    function = getattr(F, f"avg_pool{len(size)}d")
    y, backward = function(x, kernel, stride, padding, ceil_mode, count_include_pad)
    np.testing.assert_allclose(y, expected, rtol=1e-14)
    assert_transpose(x, y, backward)


@pytest.mark.parametrize(
    ("size", "out"), [((7,), (3,)), ((3,), (7,)), ((6, 5), (4, 7)), ((5, 8), (1, 8)), ((4, 5, 3), (3, 2, 5))]
)
def test_adaptive_pools_are_loops(size, out):
    rng = np.random.default_rng(0)
    x, places = rng.standard_normal((2, *size)), adaptive_places(size, out)
    expected, _ = pooled(x, places, lambda plane, box: (np.mean([plane[place] for place in box]), 0))
    y, backward = getattr(F, f"adaptive_avg_pool{len(size)}d")(x, out)
    np.testing.assert_allclose(y, expected, rtol=1e-13)
    assert_transpose(x, y, backward)

    tied = rng.choice([0.0, 1.0, -np.inf, np.nan], x.shape, p=[0.4, 0.3, 0.2, 0.1])
    expected, index = pooled(tied, places, largest)
    (y, indices), _ = getattr(F, f"adaptive_max_pool{len(size)}d")(tied, out, return_indices=True)
    np.testing.assert_array_equal(y, expected)
    np.testing.assert_array_equal(indices, index)


def assert_transpose(x, y, backward):
    """What is linear is its own derivative: y · dy = x · dx."""
    dy = np.random.default_rng(1).standard_normal(y.shape)
    assert (y * dy).sum() == pytest.approx((x * backward(dy)[0]).sum(), rel=1e-12)


def test_by_hand():
    x = np.array([[[1.0, 2.0, 5.0], [4.0, 3.0, 5.0]]])
    (y, indices), backward = F.max_pool2d(x, 2, stride=1, return_indices=True)
    assert y.tolist() == [[[4.0, 5.0]]]
    assert indices.tolist() == [[[3, 2]]]  # of the two 5s, the first
    assert backward(np.array([[[10.0, 1.0]]]))[0].tolist() == [[[0.0, 0.0, 1.0], [10.0, 0.0, 0.0]]]

    y, _ = F.avg_pool2d(x, 3, padding=1, stride=2)
    assert y.tolist() == [[[10 / 9, 15 / 9]]]
    assert F.avg_pool2d(x, 3, 2, 1, count_include_pad=False)[0].tolist() == [[[10 / 4, 15 / 4]]]
    assert F.avg_pool2d(x, 3, 2, 1, divisor_override=5)[0].tolist() == [[[2.0, 3.0]]]


def test_among_nans_the_last_wins():
    x = np.array([[np.nan, 1.0, np.nan, 0.0]])
    for op in (F.max_pool1d, F.adaptive_max_pool1d):
        (y, indices), backward = op(x, 4 if op is F.max_pool1d else 1, return_indices=True)
        assert np.isnan(y).all()
        assert indices.tolist() == [[2]]
        assert backward(np.array([[7.0]]))[0].tolist() == [[0.0, 0.0, 7.0, 0.0]]


def test_the_first_zero_wins_whatever_its_sign():
    for zeros in ([0.0, -0.0], [-0.0, 0.0]):
        x = np.array([zeros])
        for y, _ in (F.max_pool1d(x, 2), F.adaptive_max_pool1d(x, 1)):
            assert np.signbit(y).item() == np.signbit(x[0, 0])


def test_a_window_all_in_the_padding_sends_its_gradient_nowhere():
    """PyTorch's index lies outside of the window, and its backward writes there: this much cannot be compared."""
    x = np.arange(1.0, 9.0).reshape(1, 2, 4)
    (y, indices), backward = F.max_pool1d(x, 2, stride=1, padding=1, dilation=5, return_indices=True)
    theirs = torch.nn.functional.max_pool1d(torch.from_numpy(x), 2, 1, 1, 5, return_indices=True)
    np.testing.assert_array_equal(y, theirs[0])
    np.testing.assert_array_equal(indices, theirs[1])
    assert np.all(y == -np.inf)
    assert not backward(np.ones_like(y))[0].any()


@pytest.mark.parametrize("kind", ["avg", "max"])
def test_an_empty_output_has_no_pullback(kind):
    op = f"adaptive_{kind}_pool2d"
    y, backward = getattr(F, op)(np.ones((2, 3, 5, 7)), (0, 4))
    assert y.shape == (2, 3, 0, 4)
    with pytest.raises(ValueError, match=rf"^{op}: backward's dy \(2, 3, 0, 4\) has an empty axis, expected none but"):
        backward(y)


def test_channels_may_be_none_where_pytorch_lets_them():
    for op, lead, size in itertools.product(NAMES, [(2, 0), (0,)], [1, 2]):
        shape = (*lead, *(3,) * int(op[-2]))
        mine = accepted(getattr(F, op), np.ones(shape), size)
        assert mine == accepted(getattr(torch.nn.functional, op), torch.ones(shape), size), (op, shape, size)


def accepted(function, *args):
    try:
        function(*args)
    except (ValueError, RuntimeError):
        return False
    return True


def test_wide_windows_keep_float32():
    x = np.full((1, 300, 301), 0.1, np.float32)
    for y, _ in (F.adaptive_avg_pool2d(x, 1), F.avg_pool2d(x, (300, 1))):
        assert y.dtype == np.float32
        np.testing.assert_allclose(y, np.float32(0.1), rtol=2e-5)


@pytest.mark.parametrize("op", NAMES)
def test_what_is_not_a_floating_array_is_refused(op):
    size = (1,) * int(op[-2])
    for x in (np.ones((2, 3, *size), int), [[[1.0]]], None):
        with pytest.raises(TypeError, match=f"^{op}: input is "):
            getattr(F, op)(x, size)


MESSAGES = [
    (
        "max_pool2d",
        (np.ones((2, 3)), 2),
        {},
        "max_pool2d: input (2, 3) is 2-d, expected 4-d or 3-d (N, C, H, W) or (C, H, W)",
    ),
    (
        "max_pool1d",
        (np.ones((2, 3, 5)), 3),
        {"padding": 2},
        "max_pool1d: padding is 2, expected at most half of kernel_size 3",
    ),
    (
        "avg_pool2d",
        (np.ones((2, 3, 5, 2)), (2, 3)),
        {},
        "avg_pool2d: input (2, 3, 5, 2) is 2 along an axis with padding, expected at least 3 (the window's span)",
    ),
    (
        "avg_pool3d",
        (np.ones((3, 4, 4, 2)), 3, 1, 1),
        {},
        "avg_pool3d: input (3, 4, 4, 2) is smaller than kernel_size (3, 3, 3), expected it to fit inside",
    ),
    (
        "max_pool3d",
        (np.ones((2, 0, 4, 4, 4)), 2),
        {},
        "max_pool3d: input (2, 0, 4, 4, 4) has an empty axis, expected none but the batch",
    ),
    (
        "avg_pool2d",
        (np.ones((3, 4, 4)), 2),
        {"divisor_override": 0},
        "avg_pool2d: divisor_override is 0, expected any other int",
    ),
    (
        "adaptive_max_pool3d",
        (np.ones((3, 4, 4, 4)), (2, 3)),
        {},
        "adaptive_max_pool3d: output_size is (2, 3), expected an int or 3 of them",
    ),
    (
        "adaptive_avg_pool2d",
        (np.ones((3, 4, 4)), -1),
        {},
        "adaptive_avg_pool2d: output_size is -1, expected at least 0",
    ),
]


@pytest.mark.parametrize(("op", "args", "kwargs", "message"), MESSAGES, ids=[m[-1] for m in MESSAGES])
def test_messages(op, args, kwargs, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        getattr(F, op)(*args, **kwargs)


def test_a_numpy_divisor_leaves_the_dtype():
    y, backward = F.avg_pool2d(np.ones((1, 2, 4), np.float32), 2, divisor_override=np.int64(8))
    np.testing.assert_array_equal(y, np.full((1, 1, 2), 0.5, np.float32))
    assert y.dtype == backward(y)[0].dtype == np.float32
