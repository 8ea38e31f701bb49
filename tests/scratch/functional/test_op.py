"""What every op has in common: the dtypes that it is not written for, byte order, cotangents, and how it refuses."""

import re

import ml_dtypes
import numpy as np
import pytest

from compare.cases import cases
from compare.contract import OPS, Seed
from compare.inputs import cast
from compare.run import parameter_names
from scratch import functional as F
from scratch.random import Generator

HALF = [np.dtype("float16"), np.dtype(ml_dtypes.bfloat16)]


@pytest.mark.parametrize("dtype", HALF, ids=str)
def test_half_precision_is_float32_rounded_once(dtype):
    rng = np.random.default_rng(0)
    x, w, dy = (rng.standard_normal(shape).astype(dtype) for shape in ((5, 300), (4, 300), (5, 4)))
    y, backward = F.linear(x, w)
    wide, pullback = F.linear(x.astype(np.float32), w.astype(np.float32))
    np.testing.assert_array_equal(y, wide.astype(dtype))
    for found, exact in zip(backward(dy)[:2], pullback(dy.astype(np.float32))):
        assert found.dtype == dtype
        np.testing.assert_array_equal(found, exact.astype(dtype))


@pytest.mark.parametrize("dtype", HALF, ids=str)
def test_indices_stay_integers_and_masks_stay_masks(dtype):
    (y, indices), _ = F.max_pool1d(np.array([[1, 3, 2, 5]]).astype(dtype), 2, return_indices=True)
    assert (y.dtype, indices.dtype, indices.tolist()) == (dtype, np.int64, [[1, 3]])
    mask = np.array([True, False])
    y, _ = F.dropout(np.array([1, 1]).astype(dtype), 0.5, mask=mask)
    assert (y.dtype, y.tolist()) == (dtype, [2, 0])


@pytest.mark.parametrize("dtype", [*HALF, np.dtype(">f4"), np.dtype(">f8")], ids=str)
def test_buffers_are_written_in_place_in_their_own_dtype(dtype):
    mean, var = np.array([10.0]).astype(dtype), np.array([2.0]).astype(dtype)
    F.batch_norm(np.array([[1.0], [2.0], [6.0]]).astype(dtype), mean, var, training=True, momentum=0.25)
    assert (mean.dtype, mean.tolist(), var.tolist()) == (dtype, [8.25], [3.25])


def test_the_dtype_that_is_asked_for_decides():
    x = np.random.default_rng(0).standard_normal(100).astype(np.float16)
    y, backward = F.softmax(x, 0, dtype=np.float32)
    assert y.dtype == np.float32
    np.testing.assert_array_equal(y, F.softmax(x.astype(np.float32), 0)[0])
    assert backward(y)[0].dtype == np.float16
    y, backward = F.softmax(x.astype(np.float64), 0, dtype=np.float16)
    assert y.dtype == np.float16
    np.testing.assert_array_equal(y, F.softmax(x, 0)[0])
    assert backward(y)[0].dtype == np.float64


@pytest.mark.parametrize("order", ["<", ">"])
def test_answers_are_in_the_machines_byte_order(order):
    x, dy = (np.array(values, f"{order}f8") for values in ([-1.0, 0.0, 2.0], [5.0, 6.0, 7.0]))
    y, backward = F.relu(x)
    (dx,) = backward(dy)
    assert y.dtype.isnative
    assert dx.dtype.isnative
    assert (y.tolist(), dx.tolist()) == ([0, 0, 2], [0, 0, 7])
    half = F.linear(np.ones((2, 3), f"{order}f2"), np.ones((4, 3), "=f2"))[0]
    assert (half.dtype, half.dtype.isnative) == (np.float16, True)
    assert F.softmax(x, 0, dtype=f"{order}f2")[0].dtype.isnative
    targets = np.array([1, 0], f"{order}i8")
    assert F.nll_loss(np.log([[0.5, 0.25], [0.5, 0.25]]), targets)[0] == pytest.approx(np.log(8) / 2)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: F.linear(np.ones((2, 3), np.float16), np.ones((4, 3), np.float32)),
            "linear: weight is float32, input is float16; expected the same dtype",
        ),
        (
            lambda: F.mse_loss(np.ones(3, np.float16), np.ones(3, ml_dtypes.bfloat16)),
            "mse_loss: target is bfloat16, input is float16; expected the same dtype",
        ),
        (lambda: F.relu(np.ones(3, np.complex64)), "relu: input is complex64, expected float32 or float64"),
        (
            lambda: F.relu(np.ones(3, np.float16))[1](np.ones(3, np.float32)),
            "relu: backward's dy is float32, expected an array of y's dtype float16",
        ),
    ],
)
def test_refused(call, message):
    with pytest.raises(TypeError) as caught:
        call()
    assert str(caught.value) == message


def arguments(op, case):
    """The arguments of a case's call, by name."""
    named = dict(zip(parameter_names(op), case.call.args)) | dict(case.call.kwargs)
    named = {name: Generator().manual_seed(v.value) if isinstance(v, Seed) else v for name, v in named.items()}
    return cast(named, np.dtype(case.dtypes[0]))


@pytest.mark.parametrize("op", OPS)
def test_every_refusal_names_the_op_in_one_line(op):
    for case in cases(op, 0):
        if case.raises:
            given = arguments(op, case)
            args = [given.pop(name) for name in parameter_names(op)[: len(case.call.args)]]
            with pytest.raises((ValueError, TypeError)) as caught:
                getattr(F, op)(*args, *case.call.args[len(args) :], **given)
            assert re.fullmatch(rf"{op}(: |\(\) (missing|takes|got) ).+", str(caught.value)), case.name


@pytest.mark.parametrize("dtype", [np.dtype("complex64"), np.dtype("complex128")], ids=str)
@pytest.mark.parametrize("op", OPS)
def test_complex_numbers_are_out_of_scope_for_every_argument(op, dtype):
    for case in cases(op, 0):
        given = {} if case.raises else arguments(op, case)
        for name, x in given.items():
            if isinstance(x, np.ndarray):
                with pytest.raises(TypeError) as caught:
                    getattr(F, op)(**given | {name: np.ones(x.shape, dtype)})
                assert re.fullmatch(rf"{op}: {name} .*is {dtype}[,;].* expected .+", str(caught.value)), case.name
