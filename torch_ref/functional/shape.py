"""Changes of shape, by PyTorch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
import torch.nn.functional as F

from ._vjp import vjp


def flatten(input: Any, start_dim: int = 0, end_dim: int = -1) -> Any:
    return vjp(lambda x: torch.flatten(x, start_dim, end_dim), input)


def pad(input: Any, pad: Sequence[int], mode: str = "constant", value: float | None = None) -> Any:
    return vjp(lambda x: F.pad(x, pad, mode, value), input)


def one_hot(input: Any, num_classes: int = -1) -> Any:
    return vjp(lambda x: F.one_hot(x, num_classes), input)


def pixel_shuffle(input: Any, upscale_factor: int) -> Any:
    return vjp(lambda x: F.pixel_shuffle(x, upscale_factor), input)


def pixel_unshuffle(input: Any, downscale_factor: int) -> Any:
    return vjp(lambda x: F.pixel_unshuffle(x, downscale_factor), input)
