"""`check`: what is wrong with a user's code, and why."""

from __future__ import annotations

import inspect
import platform
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import torch

from ..usage import UsageError, listed
from .collect import Candidate, candidates
from .examine import examine
from .finding import Finding, OwnRow, Unrecognised
from .kinds import finding
from .recognise import Recognised, recognise
from .said import told

Progress = Callable[[str, int, int], None]


@dataclass
class Checked:
    """Everything that was found out about some code.

    `findings` are about what was recognised, `unrecognised` about what was not, `failed` about what could not be loaded
    or never came back, one line each.
    """

    source: str
    findings: list[Finding] = field(default_factory=list)
    unrecognised: list[Unrecognised] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    meta: dict[str, Any] = field(default_factory=dict)

    def add(self, found: Finding | Unrecognised | None) -> None:
        """Note what was found out about one more candidate."""
        if isinstance(found, Finding):
            self.findings.append(found)
        elif found is not None:
            self.unrecognised.append(found)

    @property
    def rows(self) -> list[OwnRow]:
        """Every row about every candidate."""
        return [row for finding in self.findings for row in finding.rows]

    @property
    def ok(self) -> bool:
        """Whether something was checked, and nothing is a mistake."""
        return self.exit_status == 0

    @property
    def exit_status(self) -> int:
        """0 where all agrees but for conventions, 1 where there is a mistake, 2 where nothing could be checked."""
        verdicts = [f.verdict for f in self.findings]
        if all(v == "unchecked" for v in verdicts):
            return 2
        return int("mistake" in verdicts)

    @property
    def frame(self) -> pd.DataFrame:
        """Every row as a pandas DataFrame."""
        return pd.DataFrame([asdict(row) for row in self.rows])

    @property
    def failures(self) -> pd.DataFrame:
        """The rows that are mistakes."""
        return pd.DataFrame([asdict(row) for row in self.rows if row.kind == "mistake"])

    def explanation(self) -> str:
        """Everything that is wrong, for a test's failure."""
        return str(self)

    def __str__(self) -> str:
        from .report import as_text

        return as_text(self)

    def _repr_html_(self) -> str:
        import html

        return f"<pre>{html.escape(str(self))}</pre>"


def meta(source: str, seed: int) -> dict[str, Any]:
    """What the answers depend on."""
    return {
        "source": source,
        "against": f"torch {torch.__version__}",
        "numpy": np.__version__,
        "python": platform.python_version(),
        "dtypes": ["float64", "float32"],
        "seed": seed,
    }


def one(candidate: Candidate, op: str | None, only: Sequence[str], seed: int) -> Finding | Unrecognised | None:
    """What was found out about a candidate; None where it is none of those that are asked for.

    Args:
        op: what it is, where the user has said so.
        only: ops, or names of candidates, to keep to; empty for everything.
    """
    if op is None and (special := finding(candidate)) is not None:
        return special if not only or {candidate.name, special.op} & set(only) else None
    what = recognise(candidate, op)
    if only and candidate.name not in only and not (isinstance(what, Recognised) and what.op in only):
        return None
    return what if isinstance(what, Unrecognised) else examine(candidate, what.op, what.plans, what.sure, seed)


def nothing(only: Sequence[str], source: str, names: Sequence[str]) -> UsageError:
    """The complaint that what was asked for is not there."""
    has = ", ".join(names[:8]) + (" ..." if len(names) > 8 else "") if names else "nothing that could be checked"
    return UsageError(f"only is {', '.join(only)}, and {source} has nothing of that; it has {has}")


def check(
    thing: Any,
    *,
    op: str | None = None,
    only: str | Iterable[str] | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Checked:
    """Check a class, a function, or every class and function of a module.

    Args:
        thing: the code.
        op: what a class or a function is, where its name does not say so.
        only: ops, or names, of a module to keep to.
        seed: of every random input.

    Raises:
        UsageError: it is none of these, or has nothing that could be checked.
    """
    if isinstance(thing, ModuleType):
        found = candidates([thing])
        name = thing.__name__
    elif inspect.isclass(thing):
        name, found = thing.__name__, [Candidate(thing.__name__, {"class": thing}, tape=None)]
    elif callable(thing):
        name = getattr(thing, "__name__", type(thing).__name__)
        found = [Candidate(name, {"forward": thing} if not hasattr(thing, "forward") else {"instance": thing})]
    else:
        raise UsageError(f"candidate is a {type(thing).__name__}, expected a module, a class or a function")
    start, names = time.perf_counter(), listed("only", only)
    result = Checked(name, meta=meta(name, seed))
    for number, candidate in enumerate(found, 1):
        if progress is not None:
            progress(candidate.name, number, len(found))
        candidate, marked = told(candidate, {})
        result.add(one(candidate, op or marked, names, seed))
    if names and not result.findings and not result.unrecognised:
        raise nothing(names, name, [c.name for c in found])
    result.meta["seconds"] = round(time.perf_counter() - start, 2)
    return result
