"""Changes of shape against NumPy's own, and what is refused."""

import numpy as np
import pytest

from scratch import functional as F

NUMPYS = {"constant": "constant", "reflect": "reflect", "replicate": "edge", "circular": "wrap"}


def test_flatten_runs_over_the_last_axis_first():
    x = np.arange(2 * 3 * 5.0).reshape(2, 3, 5)
    y, backward = F.flatten(x, 1)
    np.testing.assert_array_equal(y, [np.arange(15), np.arange(15, 30)])
    np.testing.assert_array_equal(backward(y)[0], x)
    assert F.flatten(np.array(3.0))[0].shape == (1,)
    assert F.flatten(x, -2, -2)[0].shape == x.shape


def test_flatten_shares_memory_where_it_can():
    x = np.zeros((2, 3, 5))
    assert np.shares_memory(F.flatten(x)[0], x)
    assert not np.shares_memory(F.flatten(x.T)[0], x)


@pytest.mark.parametrize("mode", NUMPYS)
@pytest.mark.parametrize("pads", [(2, 1), (1, 3, 2, 0), (0, 2, 1, 1, 3, 2)])
def test_pad_is_numpys(mode, pads):
    rng = np.random.default_rng(0)
    x = rng.standard_normal((2, 4, 5, 6)[3 - len(pads) // 2 :])
    sides = [(0, 0)] + [pads[i : i + 2] for i in range(len(pads) - 2, -1, -2)]
    y, backward = F.pad(x, pads, mode)
    np.testing.assert_array_equal(y, np.pad(x, sides, NUMPYS[mode]))
    dy = rng.standard_normal(y.shape)
    expected = np.zeros_like(x)  # where every element went, found by sending it alone
    for i in np.ndindex(x.shape):
        alone = np.zeros_like(x)
        alone[i] = 1
        expected[i] = (dy * np.pad(alone, sides, NUMPYS[mode])).sum()
    np.testing.assert_allclose(backward(dy)[0], expected, rtol=1e-14, atol=1e-14)


@pytest.mark.parametrize(
    ("mode", "pads", "y", "dx"),
    [
        ("constant", (-1, -2), [2, 3], [0, 1, 1, 0, 0]),
        ("constant", (-2, 1), [3, 4, 5, 0], [0, 0, 1, 1, 1]),
        ("reflect", (-2, 4), [3, 4, 5, 4, 3, 2, 1], [1, 1, 2, 2, 1]),
        ("reflect", (-6, 2), [3], [0, 0, 1, 0, 0]),
        ("replicate", (2, -3), [1, 1, 1, 2], [3, 1, 0, 0, 0]),
        ("replicate", (4, -8), [1], [1, 0, 0, 0, 0]),
        ("circular", (-1, 2), [2, 3, 4, 5, 2, 3], [0, 2, 2, 1, 1]),
        ("circular", (2, -1), [3, 4, 1, 2, 3, 4], [1, 1, 2, 2, 0]),
    ],
)
def test_negative_padding(mode, pads, y, dx):
    found, backward = F.pad(np.array([[1.0, 2, 3, 4, 5]]), pads, mode)
    np.testing.assert_array_equal(found, [y])
    np.testing.assert_array_equal(backward(np.ones_like(found))[0], [dx])


def test_pad_keeps_what_is_not_finite_in_its_place():
    x = np.array([[np.inf, 1.0, np.nan]], np.float32)
    y, backward = F.pad(x, (1, 1), value=np.float64(0.5))
    np.testing.assert_array_equal(y, np.array([[0.5, np.inf, 1, np.nan, 0.5]], np.float32))
    assert y.dtype == np.float32
    np.testing.assert_array_equal(backward(np.full_like(y, np.inf))[0], np.full_like(x, np.inf))


def test_circular_padding_of_nothing_is_refused():
    """PyTorch gives memory that nobody wrote to here."""
    with pytest.raises(ValueError, match="expected no side longer than what is left of the axis"):
        F.pad(np.ones((1, 5)), (-5, 2), "circular")


def test_one_hot():
    classes = np.array([[0, 2], [3, 0]])
    y, backward = F.one_hot(classes)
    np.testing.assert_array_equal(y, np.eye(4, dtype=int)[classes])
    assert y.dtype == np.int64
    assert backward(y) == ()
    assert F.one_hot(np.zeros((0, 3), int), 5)[0].shape == (0, 3, 5)


def test_pixels_go_where_their_equation_says():
    r, C, H, W = 3, 2, 4, 5
    x = np.random.default_rng(0).standard_normal((C * r**2, H, W))
    y, _ = F.pixel_shuffle(x, r)
    for c, h, w, i, j in np.ndindex(C, H, W, r, r):
        assert y[c, h * r + i, w * r + j] == x[(c * r + i) * r + j, h, w]
    np.testing.assert_array_equal(F.pixel_unshuffle(y, r)[0], x)


def test_empty_images_are_shuffled_like_others():
    """PyTorch leaves an empty image as it is when it unshuffles, and so has no gradient of shuffling it."""
    y, backward = F.pixel_shuffle(np.zeros((0, 4, 5, 3)), 2)
    assert (y.shape, backward(y)[0].shape) == ((0, 1, 10, 6), (0, 4, 5, 3))
    assert F.pixel_unshuffle(y, 2)[0].shape == (0, 4, 5, 3)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: F.flatten(x, 2, 1), "flatten: start_dim is 2, end_dim is 1; expected start_dim not behind end_dim"),
        (lambda x: F.flatten(x, 3), "flatten: start_dim is 3, expected between -3 and 2 for a 3-d input"),
        (lambda x: F.pad(x, (1, 2, 3)), "pad: pad is (1, 2, 3) for input @, expected pairs, at most one for each axis"),
        (
            lambda x: F.pad(x, (-3, -3)),
            "pad: pad is (-3, -3) for input @ with mode='constant', expected to cut off at most what there is",
        ),
        (
            lambda x: F.pad(x, (5, 0), "reflect"),
            "pad: pad is (5, 0) for input @ with mode='reflect', expected each side shorter than the axis",
        ),
        (
            lambda x: F.pad(x, (-2, -3), "replicate"),
            "pad: pad is (-2, -3) for input @ with mode='replicate', expected to cut off less than there is",
        ),
        (
            lambda x: F.pad(x, (0, 6), "circular"),
            "pad: pad is (0, 6) for input @ with mode='circular', expected no side longer than the axis",
        ),
        (
            lambda x: F.pad(x, (1,) * 6, "reflect"),
            "pad: pad is (1, 1, 1, 1, 1, 1) for input @ with mode='reflect', "
            "expected 1 to 3 pairs, and one or two axes before the padded ones",
        ),
        (
            lambda x: F.pad(x, (1, 1), "edge"),
            "pad: mode is 'edge', expected one of 'constant', 'reflect', 'replicate', 'circular'",
        ),
        (lambda x: F.pad(x, (1, 1), "reflect", 2.0), "pad: value is 2.0, expected none with mode='reflect'"),
        (lambda x: F.pixel_shuffle(x, 2), "pixel_shuffle: input @ has 2 channels, expected a multiple of 2²"),
        (lambda x: F.pixel_shuffle(x, 0), "pixel_shuffle: upscale_factor is 0, expected at least 1"),
        (
            lambda x: F.pixel_shuffle(x[0], 1),
            "pixel_shuffle: input (3, 5) is 2-d, expected (C, H, W) or (..., C, H, W)",
        ),
        (lambda x: F.pixel_unshuffle(x, 3), "pixel_unshuffle: input @ is 3 × 5, expected multiples of 3"),
        (lambda x: F.one_hot(np.array([3]), 3), "one_hot: input has the class 3, expected below num_classes=3"),
        (lambda x: F.one_hot(np.array([-1])), "one_hot: input has the class -1, expected none below 0"),
        (
            lambda x: F.one_hot(np.zeros(0, int)),
            "one_hot: num_classes is -1 with an empty input (0,), expected at least 1",
        ),
    ],
)
def test_refused(call, message):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 (the whole message is compared)
        call(np.zeros((2, 3, 5)))
    assert str(caught.value) == message.replace("@", "(2, 3, 5)")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: F.flatten(x, 1.0), "flatten: start_dim is 1.0, expected an int"),
        (lambda x: F.pad(x, 1), "pad: pad is 1, expected a tuple of ints"),
        (lambda x: F.pad(x, (1, 1), None), "pad: mode is None, expected a str"),
        (lambda x: F.pixel_shuffle(x, 2.0), "pixel_shuffle: upscale_factor is 2.0, expected an int"),
        (lambda x: F.one_hot(np.array([0], np.int32)), "one_hot: input is int32, expected int64"),
    ],
)
def test_refused_types(call, message):
    with pytest.raises(TypeError) as caught:
        call(np.zeros((2, 3, 5)))
    assert str(caught.value) == message
