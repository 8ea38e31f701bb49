"""ディープラーニングの仕組み その1 (SIOS Tech Lab, Fujii): gates, activations, losses, numerical gradients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ...contract import Answer, Inputs
from .._draw import Draw
from ..gates import TABLE, TARGETS
from ._example import Example, Side

TITLE = "ディープラーニングの仕組み その1"


def examples(draw: Draw) -> Iterator[Example]:
    """A1 to A9, as printed."""
    table = {"x": TABLE, "w": np.array([[0.5, 0.5]]), "b": np.array([-0.7])}
    fires = "0, 0, 0, 1"
    yield Example(
        "A1 AND gate", "w = (0.5, 0.5), b = -0.7, or more than 0.7", table, _and,
        {"sums": "-0.7, -0.2, -0.2, 0.3", "y": fires, "y by threshold": fires, "y of the gate": fires},
    )  # fmt: skip
    sums = "(-0.2, 0.7, -0.2), (0.3, 0.2, 0.3), (0.3, 0.2, 0.3), (0.8, -0.3, -0.2)"
    yield Example("A2 XOR", "three nodes", {"x": TABLE}, _xor, {"y": "0, 1, 1, 0", "node sums": sums})
    yield Example(
        "A2 perceptron rule", "one perceptron learns AND, OR, NAND, never XOR", {"x": TABLE}, _rule,
        claims={"converges": "AND True, OR True, NAND True, XOR False", "XOR comes back to the same weights": "True"},
        exact=True,
    )  # fmt: skip
    edge = np.array([-2.0, -0.1, 0.0, 0.1, 2.0])
    yield Example("A3 step", "1 for x > 0, else 0", {"x": edge}, _step, {"y": "0, 0, 0, 1, 1"}, exact=True)
    yield Example(
        "A4 sigmoid", "1 / (1 + exp(-x))", {"x": draw.normal(17, scale=3.0)}, _sigmoid,
        claims={"between 0 and 1": "True", "is 1 / (1 + exp(-x))": "True"},
    )  # fmt: skip
    yield Example("A5 identity", "regression", {"x": np.array([3.0, -0.7])}, _identity, {"y": "3.0, -0.7"})
    logits = np.array([2.0, 3.0])
    yield Example(
        "A5 softmax", "classification", {"x": logits}, _softmax, {"y": "0.269, 0.731", "sum": "1"}
    )  # fmt: skip
    yield Example(
        "A6 cross-entropy", "of (0.269, 0.731), class 2, then class 1",
        {"x": np.array([[2.0, 3.0], [2.0, 3.0]]), "t": np.array([[0.0, 1.0], [1.0, 0.0]])}, _cross_entropy,
        {"losses": "0.313, 1.313"}, {"over a data set": "the mean"},
    )  # fmt: skip
    net = {
        "x": draw.normal(1, 3),
        "w1": draw.normal(2, 3),
        "b1": draw.normal(2),
        "w2": draw.normal(2, 2),
        "b2": draw.normal(2),
    }
    yield Example(
        "A7 parameters", "a fully connected 3-2-2 network", net, _parameters,
        claims={"weights": "10", "biases": "4", "parameters with a gradient": "14"},
    )  # fmt: skip
    double = ("float64",)
    yield Example(
        "A8 numerical gradient", "forward difference, h = 1e-4, lr = 0.1", {"w": np.array([1.3])}, _descent,
        {"gradient": "3", "w moved by": "0.3"}, dtypes=double,
    )  # fmt: skip
    yield Example(
        "A8 difference error", "power of h, forward beside central", {"x": np.array([1.0, 2.0])}, _orders,
        {"forward": "1.0", "central": "2.0"}, dtypes=double,
    )  # fmt: skip
    yield Example(
        "A9 learning rate", "20 steps on a bowl with lr = 1e-10, 0.1, 1.1",
        {"x": np.array([[3.0, 4.0]] * 3), "lr": np.array([[1e-10], [0.1], [1.1]])}, _rates,
        claims={"too small": "hardly moves", "in between": "arrives", "too large": "overshoots"},
    )  # fmt: skip
    yield Example(
        "A9 cost", "evaluations per gradient of 14, 51 and 200 parameters", {"w": draw.normal(200)}, _cost,
        claims={"numerical differentiation": "too slow to train with"}, dtypes=double,
    )  # fmt: skip


def _and(s: Side, i: Inputs) -> Answer:
    return {
        "sums": s.y("linear", i["x"], i["w"], i["b"])[:, 0],
        "y": s.gates.perceptron(i["x"], i["w"][0], i["b"][0]),
        "y by threshold": s.gates.threshold_perceptron(i["x"], i["w"][0], -i["b"][0]),
        "y of the gate": s.gates.AND(*i["x"].T),
    }


def _xor(s: Side, i: Inputs) -> Answer:
    y, sums = s.gates.xor_network(*i["x"].T)
    return {"y": y, "node sums": sums}


def _rule(s: Side, i: Inputs) -> Answer:
    x, w = i["x"], np.zeros(2, i["x"].dtype)
    learned = {gate: s.gates.perceptron_rule(x, np.array(t, x.dtype), w) for gate, t in TARGETS.items()}
    return {
        "converges": ", ".join(f"{gate} {result.converged}" for gate, result in learned.items()),
        "XOR comes back to the same weights": str(learned["XOR"].cycle is not None),
    }


def _step(s: Side, i: Inputs) -> Answer:
    return {"y": s.gates.step(i["x"])}


def _sigmoid(s: Side, i: Inputs) -> Answer:
    y = s.y("sigmoid", i["x"])
    formula = np.allclose(y * (1 + np.exp(-i["x"])), 1)
    return {"y": y, "between 0 and 1": str(bool(y.min() > 0 and y.max() < 1)), "is 1 / (1 + exp(-x))": str(formula)}


def _identity(s: Side, i: Inputs) -> Answer:
    return {"y": s.y("identity", i["x"])}


def _softmax(s: Side, i: Inputs) -> Answer:
    y = s.y("softmax", i["x"], dim=0)
    return {"y": y, "sum": y.sum()}


def _cross_entropy(s: Side, i: Inputs) -> Answer:
    losses, mean = (s.y("cross_entropy", i["x"], i["t"], reduction=r) for r in ("none", "mean"))
    is_mean = np.isclose(mean, losses.mean())
    return {"losses": losses, "loss": mean, "over a data set": "the mean" if is_mean else "another"}


def _parameters(s: Side, i: Inputs) -> Answer:
    h, back_h = s.functional.linear(i["x"], i["w1"], i["b1"])
    a, back_a = s.functional.sigmoid(h)
    y, back_y = s.functional.linear(a, i["w2"], i["b2"])
    da, dw2, db2 = back_y(np.ones_like(y))
    _, dw1, db1 = back_h(*back_a(da))
    return {
        "y": y, "dw1": dw1, "db1": db1, "dw2": dw2, "db2": db2,
        "weights": str(dw1.size + dw2.size), "biases": str(db1.size + db2.size),
        "parameters with a gradient": str(sum(np.count_nonzero(g) for g in (dw1, db1, dw2, db2))),
    }  # fmt: skip


def _descent(s: Side, i: Inputs) -> Answer:
    gradient = s.gradcheck.numerical_gradient(lambda w: (3 * w).sum(), i["w"], h=1e-4, scheme="forward")
    w = i["w"] - 0.1 * gradient
    return {"gradient": gradient, "w": w, "w moved by": i["w"] - w}


def _orders(s: Side, i: Inputs) -> Answer:
    """How many digits the error of the differences of Σ x³ loses when h is divided by ten."""

    def order(scheme: str) -> np.floating:
        error = [
            np.abs(s.gradcheck.numerical_gradient(lambda x: (x**3).sum(), i["x"], h, scheme) - 3 * i["x"] ** 2).max()
            for h in (1e-1, 1e-2)
        ]
        return np.log10(error[0] / error[1])

    return {"forward": order("forward"), "central": order("central")}


def _rates(s: Side, i: Inputs) -> Answer:
    x = i["x"]
    for _ in range(20):
        _, backward = s.functional.mse_loss(x, np.zeros_like(x), reduction="sum")
        x = x - i["lr"] * backward(np.ones((), x.dtype))[0]
    distance = np.sqrt((x**2).sum(axis=1))
    return {
        "distance": distance,
        "too small": "hardly moves" if abs(distance[0] - 5) < 1e-5 else "moves",
        "in between": "arrives" if distance[1] < 0.1 else "does not arrive",
        "too large": "overshoots" if distance[2] > 5 else "does not overshoot",
    }


def _cost(s: Side, i: Inputs) -> Answer:
    """Evaluations, not seconds: they are the same on every machine."""

    def count(gradient: Callable[[Callable[[Any], Any], np.ndarray], Any], n: int) -> int:
        calls = 0

        def loss(w: Any) -> Any:
            nonlocal calls
            calls += 1
            return s.functional.mse_loss(w, np.zeros(n), reduction="sum")

        gradient(loss, i["w"][:n])
        return calls

    def differences(scheme: str) -> Callable[[Callable[[Any], Any], np.ndarray], Any]:
        return lambda loss, w: s.gradcheck.numerical_gradient(lambda w: loss(w)[0], w, scheme=scheme)

    ways = {"forward difference": differences("forward"), "central difference": differences("central"),
            "backpropagation": lambda loss, w: loss(w)[1](np.ones(()))}  # fmt: skip
    counts: Answer = {name: np.array([count(way, n) for n in (14, 51, 200)]) for name, way in ways.items()}
    slow = all(
        (counts[f"{scheme} difference"] > 10 * counts["backpropagation"]).all() for scheme in ("forward", "central")
    )
    return counts | {"numerical differentiation": "too slow to train with" if slow else "fast enough"}
