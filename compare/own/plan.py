"""How a candidate is to be called for an op: found by trying, the commonest ways first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..cases._draw import Draw
from ..contract import OPS, Call, Case, Unsupported
from ..run import OpQuestion, quiet, reference
from .adapter import Adapted
from .chance import with_its_mask
from .collect import Candidate
from .native import Native
from .roles import LOSSES
from .subject import PLAIN, Form, Lay, View, subjects
from .values import Cannot
from .ways import ways

PROBES = 5  # questions of a form with which a way is tried, the plainest first
EXACT, NEAR = 1e-9, 1e-3
REDUCTIONS: tuple[tuple[dict[str, Any], bool], ...] = (({}, False), ({"reduction": "none"}, False), ({}, True))


@dataclass(frozen=True)
class Plan:
    """A way to call a candidate that works.

    Args:
        quality: how much of it agreed on the probe: `y`; whether it takes a batch; gradients right, of the right shape.
        fixed: options of the reference that are always asked, such as `reduction="none"`.
        averaged: a loss gives a number per sample, the gradient is that of their mean.
    """

    op: str
    form: Form
    native: Native
    lay: Lay
    view: View
    quality: tuple[int, ...]
    fixed: dict[str, Any] = field(default_factory=dict)
    averaged: bool = False

    def adapted(self, name: str) -> Adapted:
        """The candidate as a namespace."""
        return Adapted(name, self.op, self.form, self.native, self.lay, self.view, self.averaged)

    def questions(self, seed: int = 0) -> list[OpQuestion]:
        """What is asked of it."""
        function, found = self.adapted("").function, []
        for case in self.form.questions(Draw(seed, f"own {self.op}")):
            case = replace(case, call=Call(case.call.args, {**case.call.kwargs, **self.fixed}))
            with suppress(Exception), quiet():  # what fails will fail again, and be a row then
                case = with_its_mask(function, self.op, case)
            found.append(OpQuestion(OPS[self.op], case, seed))
        return found

    @property
    def exact(self) -> bool:
        """Whether `y` is PyTorch's on the probe."""
        return self.quality[0] == 2

    @property
    def perfect(self) -> bool:
        """Whether nothing better can be found."""
        gradients = sum(1 for n in OPS[self.op].differentiable if n in ("input", "weight", "bias"))
        return self.quality[:2] == (2, 1) and self.quality[2] >= gradients


class Tried:
    """What became of the attempts: the reason why the first one failed."""

    reason = ""


def plans(candidate: Candidate, op: str, tried: Tried) -> list[Plan]:
    """The best plan for each form in which the candidate can be asked about `op`."""
    found: list[Plan] = []
    for form in subjects()[op].forms:
        if found and form.axes.get("input") == "*":
            continue
        best: Plan | None = None
        cases = list(form.questions(Draw(0, f"own {op}")))[:PROBES]
        for case in cases:
            for plan in _attempts(candidate, op, form, case, tried):
                if best is None or plan.quality > best.quality:
                    best = plan
                if plan.perfect:
                    break
            if best is not None:
                break
        if best is not None:
            found.append(best)
    return found


def _attempts(candidate: Candidate, op: str, form: Form, case: Case, tried: Tried) -> Iterator[Plan]:
    for native in ways(candidate, op):
        for view in form.views or (PLAIN,):
            for lay in form.lays():
                for fixed, averaged in REDUCTIONS if op in LOSSES else REDUCTIONS[:1]:
                    adapted = Adapted(candidate.name, op, form, native, lay, view, averaged)
                    quality = _quality(adapted, case, fixed, tried)
                    if quality is not None:
                        yield Plan(op, form, native, lay, view, quality, fixed, averaged)


def _quality(adapted: Adapted, case: Case, fixed: dict[str, Any], tried: Tried) -> tuple[int, ...] | None:
    """How much agrees, see `Plan`; None where it does not run."""
    op, whole = adapted.op, int(not adapted.looped)
    with quiet(), suppress(Exception):
        case = with_its_mask(adapted.function, op, case)
    kwargs = {**case.call.kwargs, **fixed}
    with quiet():
        y, backward = reference().get("functional", op)(*_copies(case.call.args), **_copies(kwargs))
        first = y[0] if isinstance(y, tuple) else y
        dy = np.random.default_rng(1).standard_normal(first.shape)
        expected = backward(dy)
        try:
            mine, pull = adapted.function(*_copies(case.call.args), **_copies(kwargs))
        except (Cannot, Unsupported) as error:
            tried.reason = tried.reason or str(error)
            return None
        except Exception as error:
            tried.reason = tried.reason or f"it raised {type(error).__name__}: {error}"
            return None
        if not isinstance(mine, np.ndarray) or mine.shape != first.shape or mine.dtype.kind not in "fiub":
            tried.reason = tried.reason or f"y has the shape {getattr(mine, 'shape', None)}, expected {first.shape}"
            return None
        try:
            grads = pull(dy)
        except Exception:
            return _closeness(mine, first), whole, 0, 0
        right = [_closeness(g, e) == 2 for g, e in zip(grads, expected) if isinstance(g, np.ndarray) and e is not None]
        shaped = sum(g.shape == e.shape for g, e in zip(grads, expected) if isinstance(g, np.ndarray) and e is not None)
        return _closeness(mine, first), whole, sum(right), shaped


def _closeness(found: np.ndarray, expected: np.ndarray) -> int:
    """2 where they agree to rounding, 1 where nearly, else 0."""
    if found.shape != expected.shape:
        return 0
    scale = max(float(np.abs(expected).max(initial=0)), 1e-300)
    off = float(np.abs(found - expected).max(initial=0)) / scale
    return 2 if off <= EXACT else 1 if off <= NEAR else 0


def _copies(x: Any) -> Any:
    if isinstance(x, np.ndarray):
        return x.copy()
    if isinstance(x, tuple):
        return tuple(_copies(v) for v in x)
    if isinstance(x, dict):
        return {k: _copies(v) for k, v in x.items()}
    return x
