"""Which op of PyTorch a candidate is: by its name and what it answers; without a telling name by that alone."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass

from .collect import Candidate
from .finding import Unrecognised
from .plan import Plan, Tried, plans
from .roles import possible
from .subject import subjects
from .ways import CALLS, methods
from .words import BACKWARD, ops_named, says

# What a name may mean besides: tried where the code does not answer like the op that it is named for.
KIN: dict[str, tuple[str, ...]] = {
    "max_pool2d": ("avg_pool2d", "max_pool1d"),
    "avg_pool2d": ("max_pool2d",),
    "conv2d": ("conv1d",),
    "cross_entropy": ("binary_cross_entropy", "mse_loss", "binary_cross_entropy_with_logits"),
    "mse_loss": ("cross_entropy", "l1_loss"),
    "binary_cross_entropy": ("binary_cross_entropy_with_logits", "cross_entropy"),
    "softmax": ("log_softmax", "cross_entropy"),
    "relu": ("leaky_relu",),
    "batch_norm": ("layer_norm",),
    "sigmoid": ("tanh",),
}
ALONE = tuple(
    """
    relu sigmoid tanh softmax leaky_relu softplus elu gelu silu log_softmax linear cross_entropy mse_loss
    binary_cross_entropy l1_loss conv2d max_pool2d avg_pool2d layer_norm batch_norm selu softsign mish
    """.split()
)
SURE = {2: "by its name and its answers", 1: "by its name, and nearly by its answers", 0: "by its name"}


@dataclass(frozen=True)
class Recognised:
    """The op, the ways to call the candidate for it, and how sure that is."""

    op: str
    plans: list[Plan]
    sure: str


def recognise(candidate: Candidate, op: str | None = None) -> Recognised | Unrecognised:
    """Find out what a candidate is.

    Args:
        op: what it is, where the user has said so.
    """
    if op is not None:
        tried = Tried()
        found = plans(candidate, op, tried)
        return Recognised(op, found, "as you said") if found else Unrecognised(candidate.name, tried.reason, op)
    meant = next(ops_named(candidate.name.rpartition(".")[2]), None)
    if meant is not None and meant not in subjects():
        return Unrecognised(candidate.name, "what it draws cannot be read off what it returns", meant)
    named = [name for name in ops_named(candidate.name.rpartition(".")[2]) if name in subjects()]
    fallback: Recognised | None = None
    reason = ""
    for name in dict.fromkeys([*named, *(k for n in named[:1] for k in KIN.get(n, ()))]):
        tried = Tried()
        found = plans(candidate, name, tried)
        reason = reason or tried.reason
        if any(p.exact for p in found):
            return Recognised(name, found, SURE[2] if name in named else "by its answers")
        if found and (fallback is None or found[0].quality[0] > fallback.plans[0].quality[0]):
            fallback = Recognised(name, found, SURE[found[0].quality[0]])
    if fallback is not None:
        return fallback
    if named:
        return Unrecognised(candidate.name, reason or "it cannot be called", named[0])
    return next(_by_answers(candidate), Unrecognised(candidate.name, "its name says nothing that is known here"))


def _by_answers(candidate: Candidate) -> Iterator[Recognised]:
    """The ops that it answers like, exactly."""
    if not _callable_like_an_op(candidate):
        return
    for op in ALONE:
        found = plans(candidate, op, Tried(60))
        if any(p.exact for p in found):
            yield Recognised(op, found, "by its answers")


def _callable_like_an_op(candidate: Candidate) -> bool:
    """Whether it can be called without harm: by parameters that hold data, in a class that has a backward pass too."""
    if "forward" in candidate.parts:
        try:
            names = [
                p.name
                for p in inspect.signature(candidate.parts["forward"]).parameters.values()
                if p.default is p.empty
            ]
        except (TypeError, ValueError):
            return False
        data = [n for n in names if possible(n, "linear", "forward") or possible(n, "cross_entropy", "forward")]
        return 0 < len(names) == len(data) <= 4
    source = candidate.main
    return bool(methods(source, CALLS)) and any(
        says(n, BACKWARD) or n in ("grad", "gradient", "derivative", "prime") for n in dir(source)
    )
