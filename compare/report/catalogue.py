"""What exists: every op, layer, optimizer, model and example, under PyTorch's name, and what of it is compared."""

from __future__ import annotations

from collections import Counter

import torch

from .. import database
from ..cases import questions
from ..contract import DTYPES, OPS
from ..faults import faults
from ..usage import UsageError


def catalogue() -> list[dict[str, str]]:
    """A line per thing compared."""
    cases: Counter[tuple[str, str]] = Counter()
    refusals: Counter[tuple[str, str]] = Counter()
    for q in questions():
        cases[q.concept, q.op] += not q.raises
        refusals[q.concept, q.op] += q.raises
    mistakes = Counter(fault.op for fault in faults())
    return [
        {
            "concept": concept,
            "op": op,
            "torch": torch_name(op),
            "compared": compared(concept, op),
            "cases": str(cases[concept, op]),
            "refusals": str(refusals[concept, op]),
            "faults": str(mistakes[op]),
            "database": pytorchs(op),
        }
        for concept, op in cases
    ]


def pytorchs(op: str) -> str:
    """How many of PyTorch's own questions are about this op; empty where there are none or they cannot be read."""
    try:
        n = sum(1 for _ in database.questions(DTYPES[:1], only=[op])) if op in OPS else 0
    except UsageError:
        return ""
    return str(n or "")


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
