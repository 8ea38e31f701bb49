"""ディープラーニングの仕組み その1 (SIOS Tech Lab, Fujii): where its text and code slip."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ...contract import Answer, Inputs
from .._draw import Draw
from ._example import Asked, Example, Side
from .sios import TITLE as TITLE

H = 1e-4


def examples(draw: Draw) -> Iterator[Example]:
    """The slips of A2 and A8."""
    w = {"w": draw.normal(5)}

    def slip(
        op: str, words: str, given: Inputs, right: Asked, wrong: Asked, reason: str, exact: bool = False
    ) -> Example:
        dtypes = ("float64",)
        return Example(op, f"slip: {words}", given, right, known=reason, slip=wrong, exact=exact, dtypes=dtypes)

    yield slip(
        "A2 XOR", "a node of XOR fires at 0 or more", {"sums": np.array([-0.2, 0.0, 0.3])}, _more_than_0, _0_or_more,
        "the text fires at 0 or more; the rule, and the code, above 0: they differ where the sum is exactly 0", True,
    )  # fmt: skip
    yield slip(
        "A8 numerical gradient", "the second loss is not called", w, _difference(True), _difference(False),
        "the loop assigns the loss function itself, without calling it: a function minus a number is a TypeError",
    )  # fmt: skip
    yield slip(
        "A8 numerical gradient", "forward difference", w, _backpropagated, _forward,
        "a forward difference is off by h f″/2, here exactly h = 1e-4 at every weight; a central one by h² f‴/6",
    )  # fmt: skip
    yield slip(
        "A8 gradient descent", "the gradient points to smaller loss", w, _moved(-1.0), _moved(+1.0),
        "the gradient points to larger loss; gradient descent goes the other way",
    )  # fmt: skip


def _more_than_0(s: Side, i: Inputs) -> Answer:
    return {"y": s.gates.step(i["sums"])}


def _0_or_more(s: Side, i: Inputs) -> Answer:
    return {"y": 1 - s.gates.step(-i["sums"])}


def _gradient(s: Side, w: Any) -> np.ndarray:
    return s.functional.mse_loss(w, np.zeros_like(w), reduction="sum")[1](np.ones(()))[0]


def _backpropagated(s: Side, i: Inputs) -> Answer:
    return {"gradient": _gradient(s, i["w"])}


def _forward(s: Side, i: Inputs) -> Answer:
    return {"gradient": s.gradcheck.numerical_gradient(lambda w: (w**2).sum(), i["w"], H, scheme="forward")}


def _difference(called: bool) -> Asked:
    def asked(s: Side, i: Inputs) -> Answer:
        def loss(w: np.ndarray) -> float:
            return float(s.y("mse_loss", w, np.zeros_like(w), reduction="sum"))

        first = loss(i["w"])
        second: Any = loss(i["w"] + H * np.eye(len(i["w"]))[0]) if called else loss
        try:
            difference = (second - first) / H
        except TypeError:
            return {"first entry": "TypeError"}
        return {"first entry": "a number" if np.isfinite(difference) else "not finite"}

    return asked


def _moved(sign: float) -> Callable[[Side, Inputs], Answer]:
    def asked(s: Side, i: Inputs) -> Answer:
        w = i["w"] + sign * 0.1 * _gradient(s, i["w"])
        smaller = (w**2).sum() < (i["w"] ** 2).sum()
        return {"w": w, "loss gets": "smaller" if smaller else "larger"}

    return asked
