"""What was found: every row, and the tables that a person or a machine reads it by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from functools import cached_property
from typing import Any

import pandas as pd

from ..verdict import PASSING, Row
from . import tables
from .columns import columns

COLUMNS = [field.name for field in fields(Row)]


class Report:
    """The rows of one check.

    Args:
        rows: every comparison, in order.
        meta: what was compared with what: versions, dtypes, seed, device.
        published: the worked examples: what both sides computed and what was printed.
        training: runs on real data, free and side by side; shown, not judged.
        required: ops that were asked for by name, whose absence is a failure.
        tf32: what TensorFloat-32 costs, op by op, where it was asked for.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        meta: dict[str, Any],
        published: Sequence[dict[str, Any]] = (),
        training: Sequence[dict[str, Any]] = (),
        required: Collection[str] = (),
        tf32: Sequence[dict[str, Any]] = (),
    ):
        self.rows, self.meta, self.published, self.training = list(rows), meta, list(published), list(training)
        self.required, self.tf32 = frozenset(required), list(tf32)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Every row, as a table."""
        return pd.DataFrame([asdict(row) for row in self.rows], columns=COLUMNS)

    @property
    def failures(self) -> pd.DataFrame:
        """The rows that fail."""
        return self.frame[[self._fails(row) for row in self.rows]]

    @property
    def disagreements(self) -> list[Row]:
        """Every row that does not agree: those that fail first, then those that are known."""
        return sorted((r for r in self.rows if r.status != "agrees"), key=lambda r: not self._fails(r))

    @property
    def checked(self) -> int:
        """How many comparisons were made."""
        return sum(row.status not in ("absent", "unsupported") for row in self.rows)

    @property
    def skipped(self) -> bool:
        """True where the machine could not ask anything."""
        return any(row.status == "unsupported" and not row.op for row in self.rows)

    @property
    def ok(self) -> bool:
        """True when nothing fails and something was checked."""
        return self.checked > 0 and not any(map(self._fails, self.rows))

    @property
    def exit_status(self) -> int:
        """0 all agree, 1 something fails, 2 nothing could be checked."""
        return 0 if self.ok else 1 if self.checked or any(map(self._fails, self.rows)) else 2

    def _fails(self, row: Row) -> bool:
        return row.status not in PASSING or (row.status == "absent" and row.op in self.required)

    def summary(self) -> dict[str, Any]:
        """The counts: over everything, by status, by concept; the examples and the training runs."""
        total = tables.counts(self.rows)
        return {
            **total,
            "failures": sum(map(self._fails, self.rows)),
            "ok": self.ok,
            "statuses": dict(Counter(row.status for row in self.rows)),
            "concepts": tables.concepts(self.rows),
            "published": self.published,
            "training": self.training,
            "tf32": self.tf32,
        }

    def verdict(self) -> str:
        """The counts in one line."""
        s = self.summary()
        known = s["statuses"].get("known", 0)
        word = "agree" if self.ok else "DISAGREE" if s["failures"] else "nothing could be checked"
        one = {"ops": "op", "cases": "case", "quantities": "quantity"}
        asked = ", ".join(f"{s[many]} {single if s[many] == 1 else many}" for many, single in one.items())
        agree = f"{s['agree']} agree ({s['bit_identical']} bit-identical)"
        return f"{word}: {asked}: {agree}, {known} known, {s['failures']} fail"

    def headline(self) -> str:
        """What was compared with what, in one line."""
        m = self.meta
        tf32 = ", TF32 off" if m["device"].startswith("cuda") else ""
        return (
            f"{m['candidate']} (numpy {m['numpy']}) against {m['against']} on {m['device']}{tf32}, "
            f"{' and '.join(m['dtypes'])}, seed {m['seed']}, python {m['python']}"
        )

    def explanation(self) -> str:
        """Every row that does not agree, whole, and the verdict."""
        return "\n".join([*tables.paragraphs(self.disagreements), self.verdict()])

    def __str__(self) -> str:
        concepts = tables.worded(tables.concepts(self.rows))
        table = "".join(line + "\n" for part in columns(concepts) for line in part) if concepts else ""
        return f"{self.headline()}\n{table}\n{self.explanation()}"

    def __repr__(self) -> str:
        return f"<Report {self.verdict()}>"

    def _repr_html_(self) -> str:
        from html import escape

        every = [tables.concepts(self.rows), [asdict(row) for row in self.disagreements]]
        with pd.option_context("display.max_colwidth", None):  # nothing is cut short
            found = [pd.DataFrame(tables.worded(lines)).to_html(index=False) for lines in every if lines]
        return "\n".join([f"<p>{escape(self.headline())}</p>", *found, f"<p><b>{escape(self.verdict())}</b></p>"])
