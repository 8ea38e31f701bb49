"""Chainer tutorial, chapter 3, ニューラルネットワークの基礎: a network forward and backward, descent, minibatches."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Answer, Inputs
from .._draw import Draw
from ._example import Asked, Example, Side

TITLE = "Chainer tutorial, ニューラルネットワークの基礎"
DEPTHS = range(2, 21)


def examples(draw: Draw) -> Iterator[Example]:
    """C1 to C6, as printed, and the 1/N of C3."""
    network = {
        "x": np.array([2.0, 3.0, 1.0]), "w1": np.array([[3.0, 1.0, 2.0], [-2.0, -3.0, -1.0]]),
        "w2": np.array([[3.0, 2.0]]), "t": np.array([20.0]),
    }  # fmt: skip
    yield Example(
        "C1 ReLU network", "forward, mean squared error", network, _network("relu"),
        {"u1": "11, -14", "h1": "11, 0", "y": "33", "loss": "169"},
    )  # fmt: skip
    dw1 = ("[[-1.72463398e-04, -2.58695098e-04, -8.62316992e-05], "
           "[-5.72447970e-06, -8.58671954e-06, -2.86223985e-06]]")  # fmt: skip
    yield Example(
        "C2 sigmoid network", "forward and backward", network, _network("sigmoid"),
        {"y": "0.95257194", "dL/dW2": "-1.72104507e+00, -1.43112111e-06", "dL/dW1": dw1}, dtypes=("float64",),
    )  # fmt: skip
    yield Example(
        "C3 mean squared error", "(1/N) Σ (t - y)²", {"y": draw.normal(7), "t": draw.normal(7)}, _mse,
        claims={"is (1/N) Σ (t - y)²": "True"},
    )  # fmt: skip
    yield Example(
        "C3 cross-entropy", "difference: 1/N over the outputs",
        {"x": draw.normal(5), "t": np.eye(5)[2]}, _cross_entropy, slip=_cross_entropy_over_outputs,
        known="the formula divides by the number of outputs, here 5; PyTorch divides by the number of samples only",
        dtypes=("float64",),
    )  # fmt: skip
    yield Example(
        "C4 gradient descent", "w = 3, lr = 0.5, gradients 3, then -1",
        {"w": np.array([[3.0]]), "slopes": np.array([[[3.0]], [[-1.0]]])}, _by_hand, {"w": "1.5, 2.0"},
    )  # fmt: skip
    yield Example(
        "C5 vanishing gradient", "σ' = y (1 - y), at most 0.25; of two, at most 0.0625",
        {"x": np.linspace(-6, 6, 25)}, _derivative, {"largest": "0.25", "largest of two": "0.0625"},
        {"is y (1 - y)": "True"},
    )  # fmt: skip
    yield Example(
        "C5 vanishing gradient", "depths 2 to 20, sigmoid against ReLU", {"x": np.array([[0.5]])}, _vanishing,
        claims={"sigmoid": "at most 0.25 to the depth", "ReLU": "1 at every depth"},
    )  # fmt: skip
    yield Example(
        "C6 minibatch", "shuffle, take 8 at a time, 29 digits are an epoch", {"k": 8}, _minibatches,
        claims={"every sample once": "True", "the next epoch has another order": "True"},
        dtypes=("float32",),
    )  # fmt: skip
    yield Example(
        "C6 minibatch", "the gradient is the mean over the batch",
        {"x": draw.normal(5, 3), "w": draw.normal(2, 3), "t": draw.normal(5, 2)}, _mean_gradient,
        claims={"is the mean of the samples' gradients": "True"},
    )  # fmt: skip


def _network(activation: str) -> Asked:
    def asked(s: Side, i: Inputs) -> Answer:
        act = getattr(s.functional, activation)
        u1, back_u1 = s.functional.linear(i["x"], i["w1"])
        h1, back_h1 = act(u1)
        u2, back_u2 = s.functional.linear(h1, i["w2"])
        y, back_y = act(u2)
        loss, back_loss = s.functional.mse_loss(y, i["t"])
        dh1, dw2, _ = back_u2(*back_y(back_loss(np.ones_like(loss))[0]))
        _, dw1, _ = back_u1(*back_h1(dh1))
        return {"u1": u1, "h1": h1, "y": y, "loss": loss, "dL/dW1": dw1, "dL/dW2": dw2}

    return asked


def _mse(s: Side, i: Inputs) -> Answer:
    loss = s.y("mse_loss", i["y"], i["t"])
    return {"loss": loss, "is (1/N) Σ (t - y)²": str(np.isclose(loss * 7, ((i["t"] - i["y"]) ** 2).sum()))}


def _cross_entropy(s: Side, i: Inputs) -> Answer:
    return {"loss": s.y("cross_entropy", i["x"], i["t"])}


def _cross_entropy_over_outputs(s: Side, i: Inputs) -> Answer:
    return {"loss": np.asarray(-(i["t"] * np.log(s.y("softmax", i["x"], dim=0))).mean())}


def _by_hand(s: Side, i: Inputs) -> Answer:
    w, path = i["w"], []
    for slope in i["slopes"]:
        loss, backward = s.functional.linear(w, slope)
        w = w - 0.5 * backward(np.ones_like(loss))[0]
        path.append(w[0, 0])
    return {"w": np.array(path)}


def _derivative(s: Side, i: Inputs) -> Answer:
    h, back_h = s.functional.sigmoid(i["x"])
    y, back_y = s.functional.sigmoid(h - 0.5)  # centred, so that both can be at their steepest
    one = back_h(np.ones_like(h))[0]
    two = back_h(*back_y(np.ones_like(y)))[0]
    return {
        "derivative": one, "of two": two, "largest": one.max(), "largest of two": two.max(),
        "is y (1 - y)": str(np.allclose(one, h * (1 - h))),
    }  # fmt: skip


def _vanishing(s: Side, i: Inputs) -> Answer:
    def gradients(activation: str) -> np.ndarray:
        """Of a chain of one-node layers with weight 1, for its input, by depth."""
        h, gradient, by_depth = i["x"], np.ones_like(i["x"]), []
        for _ in range(DEPTHS.stop):
            u, back_u = s.functional.linear(h, np.ones((1, 1), h.dtype))
            h, back_h = getattr(s.functional, activation)(u)
            gradient = back_u(*back_h(gradient))[
                0
            ]  # what a layer multiplies it by does not depend on the others' order
            by_depth.append(gradient[0, 0])
        return np.array([by_depth[depth - 1] for depth in DEPTHS])

    sigmoid, relu = gradients("sigmoid"), gradients("relu")
    small = (sigmoid <= 0.25 ** np.array(DEPTHS)).all()
    return {
        "gradient by depth, sigmoid": sigmoid, "gradient by depth, ReLU": relu,
        "sigmoid": "at most 0.25 to the depth" if small else "larger",
        "ReLU": "1 at every depth" if (relu == 1).all() else "another",
    }  # fmt: skip


def _minibatches(s: Side, i: Inputs) -> Answer:
    images, labels = s.data.digits()
    dataset = s.data.TensorDataset(images[:29], labels[:29])
    loader = s.data.DataLoader(dataset, batch_size=i["k"], shuffle=True, generator=s.random.Generator().manual_seed(0))
    first, second = ([np.asarray(x.sum((1, 2, 3))) for x, _ in loader] for _ in range(2))  # the ink of every digit
    order = np.concatenate(first)
    return {
        "ink in order": order, "sizes": ", ".join(str(len(batch)) for batch in first),
        "every sample once": str(sorted(order.tolist()) == sorted(images[:29].sum((1, 2, 3)).tolist())),
        "the next epoch has another order": str(np.concatenate(second).tolist() != order.tolist()),
    }  # fmt: skip


def _mean_gradient(s: Side, i: Inputs) -> Answer:
    def gradient(rows: slice) -> np.ndarray:
        y, back_y = s.functional.linear(i["x"][rows], i["w"])
        loss, back_loss = s.functional.mse_loss(y, i["t"][rows])
        return back_y(back_loss(np.ones_like(loss))[0])[1]

    batch, each = gradient(slice(None)), [gradient(slice(n, n + 1)) for n in range(len(i["x"]))]
    same = np.allclose(batch, np.mean(each, axis=0), atol=1e-6)
    return {"gradient of the batch": batch, "is the mean of the samples' gradients": str(same)}
