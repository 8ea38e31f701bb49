"""What a skeleton is made from, and which names its arguments have in books."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from ...contract import Op
from ..subject import BEYOND
from ..words import ops_named

# What is handed to each forward pass; everything else is the layer's: weights, statistics and options.
HANDED = frozenset(
    {"input", "input1", "input2", "x1", "x2", "target", "var", "anchor", "positive", "negative", "indices"}
    | {"training", "use_input_stats", "rng", "mask"}
)
BOOKS = {"input": "x", "input1": "x1", "input2": "x2", "target": "t"}
Parameters = list[inspect.Parameter]


@dataclass(frozen=True)
class Blueprint:
    """An op to be written.

    Args:
        name: of the class, if it is to be one.
        op: what the contract says of it.
        signature: PyTorch's; arrays are annotated with `np.ndarray`.
        doc: what it computes: the equation and the shapes.
        example: a doctest of it, perhaps.
    """

    name: str
    op: Op
    signature: inspect.Signature
    doc: str
    example: str = ""

    @cached_property
    def parameters(self) -> Parameters:
        """PyTorch's parameters."""
        return list(self.signature.parameters.values())

    @property
    def recognised(self) -> bool:
        """Whether `parity check` knows it by its name; else it is asked under PyTorch's name alone."""
        return self.op.name not in BEYOND and next(ops_named(self.op.name), None) == self.op.name

    @property
    def learnt(self) -> list[str]:
        """The parameters that are learnt, by PyTorch's names."""
        return [name for name in self.op.differentiable if name not in HANDED]

    @property
    def differentiated(self) -> list[str]:
        """What a forward pass is handed that has a gradient; books take a target for a constant."""
        names = [name for name in self.op.differentiable if name in HANDED]
        return [name for name in names if not (self.recognised and name == "target")]

    def short(self, name: str, weight: str = "W") -> str:
        """What books call an argument."""
        if name in self.learnt and name in ("weight", "bias"):
            normalizes = self.op.concept == "normalization"
            return {"weight": "gamma" if normalizes else weight, "bias": "beta" if normalizes else "b"}[name]
        return BOOKS.get(name, name)

    def renamed(self, parameters: Iterable[inspect.Parameter], weight: str = "W") -> Parameters:
        """The same parameters under the names of books."""
        return [p.replace(name=self.short(p.name, weight)) for p in parameters]

    def glossary(self, weight: str = "W") -> str:
        """Which of PyTorch's arguments have other names here."""
        pairs = [(self.short(p.name, weight), p.name) for p in self.parameters]
        return ", ".join(f"{short} is {name}" for short, name in [*pairs, ("dout", "dy")] if short != name)

    def title(self, what: str, file: str) -> str:
        """The first lines of a file: what it is, and how it is checked."""
        first = f"{what}, to be filled in where it raises NotImplementedError. Check it in this folder with"
        return f"{first}\n\n    {self.check(file)}\n\nuntil everything agrees with PyTorch."

    def check(self, file: str) -> str:
        """The command that checks the file of this name."""
        if self.recognised:
            return f"parity check {file}"
        return f"parity report --candidate {file.removesuffix('.py')} --only {self.op.name}"


def positional(parameters: Iterable[inspect.Parameter]) -> Parameters:
    """The same parameters, all of which may be given by position, those without a default first."""
    found = [p.replace(kind=p.POSITIONAL_OR_KEYWORD) for p in parameters]
    return sorted(found, key=lambda p: p.default is not p.empty)
