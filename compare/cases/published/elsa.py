"""Deep Learning勉強 1 (Elsa's technical diary): gates, a network of three layers forward, gradient descent."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...contract import Answer, Inputs
from .._draw import Draw
from ..gates import TABLE
from ._example import Asked, Example, Side

TITLE = "Deep Learning勉強 1"

NETWORK = {
    "x": np.array([1.0, 2.0]),
    "w1": np.array([[0.1, 0.3, 0.5], [0.2, 0.4, 0.6]]), "b1": np.array([-0.3, -0.5, -0.8]),
    "w2": np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]]), "b2": np.array([0.2, 0.6]),
    "w3": np.array([[0.1, 0.5], [0.6, 0.8]]), "b3": np.array([-0.3, -0.2]),
}  # fmt: skip
TWICE = "the printed code adds b1 twice, so the first layer's sums are (-0.1, 0.1, 0.1)"
FED = "the printed code feeds the next layer the sums before the sigmoid, so the network is linear"
ROUNDED = "the printed sigmoid rounds to one decimal"


def examples(draw: Draw) -> Iterator[Example]:
    """B1 to B3, as printed; the slips of B2, each alone and together; B3's comment."""
    gates = {"AND": "0, 0, 0, 1", "OR": "0, 1, 1, 1", "XOR": "0, 1, 1, 0"}
    given = {"x": TABLE, "w": np.array([0.5, 0.5]), "b_and": np.array(-0.7), "b_or": np.array(0.0)}
    yield Example("B1 gates", "AND, OR with b = 0, XOR from AND, OR, NAND", given, _gates, gates)
    layers = {
        "u1": "0.2, 0.6, 0.9", "h1": "0.549834, 0.645656, 0.710950", "h2": "0.690863, 0.801357",
        "y": "0.249901, 0.786517",
    }  # fmt: skip
    yield Example(
        "B2 forward", "three layers, right", NETWORK, _network(), layers, dtypes=("float64",)
    )  # fmt: skip
    printed = _network(rounding=True, feeding=True, twice=True)
    yield Example("B2 forward", "three layers, the code as printed", NETWORK, printed, {"y": "0.135, 0.479"})

    def slip(words: str, wrong: Asked, reason: str) -> Example:
        asked = _only_y(_network())
        case = f"slip: {words}"
        return Example("B2 forward", case, NETWORK, asked, known=reason, slip=_only_y(wrong), dtypes=("float64",))

    yield slip("sigmoid rounded to one decimal", _network(rounding=True), ROUNDED)
    yield slip("the next layer is fed the sums", _network(feeding=True), FED)
    yield slip("b1 added twice", _network(twice=True), TWICE)
    yield slip("all three together", printed, f"{ROUNDED}; {FED}; {TWICE}: y = (0.135, 0.479)")

    start = {"x": np.array([3.0, 4.0])}
    bottom = {"x": "6.11110793e-10, 8.14814391e-10"}
    yield Example(
        "B3 gradient descent", "100 steps of lr = 0.1 on x0² + x1²", start, _descent(0.1), bottom,
        dtypes=("float64",),
    )  # fmt: skip
    yield Example(
        "B3 gradient descent", "slip: the comment says lr = 0.01", start, _descent(0.1),
        known="the comment says lr = 0.01, the call 0.1: with 0.01 a hundred steps leave 13 % of the way",
        slip=_descent(0.01), dtypes=("float64",),
    )  # fmt: skip


def _gates(s: Side, i: Inputs) -> Answer:
    x = i["x"]
    and_, or_ = s.gates.perceptron(x, i["w"], i["b_and"]), s.gates.perceptron(x, i["w"], i["b_or"])
    return {"AND": and_, "OR": or_, "XOR": s.gates.AND(or_, s.gates.NAND(*x.T)), "XOR of the gates": s.gates.XOR(*x.T)}


def _network(rounding: bool = False, feeding: bool = False, twice: bool = False) -> Asked:
    """The network, right, or with slips: the sigmoid rounded, the sums fed to the next layer, b1 added twice."""

    def asked(s: Side, i: Inputs) -> Answer:
        def sigmoid(u: np.ndarray) -> np.ndarray:
            return np.round(s.y("sigmoid", u), 1) if rounding else s.y("sigmoid", u)

        u1 = s.y("linear", i["x"], i["w1"].T, i["b1"])
        if twice:
            u1 = u1 + i["b1"]
        h1 = sigmoid(u1)
        u2 = s.y("linear", u1 if feeding else h1, i["w2"].T, i["b2"])
        h2 = sigmoid(u2)
        u3 = s.y("linear", u2 if feeding else h2, i["w3"].T, i["b3"])
        return {"u1": u1, "h1": h1, "h2": h2, "y": s.y("identity", u3)}

    return asked


def _only_y(asked: Asked) -> Asked:
    return lambda s, i: {"y": asked(s, i)["y"]}


def _descent(lr: float) -> Asked:
    def asked(s: Side, i: Inputs) -> Answer:
        x = i["x"]
        for _ in range(100):
            x = x - lr * s.gradcheck.numerical_gradient(lambda x: (x**2).sum(), x, h=1e-4)
        return {"x": x}

    return asked
