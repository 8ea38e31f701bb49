"""What exists: every op, layer, optimizer, model and example, under PyTorch's name, and what of it is compared."""

from __future__ import annotations

from collections import Counter

import torch

from ..cases import questions
from ..contract import OPS


def catalogue() -> list[dict[str, str]]:
    """A line per thing compared."""
    cases = Counter((q.concept, q.op) for q in questions())
    return [
        {"concept": concept, "op": op, "torch": torch_name(op), "compared": compared(concept, op), "cases": str(n)}
        for (concept, op), n in cases.items()
    ]


def torch_name(op: str) -> str:
    """Where PyTorch has this name; empty where it has none."""
    homes = (torch.nn.functional, torch, torch.nn, torch.optim)
    home = next((h for h in homes if hasattr(h, op)), None)
    return f"{home.__name__}.{op}" if home else ""


def compared(concept: str, op: str) -> str:
    """The quantities, in a few words."""
    if op in OPS:
        return ", ".join(
            ["y", *(f"grad {n}" for n in OPS[op].differentiable), *(f"{n} after" for n in OPS[op].buffers)]
        )
    return {
        "layers": "signature, state_dict, y, gradients, buffers, refusals",
        "optim": "parameters and state after 10 steps",
        "training": "loss, gradients, parameters, buffers and optimizer state of resynchronised steps",
        "published": "the printed digits, in both libraries",
    }.get(concept, "values")
