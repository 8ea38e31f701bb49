"""Where the reference runs: the CPU by default, a GPU on request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


class NoDevice(ValueError):
    """PyTorch can run there, but not on this machine."""


_current = torch.device("cpu")


def current() -> torch.device:
    """The device on which new tensors of the reference are made."""
    return _current


def use(name: str) -> torch.device:
    """Run the reference on `name` ("cpu" or "cuda"). On a GPU, TensorFloat-32 is switched off: it is not float32.

    Raises:
        ValueError: no such device.
        NoDevice: not on this machine.
    """
    global _current
    if name not in ("cpu", "cuda"):
        raise ValueError(f"device is {name!r}, expected cpu or cuda")
    if name == "cuda" and not torch.cuda.is_available():
        raise NoDevice("device is cuda, but PyTorch finds no CUDA device here")
    _allow_tf32(False)
    _current = torch.device(name)
    return _current


@contextmanager
def tf32() -> Iterator[None]:
    """Inside, a GPU may multiply float32 numbers in TensorFloat-32."""
    _allow_tf32(True)
    try:
        yield
    finally:
        _allow_tf32(False)


def _allow_tf32(allowed: bool) -> None:
    torch.backends.cuda.matmul.allow_tf32 = allowed
    torch.backends.cudnn.allow_tf32 = allowed
