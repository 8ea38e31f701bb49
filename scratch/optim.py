"""Optimizers: what to do with the gradients. They update a model's arrays in place.

    optimizer = SGD(model.named_parameters(), lr=0.1, momentum=0.9)
    y, backward = model(x)
    ...
    dx, grads = backward(dy)
    optimizer.step(grads)

An optimizer keeps no gradient, so there is nothing to set to zero between steps.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from .functional._check import number, shown

Array = np.ndarray
Named = Iterable[tuple[str, Array]]


class Optimizer:
    """Parameters in groups, each group with options of its own, and a state for each parameter.

    `param_groups` is a list of dicts with the keys "params", "param_names" and the options; setting
    `optimizer.param_groups[0]["lr"]` changes the learning rate. `state` holds what is remembered of each parameter, by
    its name. A subclass says in `_update` how one parameter takes its step.

    Args:
        params: (name, array) pairs, such as `model.named_parameters()`; or a dict per group, with such pairs under
            "params", and under their names the options in which the group differs from `defaults`.
        defaults: the options.

    Raises:
        ValueError: there are no parameters, or one of them comes twice.
        TypeError: the parameters are not pairs of a name and a floating array, or a group has none.

    See: https://docs.pytorch.org/docs/stable/optim.html
    """

    def __init__(self, params: Named | Iterable[dict[str, Any]], defaults: dict[str, Any]):
        if not isinstance(params, Iterable):
            raise TypeError(f"{type(self).__name__}: params is {shown(params)}, expected (name, array) pairs")
        given: list[Any] = list(params)
        groups = given if given and isinstance(given[0], dict) else [{"params": given}]
        self.param_groups: list[dict[str, Any]] = []
        self.state: dict[str, dict[str, Any]] = {}
        for group in groups:
            if not isinstance(group, dict) or "params" not in group:
                raise TypeError(
                    f"{type(self).__name__}: a group is a {type(group).__name__}, expected a dict with 'params'"
                )
            pairs = [_pair(type(self).__name__, x) for x in group["params"]]
            options = {name: value for name, value in group.items() if name != "params"}
            params_and_names = {"params": [p for _, p in pairs], "param_names": [name for name, _ in pairs]}
            self.param_groups.append({**params_and_names, **defaults, **options})
        names = [name for _, name, _ in self._each()]
        if not names:
            raise ValueError(f"{type(self).__name__}: params is empty, expected (name, array) pairs")
        if len(set(names)) < len(names) or len({id(p) for _, _, p in self._each()}) < len(names):
            raise ValueError(f"{type(self).__name__}: a parameter comes twice in {', '.join(names)}")

    def step(self, grads: Mapping[str, Array | None]) -> None:
        """Update every parameter that has a gradient, in place; the others keep their values and their state.

        Args:
            grads: gradients by name, as a model's `backward` returns them; those of other parameters do not matter.

        Raises:
            ValueError: a gradient is not of its parameter's shape.
            TypeError: a gradient is not an array of its parameter's dtype; `grads` is no mapping.
        """
        if not isinstance(grads, Mapping):
            raise TypeError(f"{type(self).__name__}: grads is a {type(grads).__name__}, expected gradients by name")
        todo = [(group, name, p, g) for group, name, p in self._each() if (g := grads.get(name)) is not None]
        for _, name, p, grad in todo:
            if not isinstance(grad, np.ndarray) or grad.dtype != p.dtype:
                found = grad.dtype if isinstance(grad, np.ndarray) else type(grad).__name__
                raise TypeError(f"{type(self).__name__}: gradient of {name} is {found}, expected an array of {p.dtype}")
            if grad.shape != p.shape:
                raise ValueError(f"{type(self).__name__}: gradient of {name} is {grad.shape}, expected {p.shape}")
        with np.errstate(all="ignore"):
            for group, name, p, grad in todo:
                self._update(p, grad, self.state.setdefault(name, {}), group)

    def state_dict(self) -> dict[str, Any]:
        """State and options laid out like PyTorch's, with parameters by number. The arrays are not copied."""
        number = {name: i for i, (_, name, _) in enumerate(self._each())}
        groups = [{**group, "params": [number[name] for name in group["param_names"]]} for group in self.param_groups]
        return {"state": {number[name]: state for name, state in self.state.items() if state}, "param_groups": groups}

    def load_state_dict(self, state_dict: Mapping[str, Any]) -> None:
        """Take over copies of another optimizer's state and options; parameters are matched by their order.

        Raises:
            ValueError: the groups are not as many, or not of the same sizes.
            TypeError: `state_dict` is not what `state_dict()` returns.
        """
        if not isinstance(state_dict, Mapping) or not {"state", "param_groups"} <= set(state_dict):
            raise TypeError(f"{type(self).__name__}: load_state_dict expects a mapping with 'state' and 'param_groups'")
        saved = state_dict["param_groups"]
        own, given = ([len(group["params"]) for group in groups] for groups in (self.param_groups, saved))
        if own != given:
            raise ValueError(f"{type(self).__name__}: load_state_dict has groups of {given} parameters, expected {own}")
        numbers = [number for group in saved for number in group["params"]]
        states = [state_dict["state"].get(number, {}) for number in numbers]
        self.state = {name: _copied(state, p.dtype) for (_, name, p), state in zip(self._each(), states)}
        for group, other in zip(self.param_groups, saved):
            group.update({name: other[name] for name in group if name in other and not name.startswith("param")})

    def _each(self) -> Iterator[tuple[dict[str, Any], str, Array]]:
        for group in self.param_groups:
            for name, p in zip(group["param_names"], group["params"]):
                yield group, name, p

    def _update(self, p: Array, grad: Array, state: dict[str, Any], group: dict[str, Any]) -> None:
        raise NotImplementedError(f"{type(self).__name__} has no _update")


class SGD(Optimizer):
    """Stochastic gradient descent, with momentum v if asked for.

    In PyTorch's order, with gradient g and learning rate lr:

        g ← −g                        if maximize
        g ← g + weight_decay · p
        v ← g                         at a parameter's first step, else
        v ← momentum · v + (1 − dampening) · g
        p ← p − lr · v                or, with nesterov, p − lr · (g + momentum · v); without momentum, p − lr · g

    The learning rate multiplies v when it is used and is no part of it: other formulas agree only until it changes.

    Args:
        params: (name, array) pairs, such as `model.named_parameters()`, or groups of them (see `Optimizer`).
        lr: learning rate.
        momentum: the part of v that is kept.
        dampening: the part of g that is held back from v.
        weight_decay: the weight of ½‖p‖² in what is minimised.
        nesterov: look ahead along v.
        maximize: climb instead.

    Raises:
        ValueError: lr, momentum or weight_decay is negative; nesterov without momentum, or with dampening.

    >>> w = np.array([3.0])
    >>> optimizer = SGD([("w", w)], lr=0.5)
    >>> optimizer.step({"w": np.array([3.0])})
    >>> w
    array([1.5])

    See: https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html
    """

    def __init__(
        self,
        params: Named | Iterable[dict[str, Any]],
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
    ):
        numbers = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
        for name, value in numbers.items():
            number("SGD", name, value)
            if value < 0 and name != "dampening":
                raise ValueError(f"SGD: {name} is {value}, expected 0 or more")
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError(
                f"SGD: nesterov with momentum {momentum}, dampening {dampening}; expected momentum, no dampening"
            )
        super().__init__(params, {**numbers, "nesterov": nesterov, "maximize": maximize})

    def _update(self, p: Array, grad: Array, state: dict[str, Any], group: dict[str, Any]) -> None:
        # Python's floats take the arrays' dtype; NumPy's float64 would make float64 of them.
        lr, momentum, dampening, decay = (float(group[k]) for k in ("lr", "momentum", "dampening", "weight_decay"))
        if group["maximize"]:
            grad = -grad
        if decay != 0:
            grad = grad + decay * p
        if momentum != 0:
            v = state.get("momentum_buffer")
            if v is None:
                v = state["momentum_buffer"] = np.array(grad)
            else:
                v *= momentum
                v += (1 - dampening) * grad
            grad = grad + momentum * v if group["nesterov"] else v
        p -= lr * grad


def _pair(optimizer: str, pair: Any) -> tuple[str, Array]:
    if not isinstance(pair, tuple) or len(pair) != 2 or not isinstance(pair[0], str):
        raise TypeError(f"{optimizer}: params has a {type(pair).__name__}, expected (name, array) pairs")
    if not isinstance(pair[1], np.ndarray) or pair[1].dtype.kind != "f":
        raise TypeError(f"{optimizer}: {pair[0]} is not an array of floating numbers")
    return pair


def _copied(state: Mapping[str, Any], dtype: np.dtype) -> dict[str, Any]:
    return {name: np.array(value, dtype) if isinstance(value, np.ndarray) else value for name, value in state.items()}
