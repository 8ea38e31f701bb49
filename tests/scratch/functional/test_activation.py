"""Activations: values that can be checked by hand, slopes against differences, tails, and what is refused."""

import math

import numpy as np
import pytest

from scratch import functional as F
from scratch.functional._erf import erfc

SOFT = ("softmax", "softmin", "log_softmax")
STEPS = ("sigmoid", "logsigmoid", "softplus", "tanh", "softsign", "tanhshrink")
SMOOTH = ("elu", "celu", *STEPS, "silu", "gelu", "mish", *SOFT)
HARD = ("hardtanh", "relu6", "hardsigmoid", "hardswish", "softshrink", "hardshrink")
NAMES = (*SMOOTH, "selu", "identity", "step", "relu", "leaky_relu", "rrelu", *HARD)
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772
LIMIT = SCALE * ALPHA  # of selu, at the left


@pytest.mark.parametrize(
    ("name", "options", "x", "y", "slope"),
    [
        ("identity", {}, [-2, 0, 3], [-2, 0, 3], [1, 1, 1]),
        ("step", {}, [-2, 0, 3], [0, 0, 1], [0, 0, 0]),
        ("relu", {}, [-2, 0, 3], [0, 0, 3], [0, 0, 1]),
        ("leaky_relu", {}, [-2, 0, 3], [-0.02, 0, 3], [0.01, 0.01, 1]),
        ("leaky_relu", {"negative_slope": 0.5}, [-2, 0, 3], [-1, 0, 3], [0.5, 0.5, 1]),
        ("elu", {"alpha": 2}, [-math.log(4), 0, 3], [-1.5, 0, 3], [0.5, 2, 1]),
        ("gelu", {}, [-50, 0, 50], [0, 0, 50], [0, 0.5, 1]),
        ("gelu", {"approximate": "tanh"}, [-50, 0, 50], [0, 0, 50], [0, 0.5, 1]),
        ("silu", {}, [0, math.log(3), 50], [0, 0.75 * math.log(3), 50], [0.5, 0.75 + math.log(3) * 3 / 16, 1]),
        ("softplus", {}, [0, math.log(3), 50], [math.log(2), math.log(4), 50], [0.5, 0.75, 1]),
        ("softplus", {"beta": 2, "threshold": 1}, [0, math.log(3), 9], [math.log(2) / 2, math.log(3), 9], [0.5, 1, 1]),
        ("sigmoid", {}, [-800, 0, math.log(3)], [0, 0.5, 0.75], [0, 0.25, 3 / 16]),
        ("logsigmoid", {}, [-800, 0, 800], [-800, -math.log(2), 0], [1, 0.5, 0]),
        ("tanh", {}, [-50, 0, math.log(3)], [-1, 0, 0.8], [0, 1, 0.36]),
        ("hardtanh", {}, [-1, 0.5, 1], [-1, 0.5, 1], [0, 1, 0]),
        ("hardtanh", {"min_val": -3, "max_val": 0}, [-4, -2, 1], [-3, -2, 0], [0, 1, 0]),
        ("relu6", {}, [0, 2, 6], [0, 2, 6], [0, 1, 0]),
        ("hardsigmoid", {}, [-3, 0, 1.5], [0, 0.5, 0.75], [0, 1 / 6, 1 / 6]),
        ("hardswish", {}, [-3, 1.5, 3], [0, 1.125, 3], [0, 1, 1]),
        ("threshold", {"threshold": 1, "value": 7}, [0, 1, 3], [7, 7, 3], [0, 0, 1]),
        ("rrelu", {"lower": 0.25, "upper": 0.5}, [-8, 0, 3], [-3, 0, 3], [0.375, 0.375, 1]),
        ("softshrink", {}, [-2, 0.5, 3], [-1.5, 0, 2.5], [1, 0, 1]),
        ("hardshrink", {"lambd": 1}, [-2, -1, 3], [-2, 0, 3], [1, 0, 1]),
        ("tanhshrink", {}, [-50, 0, math.log(3)], [-49, 0, math.log(3) - 0.8], [1, 0, 0.64]),
        ("selu", {}, [-math.log(4), 0, 3], [-0.75 * LIMIT, 0, 3 * SCALE], [LIMIT / 4, LIMIT, SCALE]),
        ("celu", {"alpha": 2}, [-2 * math.log(4), 0, 3], [-1.5, 0, 3], [0.25, 1, 1]),
        ("softsign", {}, [-3, 0, 1], [-0.75, 0, 0.5], [1 / 16, 1, 1 / 4]),
        ("mish", {}, [0, 50, math.log(2)], [0, 50, 0.8 * math.log(2)], [0.6, 1, 0.8 + 0.24 * math.log(2)]),
    ],
)  # fmt: skip
def test_by_hand(name, options, x, y, slope):
    found, backward = getattr(F, name)(np.array(x, float), **options)
    np.testing.assert_allclose(found, y, rtol=1e-15, atol=1e-16)
    np.testing.assert_allclose(backward(np.array([2.0, -3.0, 5.0]))[0], np.multiply(slope, [2, -3, 5]), rtol=1e-15)


@pytest.mark.parametrize(
    ("name", "options"),
    [
        *((name, {}) for name in SMOOTH),
        ("elu", {"alpha": 0.3}),
        ("gelu", {"approximate": "tanh"}),
        ("celu", {"alpha": -1.7}),
        ("softplus", {"beta": 2.5}),
        ("softmax", {"dim": 1}),
        ("log_softmax", {"dim": -1}),
    ],
)
def test_slopes_are_those_of_the_function(name, options):
    rng = np.random.default_rng(0)
    x, dy, way = rng.normal(0, 2, (3, 5, 7)), rng.standard_normal((3, 5, 7)), rng.standard_normal((3, 5, 7))
    function, h = getattr(F, name), 1e-5
    along = (function(x + h * way, **options)[0] - function(x - h * way, **options)[0]) / (2 * h)
    (dx,) = function(x, **options)[1](dy)
    assert (dx * way).sum() == pytest.approx((dy * along).sum(), rel=1e-7)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(), (1,), (0, 3), (2, 3)])
def test_dtype_and_shape_stay(name, shape):
    options = {"leaky_relu": "negative_slope", "elu": "alpha", "celu": "alpha", "softplus": "beta"}
    options |= {"hardtanh": "max_val", "rrelu": "upper", "softshrink": "lambd", "hardshrink": "lambd"}
    x = np.full(shape, 0.5, np.float32)
    chosen = {options[name]: np.float64(1.7)} if name in options else {}
    y, backward = getattr(F, name)(x, **chosen)
    (dx,) = backward(np.ones_like(y))
    assert (y.shape, y.dtype, dx.shape, dx.dtype) == (shape, np.float32, shape, np.float32)


@pytest.mark.parametrize(("dtype", "far"), [("float32", 9.0), ("float64", 26.0)])
def test_erfc(dtype, far):
    x = np.concatenate([np.linspace(-7, far, 4001), np.linspace(-1.01, 1.01, 2001)]).astype(dtype)
    truth = np.array([math.erfc(v) for v in x.astype(float)])
    off = np.abs(erfc(x) - truth) / truth / np.finfo(dtype).eps
    assert off[x < 1].max() < 6
    assert (off / (1 + x * x)).max() < 4  # the rounding of x² shows x² times in exp(−x²)
    with np.errstate(invalid="ignore"):
        ends = erfc(np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 40.0, -40.0], dtype))
    np.testing.assert_array_equal(ends, [1, 1, 0, 2, np.nan, 0, 2])
    assert ends.dtype == dtype


@pytest.mark.parametrize("options", [{"min_val": np.nan}, {"max_val": np.nan}])
def test_a_bound_of_nan_leaves_nothing(options):
    assert np.isnan(F.hardtanh(np.array([-3.0, 0.5, 3.0]), **options)[0]).all()


def test_gelu_keeps_its_digits_on_the_left():
    y, _ = F.gelu(np.array([-10.0]))
    assert y[0] == pytest.approx(-10 * math.erfc(10 / math.sqrt(2)) / 2, rel=1e-13)  # 1 + erf would be 0 here


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_tanhshrink_keeps_its_digits_near_zero(dtype):
    x = np.array([1e-8, -1e-4, 3e-3, -0.02], dtype)
    z = x.astype(float)
    series = z**3 / 3 - 2 * z**5 / 15 + 17 * z**7 / 315 - 62 * z**9 / 2835
    np.testing.assert_allclose(F.tanhshrink(x)[0], series, rtol=4 * np.finfo(dtype).eps)


def test_gelu_of_infinity():
    for dtype in ("float32", "float64"):
        y, _ = F.gelu(np.array([np.inf, -np.inf, np.finfo(dtype).max], dtype))
        np.testing.assert_array_equal(y, np.array([np.inf, np.nan, np.finfo(dtype).max], dtype))


def test_nan_stays_nan():
    for name in NAMES:
        y, backward = getattr(F, name)(np.array([np.nan, 1.0]))
        (dx,) = backward(np.array([2.0, 3.0]))
        assert np.isnan(y[0]) == (name != "step")
        blind = {"identity": 2, "step": 0, "relu": 2, "leaky_relu": 0.02, "rrelu": 2 * 11 / 48}
        blind |= dict.fromkeys(("hardtanh", "relu6", "hardsigmoid", "softshrink", "hardshrink"), 0)
        np.testing.assert_array_equal(dx[0], blind.get(name, np.nan))


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda x: F.threshold(x, 1.0, "2"), TypeError, "threshold: value is '2', expected a number"),
        (
            lambda x: F.prelu(x, np.ones(2)),
            ValueError,
            "prelu: weight has shape (2,), expected (1,) or (3,) (input (2, 3))",
        ),
        (lambda x: F.prelu(x, 0.5), TypeError, "prelu: weight is a float, expected a NumPy array"),
        (lambda x: F.prelu(x, None), TypeError, "prelu: weight is None, expected a NumPy array"),
        (lambda x: F.prelu(x, x), ValueError, "prelu: weight (2, 3) is 2-d, expected 0-d or 1-d () or (C,)"),
        (
            lambda x: F.rrelu(x, 0.5, 0.25),
            ValueError,
            "rrelu: lower is 0.5, upper is 0.25; expected finite numbers, lower not above upper",
        ),
        (lambda x: F.rrelu(x, rng=1), TypeError, "rrelu: rng is a int, expected a scratch.random.Generator"),
        (
            lambda x: F.softshrink(x, -1),
            ValueError,
            "softshrink: lambd is -1.0, expected a finite number of at least 0",
        ),
        (lambda x: F.celu(x, 0), ValueError, "celu: alpha is 0, expected another number"),
        (lambda x: F.celu(x.astype("f"), 1e-50), ValueError, "celu: 1 / alpha is 1e+50, too large for float32"),
        (
            lambda x: F.glu(x),
            ValueError,
            "glu: input (2, 3) cannot be halved along dim -1, expected an even size there",
        ),
        (lambda x: F.relu([1.0]), TypeError, "relu: input is a list, expected a NumPy array"),
        (lambda x: F.relu(None), TypeError, "relu: input is None, expected a NumPy array"),
        (lambda x: F.tanh(x.astype(int)), TypeError, "tanh: input is int64, expected float32 or float64"),
        (lambda x: F.leaky_relu(x, "0.1"), TypeError, "leaky_relu: negative_slope is '0.1', expected a number"),
        (lambda x: F.elu(x.astype("f"), 1e39), ValueError, "elu: alpha is 1e+39, too large for float32"),
        (
            lambda x: F.gelu(x, approximate="erf"),
            ValueError,
            "gelu: approximate is 'erf', expected one of 'none', 'tanh'",
        ),
        (
            lambda x: F.hardtanh(x, 2.0, 1.0),
            ValueError,
            "hardtanh: min_val is 2.0, max_val is 1.0, expected min_val not above max_val",
        ),
        (
            lambda x: F.relu(x)[1](np.ones(3)),
            ValueError,
            "relu: backward's dy has shape (3,), expected y's shape (2, 3)",
        ),
        (lambda x: F.relu(x, True), TypeError, None),
        (lambda x: F.gelu(x, "tanh"), TypeError, None),
    ],
)  # fmt: skip
def test_refused(call, error, message):
    with pytest.raises(error) as caught:
        call(np.zeros((2, 3)))
    assert message is None or str(caught.value) == message
