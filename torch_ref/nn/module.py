"""A torch.nn module under scratch's contract: NumPy arrays in and out, `y, backward = module(x)`."""

from __future__ import annotations

import inspect
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import torch

from ..device import current
from ..functional._vjp import array, dtype, tensor, vjp
from ..functional.dropout import lent

# How the constructors differ from torch's on purpose. What follows a parameter that is left out is keyword-only.
LEFT_OUT = ("device", "inplace", "size_average", "reduce", "min_value", "max_value", "max_norm", "sparse")
FLOAT32 = inspect.Parameter("dtype", inspect.Parameter.KEYWORD_ONLY, default=np.float32)
RNG = inspect.Parameter("rng", inspect.Parameter.KEYWORD_ONLY, default=None)


class Module:
    """The torch module `module`, called with arrays. `wrap(module)` is the same, and reads better."""

    def __init__(self, module: torch.nn.Module):
        self.module = module.to(current())

    def __call__(
        self, *inputs: Any, **options: Any
    ) -> tuple[Any, Callable[[np.ndarray], tuple[Any, dict[str, np.ndarray]]]]:
        given = [tensor(x, requires_grad=True) for x in inputs]
        with torch.enable_grad():
            y = self.module(*given, **options)
        tensors = [t for t in given if isinstance(t, torch.Tensor)]  # the rest are options, such as `output_size`
        first = y[0] if isinstance(y, tuple) else y
        parameters = {name: p for name, p in self.module.named_parameters() if p.requires_grad}
        wanted = [t for t in tensors if t.requires_grad]

        def backward(dy: np.ndarray) -> tuple[Any, dict[str, np.ndarray]]:
            asked, options = [*wanted, *parameters.values()], {"retain_graph": True, "allow_unused": True}
            grads = torch.autograd.grad(first, asked, tensor(dy), **options) if asked else ()
            dinputs = iter(torch.zeros_like(t) if g is None else g for t, g in zip(wanted, grads))
            dx = tuple(array(next(dinputs)) if t.requires_grad else None for t in tensors)
            used = zip(parameters, grads[len(wanted) :])
            return dx[0] if len(dx) == 1 else dx, {name: array(g) for name, g in used if g is not None}

        return array(y), backward

    @property
    def training(self) -> bool:
        return self.module.training

    def train(self, mode: bool = True) -> Module:
        self.module.train(mode)
        return self

    def eval(self) -> Module:
        return self.train(False)

    def named_parameters(self) -> Iterator[tuple[str, np.ndarray]]:
        """Arrays that share the parameters' memory (on a GPU: copies)."""
        return ((name, array(p)) for name, p in self.module.named_parameters())

    def named_buffers(self) -> Iterator[tuple[str, np.ndarray]]:
        return ((name, array(b)) for name, b in self.module.named_buffers())

    def state_dict(self) -> dict[str, np.ndarray]:
        return {name: array(t) for name, t in self.module.state_dict().items()}

    def load_state_dict(self, state_dict: Mapping[str, np.ndarray]) -> None:
        own = self.module.state_dict()
        own.clear()  # keeps the version numbers, without which torch forgives a missing num_batches_tracked
        own.update({name: tensor(x) for name, x in state_dict.items()})
        self.module.load_state_dict(own)

    def __repr__(self) -> str:
        return repr(self.module).replace(", inplace=False", "")


class Loss(Module):
    """A torch loss: `backward(dy=1.0)` gives the gradients of its inputs but for the `fixed` ones, and for integers."""

    fixed: tuple[str, ...] = ()

    def __call__(self, *inputs: np.ndarray) -> tuple[Any, Callable[..., Any]]:
        given = dict(zip(inspect.signature(self.module.forward).parameters, inputs))
        fixed = {name: tensor(given.pop(name)) for name in self.fixed if name in given}
        loss, pullback = vjp(lambda *others: self.module(**dict(zip(given, others)), **fixed), *given.values())
        return loss, lambda dy=1.0: pullback(np.asarray(dy, loss.dtype))


def wrap(module: torch.nn.Module) -> Module:
    """Any torch module, such as a whole model, under the contract."""
    return Module(module)


def signature(kind: type[torch.nn.Module]) -> inspect.Signature:
    """The constructor's signature in torch, with the differences that are meant."""
    if kind.__init__ is torch.nn.Module.__init__:  # it shows *args and **kwargs, but accepts none
        return inspect.Signature()
    parameters: list[inspect.Parameter] = []
    keyword_only = False
    theirs = inspect.signature(kind).parameters
    left_out = LEFT_OUT + (("norm_type",) if "max_norm" in theirs else ())
    for p in theirs.values():
        if p.name in left_out:
            keyword_only = True
        elif p.name == "dtype":
            parameters.append(FLOAT32)
        else:
            parameters.append(p.replace(kind=p.KEYWORD_ONLY) if keyword_only else p)
    if issubclass(kind, (torch.nn.modules.dropout._DropoutNd, torch.nn.RReLU)):
        parameters.append(RNG)
    return inspect.Signature([p.replace(annotation=p.empty) for p in parameters])


def layer(kind: type[torch.nn.Module], base: type[Module] = Module, fixed: tuple[str, ...] = ()) -> type[Module]:
    """The class of `kind`'s modules under the contract, with the same name; a loss has no gradient of what is `fixed`.

    `fixed` are names of the arguments of torch's `forward`, such as the target of `MarginRankingLoss`.
    """
    accepted = signature(kind)

    def __init__(self: Module, *args: Any, **kwargs: Any) -> None:
        call = accepted.bind(*args, **kwargs)
        if "dtype" in accepted.parameters:
            call.arguments["dtype"] = dtype(call.arguments.get("dtype", np.float32))
        draws, rng = "rng" in accepted.parameters, call.arguments.pop("rng", None)
        module = kind(*map(_torch, call.args), **{name: _torch(value) for name, value in call.kwargs.items()})
        base.__init__(self, _drawing_from(rng, module) if draws else module)

    body = {"__init__": __init__, "__signature__": accepted, "__doc__": f"torch.nn.{kind.__name__}."}
    body |= {"fixed": fixed} if fixed else {}
    return type(kind.__name__, (base,), body)


def _torch(value: Any) -> Any:
    """An argument in torch's words: tensors for arrays, torch modules for wrapped ones."""
    if isinstance(value, Module):
        return value.module
    if isinstance(value, OrderedDict):
        return OrderedDict((name, _torch(v)) for name, v in value.items())
    return tensor(value)


def _drawing_from(rng: torch.Generator | None, module: torch.nn.Module) -> torch.nn.Module:
    """Let `module` draw from `rng`, else from torch's default generator: on every device, the CPU's numbers."""
    forward = module.forward

    def drawing(input: torch.Tensor) -> torch.Tensor:
        with lent(rng):
            return forward(input.cpu()).to(input.device)

    module.forward = drawing
    return module
