"""A cause: why numbers differ, as a change to the reference that can be tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

from .program import Change, Program, usual

ROOMS = (
    "linear",
    "activation",
    "loss",
    "convolution",
    "pooling",
    "normalization",
    "dropout",
    "shape",
    "general",
    "observed",
)


@dataclass(frozen=True)
class Constant:
    """A number that a cause leaves open, to be estimated from the data.

    Args:
        name: what it is, such as `eps`.
        typed: the values that people type, tried first.
        low, high: where else it may lie, of one sign; searched by ratio.
        factor: it is a factor of the whole quantity, and can be read off.
    """

    name: str
    typed: tuple[float, ...]
    low: float
    high: float
    factor: bool = False


@dataclass(frozen=True)
class Cause:
    """One named difference.

    Several may share a name: the same idea, changed in another way for another op.

    Args:
        name: stable, words with hyphens.
        line: what is different, in a sentence; `{value}` is where the estimated constant goes.
        signature: how it looks in numbers.
        kind: a `convention` is a choice that is consistent in itself, a `mistake` is not the gradient of its own
            forward, or not what the name promises.
        mend: what to do about it, in words.
        rows: of the table of conventions.
        ops: those it may befall.
        change: the change to the reference; with a `constant`, of its value; None for what is observed, not tried.
        constant: what is left open.
        silent: the gradient does not know of it: that it is not the forward's own is part of the convention.
    """

    name: str
    line: str
    signature: str
    kind: Literal["convention", "mistake"]
    mend: str
    rows: tuple[int, ...] = ()
    ops: tuple[str, ...] = ()
    change: Change | Callable[[float], Change] | None = None
    constant: Constant | None = None
    silent: bool = False


@dataclass(frozen=True)
class Assumed:
    """A cause with its constant, if it has one, at a value."""

    cause: Cause
    value: float | None = None

    def __call__(self, program: Program) -> Program:
        change: Any = self.cause.change
        return (change if self.value is None else change(self.value))(program)

    def __str__(self) -> str:
        return self.cause.line.format(value="" if self.value is None else typed(self.value))


def typed(value: float) -> str:
    """A number as a person would have typed it."""
    return f"{value:.12g}"


def under(op: str, assumed: tuple[Assumed, ...]) -> Program:
    """The op as it would be computed if all of these were so, each laid on top of the ones before."""
    program = usual(op)
    for each in assumed:
        program = each(program)
    return program


@cache
def every_cause() -> tuple[Cause, ...]:
    """Every cause there is, by concept, simple ones first within each."""
    return tuple(cause for room in ROOMS for cause in import_module(f"{__package__}.causes.{room}").CAUSES)


def causes_of(op: str) -> list[Cause]:
    """The causes that may befall an op and can be tried."""
    return [cause for cause in every_cause() if op in cause.ops and cause.change is not None]
