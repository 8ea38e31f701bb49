"""What every layer and model has in common: its arrays by name, and gradients under the same names.

A module is an ordinary object. Floating arrays among its attributes are its parameters, modules among them its
children, arrays given to `register_buffer` its buffers; the order is that of the first assignment. `forward` returns
the pair `(y, backward)`, and so a model is written much as in PyTorch, with what its tape would do in plain sight:

    class Block(Module):
        def __init__(self, features):
            self.linear = Linear(features, features)
            self.norm = BatchNorm1d(features)

        def forward(self, x):
            h, back_linear = self.linear(x)
            h, back_norm = self.norm(h)

            def backward(dy):
                dh, norm = back_norm(dy)
                dx, linear = back_linear(dh)
                return dx + dy, {"linear": linear, "norm": norm}

            return x + h, backward
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from ..functional._check import flag, is_floating
from ._parts import Array, Pullback, flat


class Module:
    """A layer or a model: arrays by name, and `y, backward = module(x)`; `dx, grads = backward(dy)`.

    A subclass writes `forward`, which returns `y` and a function from `dy` to `(dx, grads)`. There, `grads` has an
    entry for each parameter and for each child that was used, under the attribute's name: an array, the child's own
    `grads`, or a list of these where it was used more than once. The call makes of them one flat dict with the names
    of `named_parameters()`.

    See: https://docs.pytorch.org/docs/stable/generated/torch.nn.Module.html
    """

    training: bool = True
    _buffers: tuple[str, ...] = ()

    def forward(self, *inputs: Any, **options: Any) -> tuple[Any, Pullback]:
        """Compute `y` and its pullback. Every subclass has its own."""
        raise NotImplementedError(f"{type(self).__name__} has no forward")

    def __call__(self, *inputs: Any, **options: Any) -> tuple[Any, Pullback]:
        """Run the module.

        Returns:
            `y`, and `backward(dy) -> (dx, grads)`: the gradient of the input (a tuple for several inputs), and the
            gradient of every parameter that took part, by its name in `named_parameters()`; one that is used in
            several places stands there once, with the sum.
        """
        y, pullback = self.forward(*inputs, **options)

        def backward(dy: Array) -> tuple[Any, dict[str, Any]]:
            dx, grads = pullback(dy)
            return dx, self._by_parameter(grads)

        return y, backward

    def chain(self, input: Any, *names: str) -> tuple[Any, Pullback]:
        """Send `input` through the children `names`, one after the other, and back in reverse.

        `return self.chain(x, "hidden", "relu", "output")` is the whole `forward` of a plain network.
        """
        pullbacks = []
        for name in names:
            input, pullback = getattr(self, name)(input)
            pullbacks.append((name, pullback))

        def backward(dy: Array) -> tuple[Array, dict[str, Any]]:
            grads: dict[str, Any] = {name: [] for name in names}
            for name, pullback in reversed(pullbacks):
                dy, own = pullback(dy)
                grads[name].append(own)
            return dy, grads

        return input, backward

    def register_buffer(self, name: str, array: Array | None) -> None:
        """Give the module an array that is part of its state but has no gradient; None keeps the place.

        Raises:
            ValueError: the module has another attribute of this name.
        """
        if hasattr(self, name) and name not in self._buffers:
            raise ValueError(f"register_buffer: {type(self).__name__} has an attribute {name!r} already")
        self._buffers = (*self._buffers, name)
        setattr(self, name, array)

    def train(self, mode: bool = True) -> Module:
        """Switch the module and everything in it to training (or, with False, evaluation); returns itself."""
        flag("train", "mode", mode)
        for _, module in self._everywhere():
            module.training = mode
        return self

    def eval(self) -> Module:
        """Switch to evaluation: dropout keeps everything, batch norm uses its running statistics."""
        return self.train(False)

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """The modules among the attributes, each once, in order."""
        return _once((name, x) for name, x in vars(self).items() if isinstance(x, Module))

    def children(self) -> Iterator[Module]:
        """The modules among the attributes."""
        return (module for _, module in self.named_children())

    def named_modules(self) -> Iterator[tuple[str, Module]]:
        """The module itself, as "", and every module in it, each once, under dotted names."""
        return _once((prefix[:-1], module) for prefix, module in self._everywhere())

    def modules(self) -> Iterator[Module]:
        """The module itself and every module in it."""
        return (module for _, module in self.named_modules())

    def named_parameters(self) -> Iterator[tuple[str, Array]]:
        """Every array that is learned, once, under the first of its dotted names."""
        return _once(self._named_arrays(buffers=False))

    def parameters(self) -> Iterator[Array]:
        """Every array that is learned."""
        return (array for _, array in self.named_parameters())

    def named_buffers(self) -> Iterator[tuple[str, Array]]:
        """Every array that is state but is not learned, such as batch norm's running statistics."""
        return _once(self._named_arrays(buffers=True))

    def buffers(self) -> Iterator[Array]:
        """Every array that is state but is not learned."""
        return (array for _, array in self.named_buffers())

    def state_dict(self) -> dict[str, Array]:
        """Parameters and buffers under every name they have, in PyTorch's order: the arrays themselves, not copies."""
        return {
            name: array
            for prefix, module in self._everywhere()
            for buffers in (False, True)
            for name, array in module._arrays(buffers, prefix)
        }

    def load_state_dict(self, state_dict: Mapping[str, Array]) -> None:
        """Copy values into the module's own arrays; each keeps its dtype. Nothing is copied when anything is wrong.

        Raises:
            ValueError: a name is missing or unexpected, or a shape is another; all of them are listed.
            TypeError: `state_dict` is not a mapping.
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(
                f"load_state_dict: state_dict is a {type(state_dict).__name__}, expected a mapping of names to arrays"
            )
        own = self.state_dict()
        wrong = [f"{name} is missing" for name in own if name not in state_dict]
        wrong += [f"{name} is unexpected" for name in state_dict if name not in own]
        wrong += [text for name in own if name in state_dict for text in _misfit(name, state_dict[name], own[name])]
        if wrong:
            raise ValueError(f"load_state_dict: {type(self).__name__}: {'; '.join(wrong)}")
        with np.errstate(all="ignore"):  # a number too large for float32 is inf in silence, as in PyTorch
            for name, array in own.items():
                array[...] = state_dict[name].reshape(array.shape)

    def extra_repr(self) -> str:
        """What stands between the parentheses of `repr`."""
        return ""

    def __repr__(self) -> str:
        children = [(name, repr(x)) for name, x in vars(self).items() if isinstance(x, Module)]
        inside = "".join(f"\n({name}): {text}" for name, text in children).replace("\n", "\n  ")
        return f"{type(self).__name__}({self.extra_repr()}{inside}{chr(10) if inside else ''})"

    def _everywhere(self, prefix: str = "") -> Iterator[tuple[str, Module]]:
        """This module and all below it, as often as they occur, with the prefix of their arrays' names."""
        yield prefix, self
        for name, child in vars(self).items():
            if isinstance(child, Module):
                yield from child._everywhere(f"{prefix}{name}.")

    def _arrays(self, buffers: bool, prefix: str) -> Iterator[tuple[str, Array]]:
        """The arrays of this module alone: its buffers, or its floating ones that are not."""
        for name, x in vars(self).items():
            if isinstance(x, np.ndarray) and (name in self._buffers) == buffers and (buffers or is_floating(x.dtype)):
                yield prefix + name, x

    def _named_arrays(self, buffers: bool) -> Iterator[tuple[str, Array]]:
        for prefix, module in self._everywhere():
            yield from module._arrays(buffers, prefix)

    def _by_parameter(self, grads: Mapping[str, Any]) -> dict[str, Any]:
        """One gradient per parameter, out of the nested ones: tied parameters have one name, and one sum."""
        first: dict[int, str] = {}
        alias = {name: first.setdefault(id(array), name) for name, array in self._named_arrays(buffers=False)}
        total: dict[str, Any] = {}
        for name, grad in flat(grads):
            if name not in alias:
                raise ValueError(f"{type(self).__name__}: backward has a gradient for {name}, which is no parameter")
            name = alias[name]
            with np.errstate(all="ignore"):  # inf - inf is nan in silence, as in PyTorch
                total[name] = total[name] + grad if name in total else grad
        return {name: np.asarray(total[name]) for name in first.values() if name in total}


def _once(items: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """Each object under the first of its names."""
    seen: set[int] = set()
    for name, x in items:
        if id(x) not in seen:
            seen.add(id(x))
            yield name, x


def _misfit(name: str, given: Any, own: Array) -> Iterator[str]:
    """Why `given` cannot be copied into `own`. Like PyTorch, one number in a 1-d array fits a 0-d one."""
    if not isinstance(given, np.ndarray) or not (given.dtype.kind in "biuf" or is_floating(given.dtype)):
        found = given.dtype if isinstance(given, np.ndarray) else type(given).__name__
        yield f"{name} is {found}, expected an array of numbers"
    elif given.shape != own.shape and not (own.ndim == 0 and given.shape == (1,)):
        yield f"{name} has shape {given.shape}, expected {own.shape}"
