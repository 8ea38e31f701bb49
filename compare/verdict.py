"""What a distance means: the status of every quantity of an answer. No tolerance to choose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from .contract import NOT_GIVEN, Answer, Question, Raised
from .inputs import arrays_in, is_floating
from .measure import Distance, distance
from .run import CHANGED, Reference, identical
from .terms import patience

# How many yardsticks a candidate may be off. Measured over twelve seeds of all questions (16,400 and 15,900 quantities
# each), right code came to 5.95 and 10.3 by one draw of PyTorch's own error; before a row may fail it gets eight more.
# In float64 the oracle is PyTorch itself, with a rounding error of its own.
YARDSTICKS = {"float64": 16.0, "float32": 6.0, "float16": 6.0, "bfloat16": 6.0}
PASSING = ("agrees", "known", "unsupported", "absent")
REFUSALS = ("ValueError", "TypeError")


@dataclass(frozen=True)
class Row:
    """One comparison. `budget` is the share of what is allowed that was used; 1 and below agrees."""

    concept: str
    op: str
    case: str
    dtype: str
    quantity: str
    status: str
    bits_equal: bool | None = None
    max_abs: float | None = None
    max_rel: float | None = None
    ulp: float | None = None
    budget: float | None = None
    where: str = ""
    cause: str = ""
    repeat: str = ""

    @property
    def ok(self) -> bool:
        return self.status in PASSING


def judge(reference: Reference, candidate: Answer | Raised, name: str) -> Iterator[Row]:
    """Hold a candidate's answer against PyTorch's: a row for every quantity that either of them has."""
    q, own, oracle = reference.question, reference.own, reference.oracle
    blank = Row(q.concept, q.op, q.case, reference.dtype.name, "raises", "agrees")

    if lacking(own) and not isinstance(oracle, Raised):
        yield replace(blank, status="unsupported", cause=f"PyTorch has no such kernel: {own}")
    elif isinstance(own, Raised) or isinstance(oracle, Raised) or q.raises:
        yield _refusal(blank, own, candidate, q.raises, name)
    elif isinstance(candidate, Raised):
        yield replace(blank, status="error", cause=f"{name} raised {candidate}; PyTorch accepts the call")
    else:
        for quantity in {**own, **candidate}:
            if own.get(quantity) is None and candidate.get(quantity) is None:
                continue  # the gradient of an argument that was not given
            row = replace(blank, quantity=quantity)
            if quantity not in candidate:
                yield replace(row, status="error", cause=f"{name} gives no {quantity}")
            elif quantity not in own:
                yield replace(row, status="error", cause=f"{name} gives {quantity}, PyTorch does not")
            else:
                yield _quantity(row, reference, candidate[quantity], name)


def lacking(own: Any) -> bool:
    """True where PyTorch has no kernel for the dtype or the device, which says nothing about the call."""
    return isinstance(own, Raised) and ("not implemented for" in own.message or "Could not run 'aten::" in own.message)


def _refusal(row: Row, own: Answer | Raised, candidate: Answer | Raised, expected: bool, name: str) -> Row:
    if not isinstance(own, Raised):
        return replace(row, status="vacuous", cause="the case expects a refusal, but PyTorch accepts the call")
    if not expected:
        return replace(row, status="vacuous", cause=f"PyTorch refuses the call: {own}")
    if not isinstance(candidate, Raised):
        return replace(row, status="differs", cause=f"{name} accepts what PyTorch refuses: {own}")
    if candidate.kind not in (*REFUSALS, own.kind):
        return replace(row, status="error", cause=f"{name} raised {candidate}; expected ValueError or TypeError")
    return row


def _quantity(row: Row, reference: Reference, found: Any, name: str) -> Row:
    assert isinstance(reference.own, dict)
    assert isinstance(reference.oracle, dict)
    own, oracle = reference.own[row.quantity], reference.oracle[row.quantity]
    if found is NOT_GIVEN:
        return replace(row, status="unsupported", cause=f"{name} does not give it")
    if isinstance(found, Raised) and isinstance(own, Raised):
        return replace(row, cause=f"PyTorch raised {own}, and so did {name}")
    if isinstance(found, Raised):
        return replace(row, status="error", cause=f"{name} raised {found}")
    if lacking(own):
        return replace(row, status="unsupported", cause=f"PyTorch has no such kernel: {own}")
    if isinstance(own, Raised):
        return replace(row, status="differs", cause=f"PyTorch raised {own}; {name} gives an answer")
    if not isinstance(own, np.ndarray) or not isinstance(found, np.ndarray):
        if identical(own, found) or (type(own) is type(found) and own == found):
            return replace(row, bits_equal=True, budget=0.0)
        status = "mutates" if row.quantity == CHANGED else "differs"
        return replace(row, status=status, bits_equal=False, cause=_difference(own, found, name))
    if found.shape != own.shape:
        return replace(row, status="shape", cause=f"{name} has {found.shape}, PyTorch {own.shape}")
    if found.dtype != own.dtype:
        return replace(row, status="dtype", cause=f"{name} has {found.dtype}, PyTorch {own.dtype}")
    if not is_floating(own):
        return _exact(row, own, found)
    return _rounding(row, reference, own, oracle, found)


def _exact(row: Row, own: np.ndarray, found: np.ndarray) -> Row:
    """Integers and booleans: every element the same."""
    wrong = np.argwhere(own != found)
    if not len(wrong):
        return replace(row, bits_equal=True, max_abs=0.0, max_rel=0.0, ulp=0.0, budget=0.0)
    where = [int(i) for i in wrong[0]]
    cause = f"{len(wrong)} of {own.size} differ; {found[tuple(where)]} where PyTorch has {own[tuple(where)]}"
    return replace(row, status="differs", bits_equal=False, where=str(where), cause=cause)


def _rounding(row: Row, reference: Reference, own: np.ndarray, oracle: np.ndarray, found: np.ndarray) -> Row:
    question = reference.question
    for test, kind in ((np.isnan, "nan"), (np.isposinf, "inf"), (np.isneginf, "-inf")):
        if len(wrong := np.argwhere(test(own) != test(found))):
            where = tuple(int(i) for i in wrong[0])
            cause = f"{kind}: {len(wrong)} of {own.size} differ; {found[where]} where PyTorch has {own[where]}"
            return replace(row, status="nonfinite", bits_equal=False, where=str(list(where)), cause=cause)
    bits = identical(own, found)
    if not bits:  # 0 and -0 are equal: worth a word, not an alarm
        signs = np.count_nonzero((own == 0) & (found == 0) & (np.signbit(own) != np.signbit(found)))
        row = replace(row, cause=f"the sign of {signs} zeros differs" if signs else "")

    # The conditioning costs several runs of the oracle: it is learnt where half of the budget is used without it.
    moved: Sequence[np.ndarray] = ()
    d = distance(found, own, oracle)
    allowed = YARDSTICKS[own.dtype.name]
    if d.share > allowed / 2 and not question.exact:
        moved = _arrays(reference.moved, row.quantity, own.shape)
        d = distance(found, own, oracle, moved)
    if d.share > allowed and not question.exact:
        rounding = [e for e in reference.rounding(row.quantity) if e.shape == own.shape]
        d = distance(found, own, oracle, moved, rounding)
    if d.share > allowed:
        allowed *= patience(reference, row.quantity)
    row = replace(
        row, bits_equal=bits, max_abs=d.max_abs, max_rel=d.max_rel, ulp=d.ulp, budget=d.share / allowed, where=d.where
    )
    if row.quantity in question.zeros and d.largest > 0:
        return replace(row, status="vacuous", cause="declared all zeros by design, but the reference is not")
    if d.share > allowed:
        return replace(row, status="differs", cause=f"{d.share / allowed:.3g} times what rounding can explain")
    empty = own.size == 0 or any(x.size == 0 for x in arrays_in(reference.inputs))
    if empty or row.quantity in question.zeros or not np.isfinite(oracle).any():
        return row
    return _telling(row, question, own, oracle, d, allowed)


def _telling(row: Row, question: Question, own: np.ndarray, oracle: np.ndarray, d: Distance, allowed: float) -> Row:
    """The row of values that agree, unless zeros would have agreed as well."""
    if not own.any():
        vacuous = "the reference is all zeros: zeros would pass whatever was computed"
    elif d.allowed * allowed > d.largest > 0:
        vacuous = "the budget is larger than every value: zeros would pass"
    else:
        return row
    if own.dtype.itemsize == 2:  # what is hard for float32 may ask too much of half precision
        return replace(row, status="unsupported", cause=vacuous)
    # That a sample of somebody else's says nothing is no failure. (A wrong answer at a tie, where moving the inputs
    # changes everything, uses a fifth of such a budget and more; rounding is like PyTorch's, or less than a tenth.)
    with np.errstate(all="ignore"):
        theirs = float(np.nanmax(np.abs(own - oracle), initial=0.0))
    small = not own.any() or d.share <= 0.1 * allowed or d.max_abs <= 8 * theirs
    if getattr(question, "chosen", True) or not small:
        return replace(row, status="vacuous", cause=vacuous)
    return replace(row, cause="says nothing: zeros would pass")


def _arrays(answers: Sequence[Answer | Raised], quantity: str, shape: tuple[int, ...]) -> list[np.ndarray]:
    """One quantity of several answers, where they have it in this shape."""
    found = [a.get(quantity) for a in answers if isinstance(a, dict)]
    return [x for x in found if isinstance(x, np.ndarray) and x.shape == shape]


def _difference(own: Any, found: Any, name: str) -> str:
    return f"{name} has {_brief(found)}, PyTorch {_brief(own)}"


def _brief(value: Any) -> str:
    text = (
        "none"
        if isinstance(value, tuple) and not value
        else f"an array of shape {value.shape}"
        if isinstance(value, np.ndarray)
        else str(value)
    )
    return text if len(text) <= 120 else text[:117] + "..."
