"""What a wrong program computes: PyTorch's own computation of an op, and changes that can be laid upon each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import torch

from torch_ref.functional._vjp import array, tensor

from ..contract import OPS, Namespace, Op
from ..inputs import is_floating
from ..run import parameters, reference


class Tensors:
    """The arguments of a call as tensors and options, an attribute each; `given` names those that were passed.

    `taken` is filled with what PyTorch's function is called with in the end, after every change.
    """

    def __init__(self, values: dict[str, Any], given: frozenset[str], taken: dict[str, Any] | None = None):
        self.__dict__.update(values)
        self.values, self.given = values, given
        self.taken: dict[str, Any] = {} if taken is None else taken

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the op has no argument {name}")

    def but(self, **changes: Any) -> Tensors:
        """The same arguments, some of them others."""
        return Tensors({**self.values, **changes}, self.given | changes.keys(), self.taken)


class Scene:
    """One call as it was made, in NumPy: the arguments as attributes, `y`, `dy`, and the gradients by argument.

    `pull(dy)` are the gradients of the forward, before any edit, for another upstream gradient;
    `taken` are the arguments as the changed forward had them in the end: another stride, a flipped kernel;
    `found` is what the candidate answered, for chance: a mask of its own can only be read off.
    """

    def __init__(self, arguments: dict[str, Any], given: frozenset[str], y: Any, taken: dict[str, Any] | None = None):
        self.__dict__.update(arguments)
        self.arguments, self.given, self.y = arguments, given, y
        self.taken: dict[str, Any] = taken or arguments
        self.dy: np.ndarray = np.zeros(())
        self.grads: dict[str, np.ndarray] = {}
        self.pull: Callable[[np.ndarray], dict[str, np.ndarray]] = lambda dy: {}
        self.found: Mapping[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"the op has no argument {name}")


Forward = Callable[[Tensors], Any]
Edit = Callable[[Scene, np.ndarray], Any]


@dataclass(frozen=True)
class Program:
    """An op as `forward` computes it, autograd's gradients of that, and `edits` of single quantities afterwards.

    A quantity is `y`, `grad weight`, `running_var after`: named as in the rows of a report. The edits of `y` and of
    the gradients see the scene; those of a gradient do not change the others.
    """

    op: Op
    forward: Forward
    edits: tuple[tuple[str, Edit], ...] = ()
    found: Mapping[str, Any] = field(default_factory=dict)

    def function(self, *args: Any, **kwargs: Any) -> tuple[Any, Callable[[np.ndarray], tuple[Any, ...]]]:
        """The op under the contract."""
        defaults = parameters(self.op.name)
        given = dict(zip(defaults, args)) | kwargs
        arguments = {**defaults, **given}
        names = [n for n in self.op.differentiable if arguments[n] is None or is_floating(arguments[n])]
        values = {n: tensor(x, requires_grad=n in names) for n, x in arguments.items()}
        tensors = Tensors(values, frozenset(given))
        with torch.enable_grad():
            found = self.forward(tensors)
        first = found[0] if isinstance(found, tuple) else found
        scene = Scene(
            {n: x.copy() if isinstance(x, np.ndarray) else x for n, x in arguments.items()},
            frozenset(given),
            array(first),
            {n: array(x) if isinstance(x, torch.Tensor) else x for n, x in tensors.taken.items()},
        )
        scene.found = self.found
        scene.y = self._edited("y", scene, scene.y)
        for name in self.op.buffers:
            if isinstance(arguments[name], np.ndarray):
                arguments[name][...] = self._edited(f"{name} after", scene, array(values[name]))

        def pull(dy: np.ndarray) -> dict[str, np.ndarray]:
            wanted = {n: values[n] for n in names if arguments[n] is not None}
            if not first.requires_grad:
                return {n: np.zeros_like(array(t)) for n, t in wanted.items()}
            options: dict[str, Any] = {"retain_graph": True, "allow_unused": True, "materialize_grads": True}
            grads = torch.autograd.grad(first, list(wanted.values()), tensor(dy), **options)
            return {n: array(g) for n, g in zip(wanted, grads)}

        def backward(dy: np.ndarray) -> tuple[Any, ...]:
            scene.dy, scene.pull = np.asarray(dy), pull
            scene.grads = pull(scene.dy)
            scene.grads = {n: self._edited(f"grad {n}", scene, g) for n, g in scene.grads.items()}
            return tuple(scene.grads.get(n) for n in names)

        y = (scene.y, *map(array, found[1:])) if isinstance(found, tuple) else scene.y
        return y, backward

    def _edited(self, quantity: str, scene: Scene, value: np.ndarray) -> np.ndarray:
        for name, edit in self.edits:
            if name == quantity:
                value = np.asarray(edit(scene, value))
        return value


Change = Callable[[Program], Program]


def usual(op: str) -> Program:
    """The op as PyTorch computes it."""
    if op in SPECIAL:
        return Program(OPS[op], SPECIAL[op])
    function = getattr(torch.nn.functional, op, None) or getattr(torch, op)

    def compute(a: Tensors) -> Any:
        a.taken.update(a.values)
        return function(**a.values)

    return Program(OPS[op], compute)


def altered(program: Program, found: Mapping[str, Any] | None = None) -> Namespace:
    """A namespace like the reference, with one op as `program` has it; `found` is what the candidate answered."""
    return _Altered(replace(program, found=found or {}))


class _Altered(Namespace):
    def __init__(self, program: Program):
        super().__init__(reference().source)
        self.program = program

    def get(self, room: str, name: str) -> Any:
        if room == "functional" and name == self.program.op.name:
            return self.program.function
        return super().get(room, name)


def forward(compute: Callable[[Tensors, Forward], Any]) -> Change:
    """The change to a forward that is `compute(arguments, forward so far)`, in torch; the gradients follow."""
    return lambda program: replace(program, forward=lambda a: compute(a, program.forward))


def options(edit: Callable[[Tensors], dict[str, Any]]) -> Change:
    """The change to the options `edit(arguments)`."""
    return forward(lambda a, usual: usual(a.but(**edit(a))))


def edit(quantity: str, compute: Edit) -> Change:
    """The change of one quantity to `compute(scene, value so far)`, in NumPy; everything else stays."""
    return lambda program: replace(program, edits=(*program.edits, (quantity, compute)))


def both(*changes: Change) -> Change:
    """Several changes that make one mistake."""

    def change(program: Program) -> Program:
        for each in changes:
            program = each(program)
        return program

    return change


def _step(a: Tensors) -> Any:
    return (a.input > 0).to(a.input.dtype)


def _masked(a: Tensors) -> Any:
    """Dropout with the mask that was drawn; without one (in evaluation) the input itself."""
    if not a.training:
        return a.input * 1
    keep = a.mask.to(a.input.dtype)
    return a.input * (keep / (1 - a.p) if a.p < 1 else 0 * keep)


SPECIAL: dict[str, Forward] = {
    "identity": lambda a: a.input * 1,
    "step": _step,
    **dict.fromkeys(("dropout", "dropout1d", "dropout2d", "dropout3d"), _masked),
}
