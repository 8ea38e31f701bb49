"""A module to be made in any namespace, before it is known in which."""

from __future__ import annotations

import inspect
from collections import OrderedDict
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np

from ...contract import Namespace, Seed
from ...run import reference


@cache
def has_parameters(name: str) -> bool:
    """True for a class of layers that takes the `dtype` of its parameters."""
    return "dtype" in inspect.signature(reference().get("nn", name)).parameters


@dataclass(frozen=True, eq=False)
class Layer:
    """A constructor call, to be made in any namespace; the same object twice stands for the same module twice."""

    name: str
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)

    def made(self, namespace: Namespace, dtype: Any, made: dict[int, Any] | None = None) -> Any:
        """The module, with parameters of `dtype`."""
        made = {} if made is None else made
        if id(self) not in made:
            kwargs = {name: self._value(v, namespace, dtype, made) for name, v in self.kwargs.items()}
            if has_parameters(self.name):
                kwargs.setdefault("dtype", dtype)
            args = [self._value(v, namespace, dtype, made) for v in self.args]
            made[id(self)] = namespace.get("nn", self.name)(*args, **kwargs)
        return made[id(self)]

    @staticmethod
    def _value(value: Any, namespace: Namespace, dtype: Any, made: dict[int, Any]) -> Any:
        if isinstance(value, Layer):
            return value.made(namespace, dtype, made)
        if isinstance(value, OrderedDict):
            return OrderedDict((name, Layer._value(v, namespace, dtype, made)) for name, v in value.items())
        if isinstance(value, np.ndarray):
            return value.copy()  # a layer may keep what it is given, and write to it
        if isinstance(value, Seed):
            return namespace.get("random", "Generator")().manual_seed(value.value)
        return value


def layer(name: str, *args: Any, **kwargs: Any) -> Layer:
    """`layer("Linear", 3, 2)` stands for `nn.Linear(3, 2)`."""
    return Layer(name, args, kwargs)
