"""The embedding, by PyTorch."""

from __future__ import annotations

from typing import Any

import torch.nn.functional as F

from ._vjp import tensor, vjp


def embedding(input: Any, weight: Any, padding_idx: int | None = None, *, scale_grad_by_freq: bool = False) -> Any:
    options: dict[str, Any] = {"scale_grad_by_freq": scale_grad_by_freq}
    return vjp(lambda w: F.embedding(tensor(input), w, padding_idx, **options), weight)
