"""torch.optim's optimizers under scratch's contract: `optimizer.step(grads)` updates NumPy arrays in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import torch

from .device import current
from .functional._vjp import array, tensor

HOW = ("foreach", "differentiable", "fused")  # options that say how to compute, not what


class Optimizer:
    """A torch optimizer, here `optimizer`, over tensors that share the arrays' memory (on a GPU: are copied back)."""

    def __init__(self, kind: type[torch.optim.Optimizer], params: Iterable[Any], **options: Any):
        given = list(params)
        grouped = bool(given) and isinstance(given[0], dict)
        groups = [{**g, "params": list(g["params"])} for g in given] if grouped else [{"params": given}]
        self._arrays = {name: x for group in groups for name, x in group["params"]}
        self._tensors = {name: torch.from_numpy(x).to(current()) for name, x in self._arrays.items()}
        tensors = [{**g, "params": [(name, self._tensors[name]) for name, _ in g["params"]]} for g in groups]
        self.optimizer = kind(tensors if given else [], **options)
        self.param_groups = self.optimizer.param_groups

    def step(self, grads: Mapping[str, np.ndarray | None]) -> None:
        for name, p in self._tensors.items():
            p.grad = tensor(grads.get(name))
        self.optimizer.step()
        for name, x in self._arrays.items():
            if self._tensors[name].device.type != "cpu":
                x[...] = array(self._tensors[name])

    def state_dict(self) -> dict[str, Any]:
        saved = self.optimizer.state_dict()
        groups = [{name: value for name, value in group.items() if name not in HOW} for group in saved["param_groups"]]
        state = {
            i: {k: array(v) if isinstance(v, torch.Tensor) else v for k, v in s.items()}
            for i, s in saved["state"].items()
        }
        return {"state": state, "param_groups": groups}

    def load_state_dict(self, state_dict: Mapping[str, Any]) -> None:
        state = {i: {k: tensor(v) for k, v in s.items()} for i, s in state_dict["state"].items()}
        self.optimizer.load_state_dict({"state": state, "param_groups": state_dict["param_groups"]})
        self.param_groups = self.optimizer.param_groups


class SGD(Optimizer):
    """torch.optim.SGD."""

    def __init__(
        self,
        params: Iterable[Any],
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
    ):
        options = {"lr": lr, "momentum": momentum, "dampening": dampening, "weight_decay": weight_decay}
        super().__init__(torch.optim.SGD, params, **options, nesterov=nesterov, maximize=maximize)
