"""What is no op of `torch.nn.functional`, and is checked all the same: gates, optimizers, whole networks, helpers.

Each file has a function `finding(candidate)`: everything about a candidate of that kind, or None where it is not one.
"""

from __future__ import annotations

from collections.abc import Callable

from ..collect import Candidate
from ..finding import Finding
from . import gate, network, numerical, optimizer

KINDS: tuple[Callable[[Candidate], Finding | None], ...] = (
    gate.finding,
    optimizer.finding,
    numerical.finding,
    network.finding,
)


def finding(candidate: Candidate) -> Finding | None:
    """What was found out about a candidate of one of these kinds."""
    return next((found for kind in KINDS if (found := kind(candidate)) is not None), None)
