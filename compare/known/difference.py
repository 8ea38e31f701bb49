"""A known difference from PyTorch: which rows it explains, and whether it still happens.

An entry speaks of as little as can be said: of some elements of a quantity, of errors up to a size. What differs beyond
that is a discrepancy like any other.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch

import numpy as np

from ..contract import Answer
from ..run import OpQuestion, Reference
from ..verdict import Row, judge

DISPUTED = ("differs", "nonfinite")
Places = Callable[[Reference, str], np.ndarray]


@dataclass(frozen=True)
class Known:
    """A difference that is expected of right code.

    Args:
        op, case, quantity, dtype: where; "" for any. A quantity may end in "*".
        reason: why, in a sentence.
        within: the error, relative to the array's largest value, up to which it is this difference.
        places: the elements that it is about, as booleans, of a quantity of PyTorch's answer; None for all.
        sometimes: it depends on the processor or on the place in memory, and may not happen.
    """

    op: str
    reason: str
    case: str = ""
    quantity: str = ""
    dtype: str = ""
    within: float = np.inf
    places: Places | None = None
    sometimes: bool = False

    def about(self, row: Row) -> bool:
        """True for the rows that this entry speaks of."""
        mine, its = (self.op, self.case, self.dtype), (row.op, row.case, row.dtype)
        here = all(m in ("", i) for m, i in zip(mine, its)) and fnmatch(row.quantity, self.quantity or "*")
        return here and (row.max_rel or 0.0) <= self.within

    def explains(self, row: Row, asked: Reference, found: Answer, name: str) -> bool:
        """True where nothing of the row is left without this difference."""
        if not self.about(row):
            return False
        if self.places is None:
            return row.status in DISPUTED
        answers = [a.get(row.quantity) if isinstance(a, dict) else None for a in (asked.own, asked.oracle, found)]
        arrays = [x for x in answers if isinstance(x, np.ndarray)]
        if not isinstance(asked.question, OpQuestion) or len(arrays) < len(answers):
            return False
        with np.errstate(all="ignore"):
            places = self.places(asked, row.quantity)
        own, oracle, rest = ({row.quantity: np.where(places, x.dtype.type(np.nan), x)} for x in arrays)  # not compared
        without = copy.copy(asked)
        vars(without).update(own=own, oracle=oracle)
        return all(r.status == "agrees" for r in judge(without, rest, name))
