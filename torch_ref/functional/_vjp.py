"""From a PyTorch function to the pair `(y, backward)`, NumPy arrays in and out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch

from ..device import current


def tensor(x: Any, requires_grad: bool = False) -> Any:
    """A tensor with its own copy of the array `x` (native byte order, same order of axes in memory); None stays None.

    What is not an array passes through: PyTorch decides whether to refuse it.
    """
    if not isinstance(x, np.ndarray):
        return x
    bits = x.view(np.int16) if x.dtype.name == "bfloat16" else x  # a dtype of which torch.from_numpy knows nothing
    found = torch.from_numpy(np.array(bits, dtype=bits.dtype.newbyteorder("="), order="K"))
    found = found.view(torch.bfloat16) if bits is not x else found
    return found.to(current()).requires_grad_(requires_grad and found.is_floating_point())


def array(y: Any) -> Any:
    """The NumPy array of a tensor, or of each in a tuple."""
    if isinstance(y, (tuple, list)):
        return tuple(map(array, y))
    y = y.detach().cpu()
    return y.view(torch.int16).numpy().view("bfloat16") if y.dtype is torch.bfloat16 else y.numpy()


def dtype(x: Any) -> Any:
    """The torch dtype of a NumPy dtype; None stays None."""
    return None if x is None else tensor(np.empty(0, x)).dtype


def vjp(function: Callable[..., Any], *inputs: Any) -> tuple[Any, Callable[[np.ndarray], tuple[Any, ...]]]:
    """Call `function` on the `inputs` as tensors; `backward(dy)` asks autograd for their gradients.

    The inputs are the differentiable arguments in signature order: one that is None has gradient None, one of integers
    (class indices) has none and takes no place in the tuple. Everything else `function` closes over.
    """
    tensors = [tensor(x, requires_grad=True) for x in inputs]
    with torch.enable_grad():
        y = function(*tensors)
    first = y[0] if isinstance(y, tuple) else y
    slots = [t for t in tensors if not isinstance(t, torch.Tensor) or t.requires_grad]
    wanted = [t for t in slots if isinstance(t, torch.Tensor)]

    def backward(dy: np.ndarray) -> tuple[Any, ...]:
        if not first.requires_grad:  # a constant, such as the step function
            grads = iter([torch.zeros_like(t) for t in wanted])
        else:
            cotangent = tensor(np.asarray(dy))
            options = {"retain_graph": True, "allow_unused": True, "materialize_grads": True}
            grads = iter(torch.autograd.grad(first, wanted, cotangent, **options))
        return tuple(array(next(grads)) if isinstance(t, torch.Tensor) else None for t in slots)

    return array(y), backward
