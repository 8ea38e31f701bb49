"""How a candidate is to be called for an op: found by trying, the commonest ways first."""

from __future__ import annotations

import inspect
import itertools
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..cases._draw import Draw
from ..contract import OPS, Call, Case, Raised, Unsupported
from ..diagnose.evidence import gathered
from ..diagnose.search import alone
from ..run import OpQuestion, quiet, reference
from .adapter import Adapted
from .chance import with_its_mask
from .collect import Candidate
from .layout import Misfit
from .native import Native
from .roles import LOSSES
from .subject import PLAIN, Form, Lay, View, subjects
from .values import Cannot
from .ways import ways

PROBES = 5  # questions of a form with which a way is tried, the plainest first
RIVALS = 6  # ways that are equally good, of which the best explained is taken
EXACT, NEAR = 3e-8, 1e-3
DRAWN = ("dropout", "dropout1d", "dropout2d", "dropout3d")  # what the candidate draws decides what PyTorch is asked
REDUCTIONS: tuple[tuple[dict[str, Any], bool], ...] = (({}, False), ({"reduction": "none"}, False), ({}, True))


@dataclass(frozen=True)
class Plan:
    """A way to call a candidate that works.

    Args:
        quality: how much of it agreed on the probe: `y`; whether it takes a batch; gradients right, of the right shape.
        way: which of the candidate's ways to be called it is.
        fixed: options of the reference that are always asked, such as `reduction="none"`.
        averaged: a loss gives a number per sample, the gradient is that of their mean.
    """

    op: str
    form: Form
    native: Native
    lay: Lay
    view: View
    quality: tuple[int, ...]
    way: int
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
    """What became of the attempts: the reason why the first one failed; how many more may be made."""

    def __init__(self, limit: int = 5000):
        self.reason, self.left = "", limit


def plans(candidate: Candidate, op: str, tried: Tried) -> list[Plan]:
    """The best plan for each form in which the candidate can be asked about `op`."""
    found: list[Plan] = []
    for form in subjects()[op].forms:
        if found and form.axes.get("input") == "*":
            continue
        cases = itertools.islice(form.questions(Draw(0, f"own {op}")), PROBES)
        best = next(filter(None, (_best(candidate, op, form, case, tried) for case in cases)), None)
        if best is not None:
            found.append(best)
    if any(p.exact for p in found) and not _speaks_of_axes(candidate):
        found = [p for p in found if p.exact]  # what happens to run on images is not written for them
    return found


def _speaks_of_axes(candidate: Candidate) -> bool:
    """Whether code looks at how many axes its input has, or takes it apart."""
    try:
        text = "".join(inspect.getsource(p) for p in candidate.parts.values() if not isinstance(p, str))
    except (OSError, TypeError):
        return False
    return any(word in text for word in ("ndim", "reshape", "len(x.shape)", "C, H, W", "H, W, C"))


def _best(candidate: Candidate, op: str, form: Form, case: Case, tried: Tried) -> Plan | None:
    best: list[Plan] = []
    for plan in _attempts(candidate, op, form, case, tried):
        if not best or plan.quality > best[0].quality:
            best = []
        if not best or plan.quality == best[0].quality:
            best.append(plan)
        if plan.perfect:
            return plan
    return (
        max(best[:RIVALS], key=lambda p: _explained(p, candidate.name), default=None)
        if len(best) > 1
        else next(iter(best), None)
    )


def _explained(plan: Plan, name: str) -> int:
    """How many of the quantities a single cause explains: what tells ways apart that are equally far off."""
    with quiet():
        evidence = gathered(plan.questions()[:2], plan.adapted(name))
        quantities = dict.fromkeys(q for e in evidence for q in e.found)
        return sum(any(True for _ in alone(plan.op, evidence, q)) for q in quantities)


def _attempts(candidate: Candidate, op: str, form: Form, case: Case, tried: Tried) -> Iterator[Plan]:
    """Every way to call the candidate that runs."""
    expected: dict[str, Probe] = {}
    for way, native in enumerate(ways(candidate, op)):
        for view, lay in itertools.product(form.views or (PLAIN,), form.lays()):
            for fixed, averaged in REDUCTIONS if op in LOSSES else REDUCTIONS[:1]:
                tried.left -= 1
                if tried.left < 0:
                    return
                adapted = Adapted(candidate.name, op, form, native, lay, view, averaged)
                probe = expected.get(str(fixed)) if op not in DRAWN else None
                if probe is None:
                    probe = expected[str(fixed)] = Probe(adapted, case, fixed)
                try:
                    quality = probe.quality(adapted)
                except Misfit as error:
                    tried.reason = tried.reason or str(error)
                    continue
                yield Plan(op, form, native, lay, view, quality, way, fixed, averaged)


class Probe:
    """One question, PyTorch's answer to it, and a cotangent."""

    def __init__(self, adapted: Adapted, case: Case, fixed: dict[str, Any]):
        with quiet(), suppress(Exception):
            case = with_its_mask(adapted.function, adapted.op, case)
        self.args, self.kwargs = case.call.args, {**case.call.kwargs, **fixed}
        with quiet():
            y, backward = reference().get("functional", adapted.op)(*_copies(self.args), **_copies(self.kwargs))
            self.y = y[0] if isinstance(y, tuple) else y
            self.dy = np.random.default_rng(1).standard_normal(self.y.shape)
            self.grads = backward(self.dy)

    def quality(self, adapted: Adapted) -> tuple[int, ...]:
        """How much of a candidate's answer agrees, see `Plan`.

        Raises:
            Misfit: it does not run, or gives something of another shape.
        """
        with quiet():
            try:
                y, pull = adapted.function(*_copies(self.args), **_copies(self.kwargs))
            except (Cannot, Unsupported) as error:
                raise Misfit(str(error)) from None
            except Exception as error:
                raise Misfit(f"it raised {Raised.of(error)}") from None
            if not isinstance(y, np.ndarray) or y.shape != self.y.shape or y.dtype.kind not in "fiub":
                raise Misfit(f"y has the shape {getattr(y, 'shape', None)}, expected {self.y.shape}")
            same, whole = _closeness(y, self.y), int(not adapted.looped)
            try:
                grads = [
                    (g, e) for g, e in zip(pull(self.dy), self.grads) if isinstance(g, np.ndarray) and e is not None
                ]
            except Exception:
                return same, whole, 0, 0
            right = sum(_closeness(g, e) == 2 for g, e in grads)
            return same, whole, right, sum(g.shape == e.shape for g, e in grads)


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
