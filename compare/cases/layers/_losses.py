"""The kind of question that losses are asked: they take a target, and go back from a cotangent of 1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from ...contract import Answer, Disputed, Inputs, Namespace
from ...inputs import is_floating
from ...run import quiet
from ._kinds import LayerQuestion, read_only
from ._layer import Layer


@dataclass(kw_only=True, eq=False)
class LossCalls(LayerQuestion):
    """A loss, with and without a cotangent. Array arguments of the constructor are inputs too.

    Args:
        given: what it is called with, by name and in order, such as `{"input": x, "target": t}`.
        fixed: the names of those that take no gradient (those of integers never do).
    """

    given: dict[str, np.ndarray]
    fixed: tuple[str, ...] = ()

    def prepare(self, reference: Namespace) -> Inputs:
        inputs = {"given": self.given, "options": self.layer.kwargs, "args": list(self.layer.args)}
        with quiet():
            loss, _ = self._criterion(reference, inputs)(*self.given.values())
        return {**inputs, "dy": np.asarray(self.draw.normal(*loss.shape))}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        criterion = self._criterion(namespace, inputs)
        loss, backward = criterion(*map(read_only, inputs["given"].values()))
        names = [n for n, x in inputs["given"].items() if is_floating(x) and n not in self.fixed]
        answer: Answer = {"y": np.array(loss), "buffer names": tuple(n for n, _ in criterion.named_buffers())}
        pulls = {"": backward(read_only(inputs["dy"]))} | ({} if loss.ndim else {", dy=1": backward()})
        for suffix, grads in pulls.items():
            answer |= {f"grad {n}{suffix}": np.array(g) for n, g in zip(names, grads)}
            answer[f"gradients{suffix}"] = len(grads)
        return answer

    def disputed(self, inputs: Inputs, quantity: str) -> Disputed | None:
        """What the loss was called with, and y · dy."""
        x = inputs["given"][quantity.removeprefix("grad ").partition(", ")[0]]
        dy = 1.0 if quantity.endswith("dy=1") else inputs["dy"]
        return x, lambda answer, there: np.sum(answer["y"] * dy)

    def _criterion(self, namespace: Namespace, inputs: Inputs) -> Any:
        return Layer(self.op, tuple(inputs["args"]), inputs["options"]).made(namespace, None)
