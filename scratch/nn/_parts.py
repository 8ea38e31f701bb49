"""What layers are made of: parameters, gradients by name, and a description."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..functional._check import floating_dtype, shown, sizes

Array = np.ndarray
Size = int | Sequence[int]  # one for all axes, or one for each
Pullback = Callable[[Array], tuple[Any, dict[str, Any]]]


def parameter(layer: str, shape: tuple[int, ...], dtype: Any) -> Array:
    """An array to be filled with initial values.

    Raises:
        TypeError: `dtype` is no floating dtype; a size is no integer.
        ValueError: a size is negative, or the array larger than memory.
    """
    wanted = floating_dtype(layer, dtype)
    return np.empty(sizes(layer, "a parameter's shape", shape), wanted)


def ones(layer: str, shape: tuple[int, ...], dtype: Any) -> Array:
    """A `parameter` that begins as ones."""
    array = parameter(layer, shape, dtype)
    array[...] = 1
    return array


def each(size: Size, d: int) -> tuple[int, ...]:
    """A size as PyTorch's layers keep it: one for all of d axes becomes d; how many a sequence has, the op will say."""
    return tuple(size) if isinstance(size, Sequence) else (size,) * d


def as_float(layer: str, name: str, value: Any) -> float:
    """An option as PyTorch's layer makes a float of it: a number's text will do."""
    try:
        return float(value)
    except (TypeError, ValueError, OverflowError):
        raise TypeError(f"{layer}: {name} is {shown(value)}, expected a number") from None


def named(result: tuple[Any, Callable[[Array], tuple[Any, ...]]], *names: str) -> tuple[Any, Pullback]:
    """Turn an op's pair into a layer's: the op's last gradients belong to the parameters `names`.

    `return named(F.linear(input, self.weight, self.bias), "weight", "bias")` is the whole of a linear layer.
    """
    y, pullback = result

    def backward(dy: Array) -> tuple[Any, dict[str, Any]]:
        grads = pullback(dy)
        inputs = len(grads) - len(names)
        return grads[0] if inputs == 1 else grads[:inputs], dict(zip(names, grads[inputs:]))

    return y, backward


def flat(grads: Mapping[str, Any]) -> Iterator[tuple[str, Array]]:
    """The arrays in nested gradients, with dotted names."""
    for name, entry in grads.items():
        for grad in entry if isinstance(entry, (list, tuple)) else (entry,):
            if isinstance(grad, Mapping):
                yield from ((f"{name}.{inner}", g) for inner, g in flat(grad))
            elif grad is not None:
                yield name, grad


def attributes(layer: Any, *names: str) -> str:
    """What `extra_repr` says where it is attributes alone: `kernel_size=2, stride=1`."""
    return ", ".join(f"{name}={getattr(layer, name)}" for name in names)
