"""What TensorFloat-32 costs: PyTorch's own error in float32 on a GPU, with and without it.

TF32 multiplies with 10 bits of the fraction in place of 23. The verdicts are given without it.
"""

from __future__ import annotations

from typing import Any

import numpy as np

import torch_ref.device

from .contract import Answer, Raised
from .inputs import is_floating
from .run import Reference, answer, quiet, reference


class Costs:
    """The largest relative error of each op so far, without TF32 and with it."""

    def __init__(self) -> None:
        self.worst: dict[tuple[str, str], tuple[float, float]] = {}

    def add(self, asked: Reference) -> None:
        """Ask PyTorch once more, with TF32."""
        if asked.dtype != np.float32 or asked.question.raises:
            return
        with torch_ref.device.tf32():
            loose = answer(asked.question, reference(), asked.inputs, asked.dtype)
        key = asked.question.concept, asked.question.op
        before = self.worst.get(key, (0.0, 0.0))
        found = (relative_error(own, asked.oracle) for own in (asked.own, loose))
        without, with_tf32 = map(max, before, found)
        self.worst[key] = without, with_tf32

    def lines(self) -> list[dict[str, Any]]:
        """A line for every op that TF32 changes, the dearest first."""
        changed = {key: errors for key, errors in self.worst.items() if errors[0] != errors[1]}
        return [
            {"concept": concept, "op": op, "error": without, "error_with_tf32": loose, "factor": loose / without}
            for (concept, op), (without, loose) in sorted(changed.items(), key=lambda item: -item[1][1])
        ]


def relative_error(own: Answer | Raised, oracle: Answer | Raised) -> float:
    """The largest error of an answer's floating arrays, relative to the largest value of each."""
    if isinstance(own, Raised) or isinstance(oracle, Raised):
        return 0.0
    worst = 0.0
    for quantity, x in own.items():
        exact = oracle.get(quantity)
        if isinstance(exact, np.ndarray) and is_floating(x) and x.shape == exact.shape:
            with quiet():
                good = np.isfinite(x) & np.isfinite(exact)
                largest = np.abs(exact[good]).max(initial=0.0)
                worst = max(worst, np.abs(x - exact)[good].max(initial=0.0) / largest if largest else 0.0)
    return float(worst)
