"""The linear and the bilinear layer, by PyTorch."""

from __future__ import annotations

from typing import Any

import torch.nn.functional as F

from ._vjp import vjp


def linear(input: Any, weight: Any, bias: Any = None) -> Any:
    return vjp(F.linear, input, weight, bias)


def bilinear(input1: Any, input2: Any, weight: Any, bias: Any = None) -> Any:
    return vjp(F.bilinear, input1, input2, weight, bias)
