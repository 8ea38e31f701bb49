"""Causes of linear layers, embeddings, activations, flatten and losses: planted as learners write them, and named."""

import numpy as np
import pytest

from compare.contract import call
from tests.compare.diagnose.planted import causes

N = np.random.default_rng(7).standard_normal
X, W, B = N((5, 3)), N((7, 3)), N(7)
LINEAR = [call(X, W, B), call(N((4, 6)), N((6, 6)), N(6)), call(X[:1], W, B)]
PLAIN = [call(N((5, 3)) * 2), call(N((1, 4)))]
KINK = [*PLAIN, call(np.where(np.arange(15).reshape(5, 3) % 4 == 1, 0.0, N((5, 3))))]
LARGE = [*PLAIN, call(np.array([[800.0, -3.0, 1.0], [0.5, -800.0, 2.0]]))]
ROWS = [call(N((5, 3)), -1), call(N((1, 4)), -1), call(N((4, 4)), -1)]
LABELS = np.array([2, 0, 1, 1, 2])
CLASSES = [call(N((5, 3)), LABELS), call(N((4, 4)), np.array([3, 1, 0, 1])), call(N((1, 3)), LABELS[:1])]
SURE = [*CLASSES, call(np.array([[800.0, 0.0, -800.0], [0.5, 1.0, -1.0]]), np.array([2, 0]))]
NUMBERS = [call(N((5, 3)), N((5, 3))), call(N((4, 1)), N((4, 1))), call(N((1, 3)), N((1, 3)))]
SHARES = [
    call(np.random.default_rng(1).uniform(0.1, 0.9, (5, 3)), (np.arange(15).reshape(5, 3) % 3 == 1) * 1.0),
    call(np.array([[0.0002, 0.5, 0.9995, 0.3]]), np.array([[1.0, 0.0, 0.0, 1.0]])),
]
WORDS = [call(np.array([4, 0, 2]), N((7, 3))), call(np.array([4, 0, 4, 4, 0]), N((7, 3)))]
IMAGES = [call(N((2, 3, 5, 4)), 1), call(N((1, 3, 4, 4)), 1)]


def kept(op):
    """Whatever NumPy makes of it on the way, what comes out has the input's dtype."""

    def code(input, *rest, **options):
        y, backward = op(input, *rest, **options)
        dtype = next(a.dtype for a in (input, *rest) if a.dtype.kind == "f")
        return np.asarray(y, dtype), lambda dy: tuple(np.asarray(g, dtype) for g in backward(dy))

    return code


def linear(
    y=lambda x, w, b: x @ w.T + b, dx=lambda dy, x, w: dy @ w, dw=lambda dy, x, w: dy.T @ x, db=lambda dy: dy.sum(0)
):
    def op(input, weight, bias=None):
        return y(input, weight, bias), lambda dy: (dx(dy, input, weight), dw(dy, input, weight), db(dy))

    return op


def activation(y, dx):
    def op(input, *rest, **options):
        found = y(input)
        return found, lambda dy: (dx(dy, input, found),)

    return op


def sig(x):
    with np.errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


def soft(x, axis=1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def pulled(y, dy):
    return y * (dy - (dy * y).sum(axis=1, keepdims=True))


def entropy(loss=None, gradient=None, p=soft):
    """Cross-entropy out of the loss of (p, one-hot targets) and the gradient of (p, one-hot targets, n)."""
    loss = loss or (lambda p, t: -np.log((p * t).sum(1)).mean())
    gradient = gradient or (lambda p, t, n: (p - t) / n)

    def op(input, target, *rest, **options):
        t = np.eye(input.shape[1])[target]
        with np.errstate(all="ignore"):
            q = p(input)
            return np.asarray(loss(q, t)), lambda dy: (gradient(q, t, len(t)) * dy,)

    return op


def squares(loss=lambda d: (d**2).mean(), gradient=lambda d: 2 * d / d.size):
    def op(input, target, **options):
        d = input - target
        return np.asarray(loss(d)), lambda dy: (gradient(d) * dy, -gradient(d) * dy)

    return op


def binary(loss, gradient):
    def op(input, target, **options):
        slope = np.log(1 - input) - np.log(input)  # of the target
        n = input.size
        return loss(input, target).mean(), lambda dy: (gradient(input, target) / n * dy, slope / n * dy)

    return op


def embedding(which):
    def op(input, weight):
        def backward(dy):
            dw = np.zeros_like(weight)
            which(dw, input, dy)
            return (dw,)

        return weight[input], backward

    return op


def put(dw, i, dy):
    dw[i] = dy


def hinge(divide=True, count=True):
    def op(input, target, *rest, **options):
        n, c = input.shape
        rows = np.arange(n)
        m = np.maximum(0, input - input[rows, target][:, None] + 1)
        m[rows, target] = 0
        d = (m > 0) * 1.0
        d[rows, target] -= d.sum(1) * count
        k = n * c if divide else n
        return np.asarray(m.sum() / k), lambda dy: (d / k * dy,)

    return op


def logs(p, t):
    with np.errstate(all="ignore"):
        return -(t * np.log(p) + (1 - t) * np.log(1 - p))


def dlogs(p, t):
    return (p - t) / (p * (1 - p))


relu = (lambda x: np.maximum(x, 0), lambda dy, x, y: np.where(x > 0, dy, 0))
tanh = (np.tanh, lambda dy, x, y: dy * (1 - y * y))
sigmoid = (sig, lambda dy, x, y: dy * y * (1 - y))
BOTH = ("grad input", "grad target")

# Row of the table of conventions (0: none), op, the code, the calls, what is named by quantity.
PLANTED = [
    (
        2,
        "linear",
        linear(
            y=lambda x, w, b: (x @ w if w.shape[0] == w.shape[1] else x @ w.T) + b,
            dx=lambda dy, x, w: dy @ w.T if w.shape[0] == w.shape[1] else dy @ w,
            dw=lambda dy, x, w: x.T @ dy if w.shape[0] == w.shape[1] else dy.T @ x,
        ),
        LINEAR,
        dict.fromkeys(("y", "grad input", "grad weight"), "weight-untransposed"),
    ),
    (
        3,
        "linear",
        linear(dx=lambda dy, x, w: dy @ w.T if w.shape[0] == w.shape[1] else dy @ w),
        LINEAR,
        {"grad input": "dx-weight-untransposed"},
    ),
    (4, "linear", linear(dw=lambda dy, x, w: x.T @ dy), LINEAR, {"grad weight": "weight-gradient-transposed"}),
    (5, "linear", linear(db=lambda dy: dy.mean(0)), LINEAR, {"grad bias": "bias-gradient-mean"}),
    (6, "linear", linear(db=lambda dy: dy), LINEAR, {"grad bias": "bias-gradient-unreduced"}),
    (7, "linear", linear(db=lambda dy: dy.sum(1)), LINEAR, {"grad bias": "bias-gradient-wrong-axis"}),
    (
        8,
        "linear",
        linear(dw=lambda dy, x, w: dy.T @ x / len(x)),
        LINEAR,
        {"grad weight": "weight-gradient-divided-by-batch"},
    ),
    (
        8,
        "linear",
        linear(dw=lambda dy, x, w: dy.T @ x / len(x), db=lambda dy: dy.mean(0)),
        LINEAR,
        dict.fromkeys(("grad weight", "grad bias"), "parameter-gradients-averaged"),
    ),
    (10, "embedding", embedding(put), WORDS, {"grad weight": "repeated-index-assigned"}),
    (
        13,
        "relu",
        activation(relu[0], lambda dy, x, y: np.where(x >= 0, dy, 0)),
        KINK,
        {"grad input": "kink-gradient-one"},
    ),
    (
        13,
        "relu",
        activation(relu[0], lambda dy, x, y: dy * (0.5 * (np.sign(x) + 1))),
        KINK,
        {"grad input": "kink-gradient-half"},
    ),
    (
        15,
        "sigmoid",
        activation(sig, lambda dy, x, y: dy * sig(y) * (1 - sig(y))),
        PLAIN,
        {"grad input": "derivative-of-output"},
    ),
    (
        15,
        "tanh",
        activation(np.tanh, lambda dy, x, y: dy * (1 - np.tanh(y) ** 2)),
        PLAIN,
        {"grad input": "derivative-of-output"},
    ),
    (
        17,
        "step",
        activation(lambda x: (x >= 0) * 1.0, lambda dy, x, y: 0 * dy),
        KINK,
        dict.fromkeys(("y", "grad input"), "step-at-zero"),
    ),
    (20, "tanh", activation(np.tanh, lambda dy, x, y: -dy * (1 - y * y)), PLAIN, {"grad input": "sign-flipped"}),
    (
        25,
        "softmax",
        activation(lambda x: soft(x, 0), lambda dy, x, y: y * (dy - (dy * y).sum(axis=0))),
        ROWS,
        dict.fromkeys(("y", "grad input"), "softmax-axis"),
    ),
    (
        27,
        "softmax",
        activation(soft, lambda dy, x, y: dy * y * (1 - y)),
        ROWS,
        {"grad input": "softmax-gradient-diagonal"},
    ),
    (28, "tanh", activation(np.tanh, lambda dy, x, y: 1 - y * y), PLAIN, {"grad input": "upstream-ignored"}),
    (
        44,
        "flatten",
        lambda input, start_dim=0: (
            input.transpose(0, 2, 3, 1).reshape(len(input), -1),
            lambda dy: (dy.reshape(input.transpose(0, 2, 3, 1).shape).transpose(0, 3, 1, 2),),
        ),
        IMAGES,
        dict.fromkeys(("y", "grad input"), "flatten-order"),
    ),
    (
        45,
        "flatten",
        lambda input, start_dim=0: (
            np.stack([x.reshape(-1, order="F") for x in input]),
            lambda dy: (np.stack([d.reshape(input.shape[1:], order="F") for d in dy]),),
        ),
        IMAGES,
        dict.fromkeys(("y", "grad input"), "flatten-order"),
    ),
    (
        0,
        "tanh",
        activation(np.tanh, lambda dy, x, y: dy * (1 - y)),
        PLAIN,
        {"grad input": "square-missing-in-derivative"},
    ),
    (0, "sigmoid", activation(sig, lambda dy, x, y: dy * y * (1 + y)), PLAIN, {"grad input": "sign-in-derivative"}),
    (0, "sigmoid", activation(sig, lambda dy, x, y: dy), PLAIN, {"grad input": "derivative-missing"}),
    (
        0,
        "leaky_relu",
        activation(lambda x: np.where(x > 0, x, 0.2 * x), lambda dy, x, y: np.where(x > 0, dy, 0.2 * dy)),
        PLAIN,
        dict.fromkeys(("y", "grad input"), "slope-value"),
    ),
    (
        18,
        "cross_entropy",
        entropy(lambda p, t: -np.log((p * t).sum(1)).sum(), lambda p, t, n: p - t),
        CLASSES,
        dict.fromkeys(("y", "grad input"), "reduction-sum"),
    ),
    (18, "cross_entropy", entropy(gradient=lambda p, t, n: p - t), CLASSES, {"grad input": "gradient-not-averaged"}),
    (
        19,
        "cross_entropy",
        entropy(lambda p, t: -np.log((p * t).sum(1)).mean() / p.shape[1], lambda p, t, n: (p - t) / p.size),
        CLASSES,
        dict.fromkeys(("y", "grad input"), "mean-over-all-elements"),
    ),
    (21, "cross_entropy", entropy(lambda p, t: -np.log((p * t).sum(1) + 1e-7).mean()), CLASSES, {"y": "log-epsilon"}),
    (
        22,
        "binary_cross_entropy",
        binary(lambda p, t: logs(np.clip(p, 0.001, 0.999), t), dlogs),
        SHARES,
        {"y": "log-clamp"},
    ),
    (
        23,
        "cross_entropy",
        entropy(lambda p, t: -np.log((soft(p) * t).sum(1)).mean(), lambda p, t, n: (soft(p) - t) / n),
        CLASSES,
        dict.fromkeys(("y", "grad input"), "double-softmax"),
    ),
    (24, "cross_entropy", entropy(lambda p, t: -np.log2((p * t).sum(1)).mean()), CLASSES, {"y": "log-base"}),
    (
        29,
        "cross_entropy",
        entropy(
            lambda p, t: -np.log((p * np.roll(t, -1, 1)).sum(1)).mean(), lambda p, t, n: (p - np.roll(t, -1, 1)) / n
        ),
        CLASSES,
        dict.fromkeys(("y", "grad input"), "label-off-by-one"),
    ),
    (30, "cross_entropy", entropy(gradient=lambda p, t, n: p / n), CLASSES, {"grad input": "target-not-subtracted"}),
    (
        31,
        "mse_loss",
        squares(lambda d: 0.5 * (d**2).sum(), lambda d: d),
        NUMBERS,
        dict.fromkeys(("y", *BOTH), "half-squares"),
    ),
    (
        32,
        "mse_loss",
        squares(lambda d: (d**2).sum() / len(d), lambda d: 2 * d / len(d)),
        NUMBERS,
        dict.fromkeys(("y", *BOTH), "sum-per-sample-mean"),
    ),
    (33, "mse_loss", squares(lambda d: 0.5 * (d**2).mean()), NUMBERS, {"y": "half-in-loss-only"}),
    (33, "mse_loss", squares(gradient=lambda d: d / d.size), NUMBERS, dict.fromkeys(BOTH, "half-in-gradient-only")),
    (0, "multi_margin_loss", hinge(divide=False), CLASSES, dict.fromkeys(("y", "grad input"), "sum-over-classes")),
    (0, "multi_margin_loss", hinge(count=False), CLASSES, {"grad input": "right-class-gradient-missing"}),
    (0, "binary_cross_entropy", binary(logs, lambda p, t: p - t), SHARES, {"grad input": "gradient-of-logits"}),
]
IDS = [f"row {row}, {op}, {next(iter(named.values()))}" for row, op, _, _, named in PLANTED]


@pytest.mark.parametrize(
    ("row", "op", "code", "calls", "named"),
    PLANTED,
    ids=[f"row {p[0]}, {p[1]}, {next(iter(p[4].values()))}" for p in PLANTED],
)
def test_a_mistake_is_named_alone(row, op, code, calls, named):
    assert causes(op, kept(code), calls) == {quantity: (name,) for quantity, name in named.items()}


def weighted(total):
    def op(input, target, weight=None, **options):
        p, rows = soft(input), np.arange(len(target))
        w = weight[target]
        k = total(w)
        loss = -(w * np.log(p[rows, target])).sum() / k
        return np.asarray(loss), lambda dy: ((p - np.eye(input.shape[1])[target]) * w[:, None] / k * dy,)

    return op


def test_row_34_class_weights():
    calls = [call(N((5, 3)), LABELS, np.array([0.5, 2.0, 1.5]))]
    assert set(causes("cross_entropy", kept(weighted(len)), calls).values()) == {("class-weight-normalization",)}
    assert causes("cross_entropy", kept(weighted(np.sum)), calls) == {}


def test_row_35_label_smoothing():
    def op(input, target, *, label_smoothing=0.0, **options):
        c = input.shape[1]
        t = np.eye(c)[target]
        t = t * (1 - label_smoothing) + (1 - t) * label_smoothing / (c - 1)
        p = soft(input)
        return np.asarray(-(t * np.log(p)).sum(1).mean()), lambda dy: ((p - t) / len(t) * dy,)

    assert set(causes("cross_entropy", kept(op), [call(N((5, 3)), LABELS, label_smoothing=0.3)]).values()) == {
        ("label-smoothing-others",)
    }


def test_row_9_a_column_against_a_row():
    def op(input, target, **options):
        d = input - target.reshape(-1)
        return np.asarray((d**2).mean()), lambda dy: ((2 * d / d.size * dy).sum(1, keepdims=True),) * 2

    assert causes("mse_loss", kept(op), [call(N((5, 1)), N((5, 1))), call(N((3, 1)), N((3, 1)))])["y"] == (
        "broadcast-column",
    )


def test_row_26_no_shift():
    found = causes(
        "softmax",
        activation(lambda x: np.exp(x) / np.exp(x).sum(1, keepdims=True), lambda dy, x, y: pulled(y, dy)),
        [*ROWS, call(LARGE[-1].args[0], -1)],
    )
    assert found["y"] == ("softmax-no-max-shift",)


@pytest.mark.parametrize(
    ("op", "code", "calls"),
    [
        ("linear", linear(), LINEAR),
        ("relu", activation(*relu), KINK),
        ("tanh", activation(*tanh), PLAIN),
        ("sigmoid", activation(*sigmoid), PLAIN),
        ("softmax", activation(soft, lambda dy, x, y: pulled(y, dy)), ROWS),
        ("cross_entropy", entropy(), CLASSES),
        ("mse_loss", squares(), NUMBERS),
        ("multi_margin_loss", hinge(), CLASSES),
        ("binary_cross_entropy", binary(logs, dlogs), SHARES),
        ("embedding", embedding(lambda dw, i, dy: np.add.at(dw, i, dy)), WORDS),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_what_is_right_has_no_cause(op, code, calls):
    assert causes(op, kept(code), calls) == {}


@pytest.mark.parametrize(
    ("code", "named"),
    [
        (
            linear(dx=lambda dy, x, w: -dy @ w, db=lambda dy: dy.mean(0)),
            {"grad input": {"sign-flipped"}, "grad bias": {"bias-gradient-mean"}},
        ),
        (linear(dw=lambda dy, x, w: -(x.T @ dy)), {"grad weight": {"sign-flipped", "weight-gradient-transposed"}}),
        (
            linear(dw=lambda dy, x, w: x.T @ dy / len(x)),
            {"grad weight": {"weight-gradient-transposed", "weight-gradient-divided-by-batch"}},
        ),
    ],
)
def test_two_mistakes_are_both_named(code, named):
    assert {q: set(names) for q, names in causes("linear", code, LINEAR).items()} == named


def test_two_mistakes_in_one_derivative():
    code = activation(np.tanh, lambda dy, x, y: -dy * (1 - y))
    assert set(causes("tanh", code, PLAIN)["grad input"]) == {"sign-flipped", "square-missing-in-derivative"}


def test_noise_is_explained_by_nothing():
    noise = np.random.default_rng(3)
    code = linear(dw=lambda dy, x, w: dy.T @ x + noise.standard_normal(w.shape))
    assert causes("linear", code, LINEAR)["grad weight"] == ()
