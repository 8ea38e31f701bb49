"""Where the reference runs: the CPU by default, a GPU on request."""

from __future__ import annotations

import torch

_current = torch.device("cpu")


def current() -> torch.device:
    """The device on which new tensors of the reference are made."""
    return _current


def use(name: str) -> torch.device:
    """Run the reference on `name` ("cpu" or "cuda"). On a GPU, TensorFloat-32 is switched off: it is not float32.

    Raises:
        ValueError: no such device here.
    """
    global _current
    if name not in ("cpu", "cuda"):
        raise ValueError(f"device is {name!r}, expected cpu or cuda")
    if name == "cuda" and not torch.cuda.is_available():
        raise ValueError("device is cuda, but PyTorch finds no CUDA device here; expected cpu")
    torch.backends.cuda.matmul.allow_tf32 = False
    torch.backends.cudnn.allow_tf32 = False
    _current = torch.device(name)
    return _current
