"""What a layer refuses: to be made, to load a state that does not fit, to take an input."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...contract import Answer, Inputs, Namespace
from ._kinds import LayerQuestion


@dataclass(kw_only=True, eq=False)
class Refused(LayerQuestion):
    """A module that cannot be made, a state that does not fit, or an input that it does not take."""

    raises: bool = True
    state: dict[str, np.ndarray | None] | None = None  # changes to a right state; None takes a name away
    shape: tuple[int, ...] | None = None
    options: dict[str, Any] = field(default_factory=dict)  # of the call
    training: bool = True

    def prepare(self, reference: Namespace) -> Inputs:
        inputs: Inputs = {}
        if self.state is not None:
            changed = {**self.drawn_state(reference), **self.state}
            inputs["state"] = {name: x for name, x in changed.items() if x is not None}
        if self.shape is not None:
            inputs["x"] = self.draw.normal(*self.shape)
        return inputs

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        module = self.layer.made(namespace, dtype)
        if "state" in inputs:
            module.load_state_dict(inputs["state"])
        if "x" in inputs:
            module.train(self.training)
            module(inputs["x"], **self.options)
        return {}


@dataclass(kw_only=True, eq=False)
class Misfit(LayerQuestion):
    """A right state with a name too many, or its first name missing, or its first array of another shape."""

    raises: bool = True

    def prepare(self, reference: Namespace) -> Inputs:
        state = self.drawn_state(reference)
        if self.case.startswith("load: a name too many"):
            state["nonsense"] = np.ones(1)
        else:
            first = state.pop(next(iter(state)))
            if self.case.startswith("load: another shape"):
                state = {next(iter(self.drawn_state(reference))): np.ones((*first.shape, 2)), **state}
        return {"state": state}

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        self.layer.made(namespace, dtype).load_state_dict(inputs["state"])
        return {}
