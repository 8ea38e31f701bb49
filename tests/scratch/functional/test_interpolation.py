"""Interpolation: what the questions of `compare` cannot express."""

import numpy as np
import pytest
import torch

from scratch import functional as F

RNG = np.random.default_rng(0)


def matrix(n, out, mode, **options):
    """The map of the first of two axes, one column at a time."""
    y, _ = F.interpolate(np.eye(n)[:, None, :, None].repeat(3, -1), (out, 3), mode=mode, **options)
    return y[:, 0, :, 0].T


def keys(x, a):
    x = abs(x)
    if x < 1:
        return (a + 2) * x**3 - (a + 3) * x**2 + 1
    return a * (x**3 - 5 * x**2 + 8 * x - 4) if x < 2 else 0.0


def lanczos(x):
    return np.sinc(x) * np.sinc(x / 3) if abs(x) < 3 else 0.0


FILTERS = {"bilinear": lambda x: max(0.0, 1 - abs(x)), "bicubic": lambda x: keys(x, -0.5), "lanczos": lanczos}


def by_definition(n, out, mode, antialias):
    """The equations of the docstring, entry by entry."""
    A, s = np.zeros((out, n)), n / out
    for i in range(out):
        p = s * (i + 0.5) - 0.5
        if antialias:
            A[i] = [FILTERS[mode]((p - j) / max(s, 1)) for j in range(n)]
            A[i] /= A[i].sum()
        else:
            for j in range(int(np.floor(p)) - 1, int(np.floor(p)) + 3):
                weight = max(0.0, 1 - abs(p - j)) if mode == "bilinear" else keys(p - j, -0.75)
                A[i, min(max(j, 0), n - 1)] += weight
    return A


@pytest.mark.parametrize(("n", "out"), [(7, 3), (5, 8), (4, 11), (9, 2), (1, 3), (6, 1)])
@pytest.mark.parametrize(
    ("mode", "antialias"),
    [("bilinear", False), ("bicubic", False), ("bilinear", True), ("bicubic", True), ("lanczos", True)],
)
def test_is_its_equation(mode, antialias, n, out):
    found = matrix(n, out, mode, antialias=antialias)
    np.testing.assert_allclose(found, by_definition(n, out, mode, antialias), atol=1e-14)


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact", "area", "bilinear", "bicubic"])
@pytest.mark.parametrize("options", [{"size": (9, 4)}, {"scale_factor": (1.1, 0.7)}, {"scale_factor": (2.3, 1.1)}])
def test_the_gradient_is_the_transpose(mode, options):
    x = RNG.standard_normal((2, 3, 7, 5))
    y, backward = F.interpolate(x, mode=mode, **options)
    dy = RNG.standard_normal(y.shape)
    assert np.sum(y * dy) == pytest.approx(np.sum(x * backward(dy)[0]), rel=1e-12)


@pytest.mark.parametrize("mode", ["nearest", "nearest-exact", "area", "bilinear", "bicubic"])
def test_a_constant_stays_one(mode):
    y, _ = F.interpolate(np.full((1, 1, 7, 5), 3.0), (4, 9), mode=mode)
    np.testing.assert_allclose(y, 3.0, rtol=1e-14)


def test_aligned_corners_keep_theirs_and_lines_stay_lines():
    x = np.linspace(-2.0, 5.0, 6)[None, None]
    y, _ = F.interpolate(x, 16, mode="linear", align_corners=True)
    np.testing.assert_allclose(y, np.linspace(-2.0, 5.0, 16)[None, None], atol=1e-14)


def test_nearest_chooses_pytorchs_pixels():
    """In the same dtype, with a border between two pixels that only float64 finds, and by factors near 1 and 2."""
    calls = [((1, 1, 2), {"size": 82}), ((1, 1, 2, 3), {"size": (82, 3)}), ((1, 1, 2, 3), {"size": (82, 60)})]
    calls += [((1, 1, 100, 99), {"scale_factor": 1.004}), ((1, 1, 4, 2), {"scale_factor": 1.2})]
    for shape, options in calls:
        for mode in ("nearest", "nearest-exact"):
            for dtype in (np.float32, np.float64):
                x = np.arange(np.prod(shape), dtype=dtype).reshape(shape)
                y, _ = F.interpolate(x, mode=mode, **options)
                theirs = torch.nn.functional.interpolate(torch.from_numpy(x), mode=mode, **options)
                np.testing.assert_array_equal(y, theirs.numpy(), f"{shape}, {options}, {mode}, {dtype}")


def test_where_pytorchs_gradient_is_not_that_of_its_y():
    """By a factor of 1.1, two elements become [x0, x0]; PyTorch's gradient is that of [x0, x1]."""
    x = np.array([[[3.0, 5.0]]])
    y, backward = F.interpolate(x, scale_factor=1.1)
    assert y.tolist() == [[[3, 3]]]
    assert backward(np.array([[[1.0, 10.0]]]))[0].tolist() == [[[11, 0]]]


@pytest.mark.parametrize("mode", ["bilinear", "bicubic", "lanczos"])
def test_antialias_of_one_column_is_that_of_every_column(mode):
    """Where PyTorch repeats the first row."""
    x = RNG.standard_normal((1, 1, 4, 1))
    y, _ = F.interpolate(x, (8, 1), mode=mode, antialias=True)
    both, _ = F.interpolate(x.repeat(2, -1), (8, 2), mode=mode, antialias=True)
    np.testing.assert_array_equal(y, both[..., :1])


def test_y_is_no_view():
    x = np.ones((1, 1, 3))
    for mode in ("nearest", "linear", "area"):
        assert not np.shares_memory(F.interpolate(x, 3, mode=mode)[0], x)


@pytest.mark.parametrize(
    ("shape", "options", "message"),
    [
        ((2, 3), {"size": 4}, "input (2, 3) is 2-d, expected 3-d or 4-d or 5-d"),
        ((2, 3, 4), {"size": 4, "mode": "bilinear"}, "expected 4-d (N, C, H, W) in mode 'bilinear'"),
        ((2, 0, 4), {"size": 4}, "input (2, 0, 4) has an empty axis, expected none but the batch"),
        ((2, 3, 4), {}, "size is None, scale_factor is None; expected one of them"),
        ((2, 3, 4, 5), {"size": (4,)}, "size is (4,), expected one number or 2"),
        ((2, 3, 4), {"scale_factor": 0.1}, "size is [0], expected at least 1"),
        ((2, 3, 4), {"size": 4, "align_corners": False}, "align_corners is False, expected None in mode 'nearest'"),
        ((2, 3, 4), {"size": 4, "antialias": True}, "antialias is True, expected False in mode 'nearest'"),
        ((2, 3, 4, 5), {"size": 4, "mode": "lanczos"}, "mode is 'lanczos', expected antialias=True"),
    ],
)
def test_refusals_say_what_was_expected(shape, options, message):
    with pytest.raises(ValueError, match="interpolate: ") as error:
        F.interpolate(np.ones(shape), **options)
    assert message in str(error.value)
