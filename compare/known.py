"""Differences from PyTorch that are known and meant, each with its reason. One that no longer happens is an error.

An entry speaks of as little as can be said: of some elements of a quantity, of errors up to a size. What differs beyond
that is a discrepancy like any other.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatch

import numpy as np

from .contract import Answer
from .run import OpQuestion, Reference
from .verdict import Row, judge

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


def _nan(asked: Reference, quantity: str) -> np.ndarray:
    assert isinstance(asked.question, OpQuestion)
    return np.isnan(asked.question.named(asked.inputs)["input"])


def _lost(asked: Reference, quantity: str) -> np.ndarray:
    """Where PyTorch has a number in float64, and none in the working dtype."""
    assert isinstance(asked.own, dict)
    assert isinstance(asked.oracle, dict)
    return np.isfinite(asked.oracle[quantity]) & ~np.isfinite(asked.own[quantity])


KNOWN: tuple[Known, ...] = (
    *(
        Known(
            op,
            "PyTorch passes the gradient of nan or stops it by the element's place in memory: "
            "its vectorised loop and the loop over the rest disagree",
            quantity="grad input",
            places=_nan,
            sometimes=True,
        )
        for op in ("elu", "celu", "selu", "hardtanh", "relu6", "hardswish", "softshrink", "hardshrink")
    ),
    Known("celu", "PyTorch rounds 1 / alpha to float32 in its float64 gradient", dtype="float64", within=1e-7),
    *(
        Known(op, "PyTorch rounds 1 / 6 to float32 in its float64 gradient", dtype="float64", within=2.0**-25)
        for op in ("hardsigmoid", "Hardsigmoid")
    ),
    *(
        Known(
            op,
            "PyTorch's backward fails where the indices do not lie in the order of their axes in memory",
            case="plain, Fortran order",
            quantity="grad input",
        )
        for op in ("max_unpool2d", "max_unpool3d")
    ),
    Known(
        "group_norm",
        "PyTorch's backward fails where there is a bias and no weight",
        case="bias alone",
        quantity="grad *",
    ),
    Known(
        "",
        "what PyTorch keeps in float16 midway overflows, or vanishes and is divided by",
        dtype="float16",
        places=_lost,
        sometimes=True,
    ),
    Known(
        "smooth_l1_loss",
        "PyTorch multiplies the error and dy before it divides by beta, and in bfloat16 the product is inf",
        case="special values, beta=inf",
        dtype="bfloat16",
        places=_lost,
        sometimes=True,
    ),
    *(
        Known(
            op,
            "PyTorch's bfloat16 kernel multiplies an infinite weight with zeros of its own, which makes nan",
            case=case,
            quantity=quantity,
            dtype="bfloat16",
            sometimes=True,
        )
        for op, case, quantity in (
            ("conv1d", "inf in the weight", "grad input"),
            ("conv2d", "inf and nan in the weight", "grad input"),
            ("conv_transpose2d", "inf and nan in the weight", "y"),
        )
    ),
)
