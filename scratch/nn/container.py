"""Modules made of modules."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from ..functional._check import shown
from .module import Module, Pullback


class Sequential(Module):
    """The modules one after the other: the output of each is the input of the next.

    Args:
        args: the modules, then called "0", "1", ...; or one OrderedDict of modules, which brings its own names.

    A module may stand in it several times; its gradients are then summed.

    >>> from scratch.nn import Linear, ReLU
    >>> model = Sequential(Linear(2, 3), ReLU(), Linear(3, 1))
    >>> list(model.state_dict())
    ['0.weight', '0.bias', '2.weight', '2.bias']

    Raises:
        TypeError: something is not a module.
        ValueError: a name is empty, has a dot, or is that of a method.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html
    """

    def __init__(self, *args: Any):
        named = len(args) == 1 and isinstance(args[0], OrderedDict)
        members = args[0] if named else {str(i): module for i, module in enumerate(args)}
        for name, module in members.items():
            self._add(name, module)

    def forward(self, input: Any) -> tuple[Any, Pullback]:
        return self.chain(input, *self._members())

    def append(self, module: Module) -> Sequential:
        """Put a module at the end; returns itself."""
        self._add(str(len(self)), module)
        return self

    def __len__(self) -> int:
        return len(self._members())

    def __iter__(self) -> Iterator[Module]:
        return iter(self._members().values())

    def __getitem__(self, index: int | slice) -> Module:
        """One module, or a `Sequential` of a slice of them under the same names."""
        members = list(self._members().items())
        return Sequential(OrderedDict(members[index])) if isinstance(index, slice) else members[index][1]

    def _members(self) -> dict[str, Module]:
        return {name: module for name, module in vars(self).items() if isinstance(module, Module)}

    def _add(self, name: str, module: Any) -> None:
        if not isinstance(module, Module):
            raise TypeError(f"Sequential: {name} is {shown(module)}, expected a module")
        if not name or "." in name or (hasattr(self, name) and name not in self._members()):
            raise ValueError(f"Sequential: {name!r} cannot be a module's name: empty, with a dot, or an attribute's")
        setattr(self, name, module)
