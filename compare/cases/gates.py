"""Questions about gates: truth tables, node sums, the weights after every epoch, an XOR network while it learns."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from ..contract import Answer, Inputs, Namespace
from ..inputs import mapped
from ._draw import Draw

Asked = Callable[[Namespace, Inputs], Answer]

TABLE = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [1.0, 1.0]])
TARGETS = {"AND": [0.0, 0, 0, 1], "OR": [0.0, 1, 1, 1], "NAND": [1.0, 1, 1, 0], "XOR": [0.0, 1, 1, 0]}


@dataclass
class GateQuestion:
    """A call of one function of the room `gates`; `given` are its inputs, or how to get them from the reference."""

    op: str
    case: str
    given: Inputs | Callable[[Namespace], Inputs]
    asked: Asked
    exact: bool = False
    raises: bool = False
    zeros: frozenset[str] = frozenset()
    dtypes: tuple[str, ...] = ("float64", "float32")
    concept: str = "gates"

    def prepare(self, reference: Namespace) -> Inputs:
        return self.given(reference) if callable(self.given) else self.given

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        return self.asked(namespace, mapped(inputs, _locked))


def _locked(x: np.ndarray) -> np.ndarray:
    """A copy that nobody can write to."""
    copy = np.array(x)
    copy.flags.writeable = False
    return copy


def questions(seed: int) -> Iterator[GateQuestion]:
    """Every question of the concept *gates*."""
    draw = Draw(seed, "gates")
    yield from _steps(draw)
    for name in ("perceptron", "threshold_perceptron"):
        yield from _perceptrons(name, draw)
    for name in TARGETS:
        yield from _gates(name, draw)
    yield from _networks(draw)
    yield from _rules(draw)
    yield from _trainings(draw)


def _call(op: str, case: str, *args: Any, exact: bool = False, raises: bool = False) -> GateQuestion:
    """The question that calls `op(*args)` and looks at y."""

    def asked(namespace: Namespace, inputs: Inputs) -> Answer:
        return {"y": np.asarray(namespace.get("gates", op)(*inputs["args"]))}

    return GateQuestion(op, case, {"args": args}, asked, exact, raises)


def _steps(draw: Draw) -> Iterator[GateQuestion]:
    yield _call("step", "plain", draw.normal(3, 5))
    yield _call("step", "special values", draw.special(), exact=True)
    yield _call("step", "0-d", np.array(0.25))
    yield _call("step", "empty", np.empty((0, 3)))


def _perceptrons(op: str, draw: Draw) -> Iterator[GateQuestion]:
    w, b = draw.normal(3), np.array(0.1)
    yield _call(op, "plain", draw.normal(17, 3), w, b)
    yield _call(op, "two batch axes", draw.normal(5, 7, 3), w, b)
    yield _call(op, "one sample", 2 * w, w, b)
    yield _call(op, "one feature", draw.normal(11, 1), np.array([-0.7]), b)
    yield _call(op, "bias or threshold as a number", draw.normal(29, 3), w, 0.5)
    yield _call(op, "no samples", np.empty((0, 3)), w, b)
    ties = np.array([[1.0, 1.0], [2.0, -1.0], [1.0, 1.5], [3.0, -4.0]])
    limit = 0.75 if op == "threshold_perceptron" else -0.75
    yield _call(op, "sum exactly at the limit", ties, np.array([0.5, 0.25]), np.array(limit), exact=True)
    special = np.array([[np.inf, 1.0], [-np.inf, 1.0], [np.nan, 1.0], [np.inf, -np.inf], [5.0, 1.0]])
    yield _call(op, "special values", special, np.array([0.5, 0.25]), np.array(-0.75), exact=True)
    yield _call(op, "weights of another length", draw.normal(4, 3), draw.normal(2), b, raises=True)
    yield _call(op, "weights of integers", draw.normal(4, 3), np.array([1, 2, 3]), b, raises=True)
    yield _call(op, "one number for the inputs", np.array(1.0), w, b, raises=True)


def _gates(op: str, draw: Draw) -> Iterator[GateQuestion]:
    x1, x2 = TABLE.T
    firing = TABLE[TARGETS[op].index(1.0)]
    yield _call(op, "truth table", x1, x2)
    yield _call(op, "truth table of integers", x1.astype(np.int64), x2.astype(np.int64))
    yield _call(op, "truth table of booleans", x1.astype(bool), x2.astype(bool))
    yield _call(op, "one pair of numbers", int(firing[0]), int(firing[1]))
    yield _call(op, "inputs in a square", x1.reshape(2, 2), x2.reshape(2, 2))
    yield _call(op, "inputs that are not 0 or 1", draw.uniform(-0.5, 1.5, 5, 7), draw.uniform(-0.5, 1.5, 5, 7))
    yield _call(op, "no inputs", np.empty(0), np.empty(0))
    yield _call(op, "inputs of different shapes", np.zeros(3), np.zeros(2), raises=True)


def _networks(draw: Draw) -> Iterator[GateQuestion]:
    def asked(namespace: Namespace, inputs: Inputs) -> Answer:
        y, sums = namespace.get("gates", "xor_network")(*inputs["x"])
        return {"y": y, "node sums": sums}

    def question(case: str, x1: np.ndarray, x2: np.ndarray, raises: bool = False) -> GateQuestion:
        return GateQuestion("xor_network", case, {"x": [x1, x2]}, asked, raises=raises)

    yield question("truth table", *TABLE.T)
    yield question("inputs that are not 0 or 1", draw.uniform(-0.5, 1.5, 5, 7), draw.uniform(-0.5, 1.5, 5, 7))
    yield question("inputs of different shapes", np.zeros(3), np.zeros(2), raises=True)


def _rules(draw: Draw) -> Iterator[GateQuestion]:
    def asked(namespace: Namespace, inputs: Inputs) -> Answer:
        history, converged, cycle = namespace.get("gates", "perceptron_rule")(**inputs)
        return {"weights by epoch": history, "converged": converged, "cycle": cycle or "none"}

    def question(case: str, x: np.ndarray, t: Any, raises: bool = False, **options: Any) -> GateQuestion:
        given = {"x": x, "t": np.asarray(t), "w": np.zeros(x.shape[1])} | options
        return GateQuestion("perceptron_rule", case, given, asked, exact=True, raises=raises)

    for gate, targets in TARGETS.items():
        yield question(gate, TABLE, targets)
    for gate in ("AND", "XOR"):
        yield question(
            f"{gate} from other weights, lr=0.5", TABLE, TARGETS[gate], w=np.array([3.0, -2.0]), b=2.0, lr=0.5
        )
    yield question("too few epochs to tell", TABLE, TARGETS["AND"], epochs=3)
    x = draw.normal(29, 5)
    t = (x @ np.array([2.0, -1, 1, 3, -2]) > 0.5).astype(float)
    yield question("29 samples, 5 features, lr=0.25", x, t, w=draw.normal(5), b=0.5, lr=0.25, epochs=20)
    yield question("no samples", np.empty((0, 2)), np.empty(0), w=np.array([1.0, -1.0]))
    yield question("weights of another length", TABLE, TARGETS["AND"], raises=True, w=np.zeros(3))


def _trainings(draw: Draw) -> Iterator[GateQuestion]:
    def asked(namespace: Namespace, inputs: Inputs) -> Answer:
        losses, w1, b1, w2, b2 = namespace.get("gates", "train_xor")(**inputs)
        return {"losses": losses, "w1": w1, "b1": b1, "w2": w2, "b2": b2}

    def learned(namespace: Namespace, inputs: Inputs) -> Answer:
        losses, w1, b1, w2, b2 = namespace.get("gates", "train_xor")(**inputs)
        linear, sigmoid = namespace.get("functional", "linear"), namespace.get("functional", "sigmoid")
        y = sigmoid(linear(sigmoid(linear(inputs["x"], w1, b1)[0])[0], w2, b2)[0])[0]
        return {"truth table learned": np.round(y[:, 0]).astype(np.int64), "loss below 0.02": bool(losses[-1] < 0.02)}

    def question(case: str, given: Any, asked: Asked = asked, **options: Any) -> GateQuestion:
        return GateQuestion("train_xor", case, given, asked, **options)

    start: Inputs = {
        "x": TABLE, "t": np.array([TARGETS["XOR"]]).T, "lr": 5.0, "steps": 11,
        "w1": np.array([[0.4, -1.0], [-0.8, -4.9]]), "b1": np.array([1.8, 1.1]),
        "w2": np.array([[-0.7, 1.5]]), "b2": np.array([0.3]),
    }  # fmt: skip
    wide = {"w1": draw.normal(3, 2), "b1": draw.normal(3), "w2": draw.normal(1, 3), "b2": draw.normal(1)}
    both = {"t": np.array([TARGETS["XOR"], TARGETS["NAND"]]).T, "w2": draw.normal(2, 3), "b2": draw.normal(2)}
    yield question("2-2-1, 11 steps", start)
    yield question("2-3-1, 11 steps", start | wide | {"lr": 0.5})
    yield question("2-3-2, XOR and NAND, 5 steps", start | wide | both | {"steps": 5})
    yield question("one step", start | {"steps": 1})
    yield question("no steps", start | {"steps": 0})
    yield question("equal hidden nodes stay equal", start | {"w1": np.full((2, 2), 0.6), "w2": np.full((1, 2), 0.8)})
    yield question(
        "saturated, 3 steps", start | {"w1": np.full((2, 2), 19.0), "w2": np.array([[17.0, -13.0]]), "steps": 3}
    )
    yield question("150 steps", start | {"steps": 150}, learned, exact=True)
    for steps in (40, 80, 120):

        def after(reference: Namespace, steps: int = steps) -> Inputs:
            _, *weights = reference.get("gates", "train_xor")(**start | {"steps": steps})
            return start | dict(zip(("w1", "b1", "w2", "b2"), weights)) | {"steps": 1}

        yield question(f"PyTorch's weights after step {steps}, one step", after)
    yield question("w1 for another number of inputs", start | {"w1": np.zeros((2, 3))}, raises=True)
    yield question("w2 for another number of nodes", start | {"w2": np.zeros((1, 3))}, raises=True)
