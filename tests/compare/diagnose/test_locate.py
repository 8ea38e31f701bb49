"""Where an error lives, in words that are exact."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.diagnose.locate import locate

SHAPE = (4, 3, 5, 7)


def at(*where, shape=SHAPE):
    error = np.zeros(shape, bool)
    error[where] = True
    return error


def border(shape=SHAPE, width=1):
    error = np.ones(shape, bool)
    error[..., width:-width, width:-width] = False
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (np.zeros(SHAPE, bool), "nowhere"),
        (np.ones(SHAPE, bool), "every element"),
        (at(0, 2, 1, 3), "one element, [0, 2, 1, 3]"),
        (at(3), "row 3 alone"),
        (at(slice(None), 1), "channel 1 alone (axis 1)"),
        (at(slice(None), [0, 2]), "channels 0, 2 (axis 1)"),
        (at(slice(None), 1, shape=(4, 3)), "column 1 alone (axis 1)"),
        (at(slice(1, 4)), "rows 1 to 3"),
        (at(..., 6), "the last window along axis 3"),
        (at(..., 0, slice(None)), "the first window along axis 2"),
        (at(..., [0, 6]), "the first and last window along axis 3"),
        (border(), "the border (first and last row/column of axes 2, 3)"),
        (border(width=2), "the border (first and last 2 rows/columns of axes 2, 3)"),
        (at(..., 4, slice(None)) | at(..., 6), "the border (last row/column of axes 2, 3)"),
        (at(slice(None), 1, slice(None), 6), "channel 1 alone (axis 1), the last window along axis 3"),
        (~at(slice(None), 1, shape=(6, 9)), "every column but 1 (axis 1)"),
        (np.eye(6, dtype=bool), "the diagonal"),
        (~np.eye(6, dtype=bool), "off the diagonal"),
        (np.triu(np.ones((6, 6), bool), 1), "above the diagonal"),
        (at([0, 3], [2, 1], [1, 4], [5, 0]), "2 elements: [0, 2, 1, 5], [3, 1, 4, 0]"),
    ],
)
def test_parts_by_place(error, words):
    assert locate(error) == words


X = np.random.default_rng(0).standard_normal((6, 8)).round(2)
X[1, 2] = X[3, 4] = X[5, 0] = X[0, 7] = X[2, 2] = X[4, 6] = X[1, 7] = 0
TIED = X.copy()
for i, j in ((0, 0), (1, 3), (2, 5), (4, 1)):
    TIED[i, j + 1] = TIED[i, j]
TIES = np.zeros(X.shape, bool)
for i, j in ((0, 0), (1, 3), (2, 5), (4, 1)):
    TIES[i, j : j + 2] = True


@pytest.mark.parametrize(
    ("error", "context", "words"),
    [
        (X == 0, {"input": X}, "where the input is 0"),
        (X < 0, {"input": X}, "where the input is negative"),
        (X >= 0, {"input": X}, "where the input is 0 or positive"),
        (X > 0, {"mask": X > 0}, "where the mask is 1"),
        (X <= 0, {"mask": X > 0}, "where the mask is 0"),
        (TIES, {"input": TIED}, "ties (neighbours of the input along axis 1 are equal)"),
    ],
)
def test_parts_by_value(error, context, words):
    assert locate(error, **context) == words


@pytest.mark.parametrize(
    ("error", "start", "holds"),
    [
        (X < -0.5, "where the x is below ", lambda t: t > X),
        (X > 0.9, "where the x is above ", lambda t: t < X),
        (np.abs(X) > 1, "large values (|x| > ", lambda t: np.abs(X) > t),
        (np.abs(X) < 0.3, "small values (|x| < ", lambda t: np.abs(X) < t),
    ],
)
def test_a_threshold_parts_the_wrong_from_the_right(error, start, holds):
    words = locate(error, x=X)
    assert words.startswith(start)
    number = words.removeprefix(start).rstrip(")")
    assert len(number) <= 5
    assert np.array_equal(holds(float(number)), error)


def test_the_target_column_and_its_neighbour():
    target = np.array([2, 0, 3, 1, 1, 3, 0])
    hot = np.eye(5, dtype=bool)
    assert locate(hot[target], target=target) == "the target column"
    assert locate(hot[target + 1], target=target) == "the column after the target"
    assert locate(hot[target] | hot[target + 1], target=target) == "the target column and the one after it"
    assert locate(~hot[target], target=target) == "every column but the target"
    maps = np.moveaxis(hot[np.arange(12).reshape(2, 2, 3) % 5], -1, 1)
    assert locate(maps, target=np.arange(12).reshape(2, 2, 3) % 5) == "the target column"


def test_one_element_says_what_is_special_there():
    x = np.arange(12.0).reshape(3, 4)
    assert locate(x == 0, input=x) == "one element, [0, 0] (where the input is 0)"


def test_a_part_that_is_not_full_is_named_with_the_share():
    error = border() & (np.arange(420).reshape(SHAPE) % 3 > 0)
    words = locate(error)
    assert words == "within the border (first and last row/column of axes 2, 3): 160 of 240 (67 %)"


def test_what_has_no_place_is_scattered():
    error = np.random.default_rng(1).random(SHAPE) < 0.4
    assert locate(error) == f"{error.sum()} of 420 elements ({100 * error.mean():.0f} %), scattered"


@given(st.integers(0, 3), st.data())
def test_lines_across_an_axis_are_found_whichever_they_are(axis, data):
    held = data.draw(st.lists(st.integers(0, SHAPE[axis] - 1), min_size=1, max_size=SHAPE[axis] - 1, unique=True))
    error = np.zeros(SHAPE, bool)
    error[(slice(None),) * axis + (held,)] = True
    words = locate(error)
    assert f"axis {axis}" in words or (axis == 0 and words.startswith("row"))
    assert "within" not in words


@given(st.integers(0, 2**32 - 1))
def test_random_places_get_no_name(seed):
    error = np.random.default_rng(seed).random(SHAPE) < 0.5
    assert locate(error, input=np.random.default_rng(seed + 1).standard_normal(SHAPE)).endswith("scattered")


def test_bad_input_is_one_line():
    with pytest.raises(TypeError, match="error is an array of int64, expected an array of bool"):
        locate(np.ones(3, np.int64))
    with pytest.raises(ValueError, match=r"input has shape \(2,\), expected \(3,\)"):
        locate(np.ones(3, bool), input=np.ones(2))
