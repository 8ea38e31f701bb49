"""Seeded mistakes, each one idea and one line away from right: what every check must be able to see.

They stand by concept: first those in its ops, then those in the layers of these.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

from ..clauses import kept
from ..contract import Absent
from ..run import Reference
from ..suite import judged, rows_against
from ..verdict import PASSING, Row
from ._fault import Fault

__all__ = ["Fault", "faults", "noticed", "seen"]


def faults() -> Iterator[Fault]:
    """Every fault, concept by concept."""
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            yield from importlib.import_module(f"{__name__}.{module.name}").FAULTS


def seen(fault: Fault, asked: Iterable[Reference]) -> bool:
    """Whether any row fails when the fault is in scratch: the answers first, the promises where these show nothing."""
    with fault.planted() as namespace:
        answered = []
        for reference in asked:
            try:
                _, rows = judged(reference, namespace)
            except Absent:
                continue
            if any(row.status not in PASSING for row in rows):
                return True
            answered.append(reference)
        return any(row.status not in PASSING for reference in answered for row in kept(reference, namespace))


def noticed(fault: Fault, asked: Iterable[Reference]) -> Iterator[Row]:
    """The rows that fail when the fault is in scratch."""
    with fault.planted() as namespace:
        for reference in asked:
            try:
                yield from (row for row in rows_against(reference, namespace) if row.status not in PASSING)
            except Absent:
                continue
