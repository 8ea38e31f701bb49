"""Glossary for readers of "Deep Learning from Scratch" (GMO Ad Marketing): the book's losses, ReLU, gradient checks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ...contract import Answer, Inputs
from .._draw import Draw
from ._example import Asked, Example, Side

TITLE = "Glossary for readers of the book (GMO Ad Marketing)"


def examples(draw: Draw) -> Iterator[Example]:
    """E1 to E5: what holds, and where the book's functions or the glossary's words are not PyTorch's."""

    def differs(
        op: str, words: str, given: Inputs, right: Asked, wrong: Asked, reason: str, exact: bool = False
    ) -> Example:
        case = words
        return Example(op, case, given, right, known=reason, slip=wrong, exact=exact, dtypes=("float64",))

    yield differs(
        "E1 mean squared error", "difference: 0.5 Σ (y - t)²", {"y": draw.normal(10), "t": draw.normal(10)},
        _mse, _half_sum, "the book halves the sum where PyTorch takes the mean: off by numel / 2, here 5",
    )  # fmt: skip
    logits = {"x": np.array([2.0, 3.0]), "t": np.array([1.0, 0.0])}
    tiny = {"x": np.array([0.0, 40.0]), "t": np.array([1.0, 0.0])}
    yield differs(
        "E2 cross-entropy", "difference: log(y + 1e-7)", logits, _cross_entropy, _book_cross_entropy,
        "the book adds 1e-7 within the logarithm: the loss is lower by about 1e-7 / p; the gradient does not see it",
    )  # fmt: skip
    yield differs(
        "E2 cross-entropy", "difference: a loss that cannot exceed 16.118", tiny, _cross_entropy, _book_cross_entropy,
        "the book adds 1e-7 within the logarithm: -log(1e-7) = 16.118 caps the loss",
    )  # fmt: skip
    yield Example(
        "E2 cross-entropy", "what the 1e-7 does", logits | {"far": tiny["x"]}, _the_1e7,
        {"cap": "16.118"}, {"loss too low by": "1.00 times 1e-7 / p", "gradient is y - t": "True"}, dtypes=("float64",),
    )  # fmt: skip
    edge = {"x": np.array([-2.0, 0.0, 3.0]), "dy": np.array([5.0, 7.0, 11.0])}
    yield Example(
        "E3 ReLU", "backward passes where x > 0, stops where x <= 0", edge, _relu,
        {"y": "0, 0, 3", "dx": "0, 0, 11"}, exact=True,
    )  # fmt: skip
    ops = {"x": draw.normal(5, 3), "w": draw.normal(7, 3), "b": draw.normal(7), "t": draw.normal(5, 7)}
    yield Example(
        "E4 gradient check", "backpropagation against numerical differentiation", ops, _checked,
        claims={"they agree": "True", "gradcheck": "linear True, sigmoid True, softmax True, mse_loss True",
                "gradcheck of a gradient twice too large": "False"},
        dtypes=("float64",),
    )  # fmt: skip
    widths = (5, 7, 3, 11, 2)
    deep = {"x": draw.normal(13, widths[0])}
    for n, (wide, next_wide) in enumerate(itertools.pairwise(widths)):
        deep |= {f"w{n}": draw.normal(next_wide, wide), f"b{n}": draw.normal(next_wide)}
    yield Example(
        "E5 linear collapse", "a deep network with linear activations is one layer", deep, _collapse,
        claims={"identity": "one layer gives the same", "sigmoid": "one layer gives something else"},
        dtypes=("float64",),
    )  # fmt: skip
    yield differs(
        "E5 softmax", "slip: the sum divided by the value", {"x": draw.normal(5)}, _softmax, _inverted,
        "the words divide the sum by the value; softmax is the value divided by the sum",
    )  # fmt: skip
    yield differs(
        "E5 ReLU at 0", "slip: passes at 0", edge, _only_dx, _passing_at_0,
        "ReLU at 0 is given both ways; PyTorch, and the code, stop the gradient there", True,
    )  # fmt: skip


def _mse(s: Side, i: Inputs) -> Answer:
    return {"loss": s.y("mse_loss", i["y"], i["t"])}


def _half_sum(s: Side, i: Inputs) -> Answer:
    return {"loss": 0.5 * s.y("mse_loss", i["y"], i["t"], reduction="sum")}


def _cross_entropy(s: Side, i: Inputs) -> Answer:
    return {"loss": s.y("cross_entropy", i["x"], i["t"])}


def _book_cross_entropy(s: Side, i: Inputs) -> Answer:
    return {"loss": -np.sum(i["t"] * np.log(s.y("softmax", i["x"], dim=0) + 1e-7))}


def _the_1e7(s: Side, i: Inputs) -> Answer:
    p = s.y("softmax", i["x"], dim=0)
    loss, backward = s.functional.cross_entropy(i["x"], i["t"])
    too_low = (loss - _book_cross_entropy(s, i)["loss"]) * p[0] / 1e-7
    gradient = backward(np.ones_like(loss))[0]
    return {
        "cap": _book_cross_entropy(s, i | {"x": i["far"]})["loss"], "loss too low by": f"{too_low:.2f} times 1e-7 / p",
        "gradient": gradient, "gradient is y - t": str(np.allclose(gradient, p - i["t"], rtol=1e-12)),
    }  # fmt: skip


def _relu(s: Side, i: Inputs) -> Answer:
    y, backward = s.functional.relu(i["x"])
    return {"y": y, "dx": backward(i["dy"])[0]}


def _only_dx(s: Side, i: Inputs) -> Answer:
    return {"dx": _relu(s, i)["dx"]}


def _passing_at_0(s: Side, i: Inputs) -> Answer:
    return {"dx": i["dy"] - s.functional.relu(-i["x"])[1](i["dy"])[0]}


def _checked(s: Side, i: Inputs) -> Answer:
    f, check = s.functional, s.gradcheck.gradcheck

    def loss(w: Any) -> Any:
        return s.y("mse_loss", s.y("sigmoid", s.y("linear", i["x"], w, i["b"])), i["t"])

    u, back_u = f.linear(i["x"], i["w"], i["b"])
    y, back_y = f.sigmoid(u)
    dy, *_ = f.mse_loss(y, i["t"])[1](np.ones(()))
    backpropagated = back_u(*back_y(dy))[1]
    numerical = s.gradcheck.numerical_gradient(loss, i["w"])

    def doubled(x: np.ndarray) -> tuple[np.ndarray, Callable[[np.ndarray], tuple[np.ndarray]]]:
        y, backward = f.sigmoid(x)
        return y, lambda dy: (2 * backward(dy)[0],)

    checks = {
        "linear": check(f.linear, (i["x"], i["w"], i["b"])),
        "sigmoid": check(f.sigmoid, (i["x"],)),
        "softmax": check(lambda x: f.softmax(x, dim=1), (i["x"],)),
        "mse_loss": check(f.mse_loss, (y, i["t"])),
    }
    return {
        "backpropagation": backpropagated, "numerical": numerical,
        "they agree": str(np.allclose(backpropagated, numerical, rtol=0, atol=1e-6)),
        "gradcheck": ", ".join(f"{op} {passed}" for op, passed in checks.items()),
        "gradcheck of a gradient twice too large": str(check(doubled, (i["x"],), raise_exception=False)),
    }  # fmt: skip


def _collapse(s: Side, i: Inputs) -> Answer:
    def network(x: np.ndarray, activation: str) -> np.ndarray:
        for n in range(4):
            x = s.y(activation, s.y("linear", x, i[f"w{n}"], i[f"b{n}"]))
        return x

    answer: Answer = {}
    for activation in ("identity", "sigmoid"):
        y = network(i["x"], activation)
        b = network(np.zeros_like(i["x"][:1]), activation)[0]
        w = (network(np.eye(5, dtype=b.dtype), activation) - b).T  # column n: what input n alone adds
        one = s.y("linear", i["x"], np.ascontiguousarray(w), b)
        same = np.allclose(y, one, rtol=1e-3, atol=1e-3)
        answer |= {f"y deep, {activation}": y, f"y of one layer, {activation}": one}
        answer[activation] = "one layer gives the same" if same else "one layer gives something else"
    return answer


def _softmax(s: Side, i: Inputs) -> Answer:
    return {"y": s.y("softmax", i["x"], dim=0)}


def _inverted(s: Side, i: Inputs) -> Answer:
    value = np.exp(i["x"])
    return {"y": value.sum() / value}
