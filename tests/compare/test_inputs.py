"""Rounding, moving and laying out the inputs of a question."""

import numpy as np
import pytest

from compare.inputs import cast, laid_out, moved, widen

X = np.array([[0.0, -0.0, 1.0], [-3.7, np.inf, np.nan]])


def test_cast_rounds_floats_and_leaves_the_rest():
    given = {"args": [X, np.arange(3)], "kwargs": {"mask": X > 0, "stride": (1, 2), "p": 0.5}}
    found = cast(given, np.dtype("float32"))
    assert found["args"][0].dtype == np.float32
    assert found["args"][1].dtype == np.int64
    assert found["kwargs"]["mask"].dtype == bool
    assert found["kwargs"]["stride"] == (1, 2)
    assert not np.shares_memory(found["args"][1], given["args"][1])


def test_cast_leaves_float32_beside_float64():
    assert [x.dtype for x in cast([X, X.astype(np.float32)], np.dtype("float64"))] == [np.float64, np.float32]
    assert widen([X.astype(np.float32)])[0].dtype == np.float64


def test_widen_keeps_values_and_widens_a_named_dtype():
    found = widen({"args": [X.astype(np.float32)], "kwargs": {"dtype": np.float32, "dim": 1}})
    assert found["args"][0].dtype == np.float64
    assert found["kwargs"] == {"dtype": np.dtype("float64"), "dim": 1}
    np.testing.assert_array_equal(found["args"][0], X.astype(np.float32).astype(np.float64))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_moved_is_one_unit_in_the_last_place(dtype):
    x = np.array([1.0, -3.7, 1e-30, 1e30]).astype(dtype)
    runs = [moved({"x": x}, run)["x"] for run in range(8)]
    for y in runs:
        assert y.dtype == dtype
        np.testing.assert_array_equal(np.abs(y - x), np.spacing(np.abs(x)))
    assert any((runs[0] != y).any() for y in runs[1:])


def test_moved_keeps_arrays_arrays():
    assert isinstance(moved({"x": np.array(1.5)}, 0)["x"], np.ndarray)


def test_zeros_and_infinities_stay():
    y = moved({"x": X}, 0)
    np.testing.assert_array_equal(y["x"][0, :2], [0, 0])
    assert y["x"][1, 1] == np.inf
    assert y["x"][0, 2] != 1


@pytest.mark.parametrize("layout", ["C", "F", "strided", "reversed"])
@pytest.mark.parametrize("shape", [(), (0,), (5,), (3, 4), (2, 3, 4)])
def test_laid_out_is_a_copy_with_the_same_values(layout, shape):
    x = np.random.default_rng(0).standard_normal(shape)
    y = laid_out(x, layout)
    np.testing.assert_array_equal(x, y)
    assert not np.shares_memory(x, y)
    y[...] = 1
    if len(shape) == 3:
        contiguous = {"C": y.flags.c_contiguous, "F": y.flags.f_contiguous}.get(layout, not y.flags.forc)
        assert contiguous
        assert (min(y.strides) < 0) == (layout == "reversed")


def test_labels_are_not_moved():
    t = np.array([1.0, -1.0])
    y = moved({"args": [X, t]}, 0, labels=[t])["args"]
    assert np.array_equal(y[1], t)
    assert not np.array_equal(y[0], X)
