"""Seeded mistakes, each one idea and one line away from right: what every check must be able to see.

They stand by concept: first those in its ops, then those in the layers of these.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator

from ..contract import Absent
from ..run import Reference
from ..suite import rows_against
from ..verdict import PASSING, Row
from ._fault import Fault

__all__ = ["Fault", "faults", "noticed"]


def faults() -> Iterator[Fault]:
    """Every fault, concept by concept."""
    for module in pkgutil.iter_modules(__path__):
        if not module.name.startswith("_"):
            yield from importlib.import_module(f"{__name__}.{module.name}").FAULTS


def noticed(fault: Fault, asked: Iterable[Reference]) -> Iterator[Row]:
    """The rows that fail when the fault is in scratch."""
    with fault.planted() as namespace:
        for reference in asked:
            try:
                yield from (row for row in rows_against(reference, namespace) if row.status not in PASSING)
            except Absent:
                continue
