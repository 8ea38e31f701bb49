"""Rows counted and worded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from ..contract import CONCEPTS
from ..verdict import PASSING, Row


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many ops, cases and quantities; how many agree, and how many of them to the last bit."""
    made = [r for r in rows if r.status not in ("absent", "unsupported")]
    return {
        "ops": len({(r.concept, r.op) for r in made}),
        "cases": len({(r.concept, r.op, r.case) for r in made}),
        "quantities": len(made),
        "agree": sum(r.status == "agrees" for r in made),
        "bit_identical": sum(r.status == "agrees" and bool(r.bits_equal) for r in made),
    }


def concepts(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """A line per concept: the counts, the largest share of its budget that any row used, and which row that was."""
    lines = []
    for concept in (c for c in CONCEPTS if any(r.concept == c for r in rows)):
        own = [r for r in rows if r.concept == concept]
        judged = [r for r in own if r.budget is not None and r.status == "agrees"]
        worst = max(judged, key=lambda r: r.budget or 0.0, default=None)
        lines.append(
            {
                "concept": concept,
                **counts(own),
                "worst_budget": worst.budget if worst else None,
                "where": f"{name(worst)} {worst.where}".rstrip() if worst and worst.budget else "",
            }
        )
    return lines


def every_row(rows: Iterable[Row]) -> list[dict[str, str]]:
    """A line per row, for a table that fits a screen."""
    measures = ("status", "bits_equal", "max_abs", "max_rel", "ulp", "budget", "where", "cause")
    return worded({"row": name(row), **{key: getattr(row, key) for key in measures}} for row in rows)


def name(row: Row) -> str:
    """What the row is about: op, case, dtype, quantity."""
    return ", ".join(filter(None, (row.op, row.case, row.dtype, row.quantity)))


def paragraphs(rows: Iterable[Row]) -> list[str]:
    """What does not agree. Rows that do not fail stand together by reason, under the one that is furthest off."""
    alike: dict[tuple[str, ...], list[Row]] = {}
    for i, row in enumerate(rows):
        key = (row.op, row.quantity, row.cause) if row.status in PASSING else (str(i),)
        alike.setdefault((row.status, *key), []).append(row)
    worst = [(max(group, key=_how_far), len(group) - 1) for group in alike.values()]
    return [paragraph(row, f" (and {more} more row{'s' * (more > 1)})" if more else "") for row, more in worst]


def _how_far(row: Row) -> float:
    """To two digits: of rows that are equally far off, the first is as good."""
    return float(f"{row.max_rel or 0.0:.1e}")


def paragraph(row: Row, more: str = "") -> str:
    """A row that does not agree, whole."""
    numbers = ", ".join(
        f"{label} {number(value)}"
        for label, value in (
            ("budget used", row.budget),
            ("max abs", row.max_abs),
            ("max rel", row.max_rel),
            ("ulp", row.ulp),
        )
        if value is not None
    )
    place = f"worst at {row.where}" if row.where not in ("", "[]") else ""
    lines = [
        ": ".join(filter(None, (row.status, row.concept, name(row) + more))),
        row.cause,
        "; ".join(filter(None, (numbers, place))),
        row.repeat and f"repeat: {row.repeat}",
    ]
    return "\n    ".join(line for line in lines if line)


def number(value: float | None) -> str:
    """Three digits; empty where there is none."""
    if value is None:
        return ""
    return f"{value:.3g}" if math.isfinite(value) else str(value)


def plain(value: Any) -> Any:
    """`value` as JSON has it: non-finite numbers are strings."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value.item() if hasattr(value, "item") else value


def worded(lines: Iterable[dict[str, Any]]) -> list[dict[str, str]]:
    """Table lines with every value as a person reads it."""

    def word(value: Any) -> str:
        return number(value) if isinstance(value, float) else "" if value is None else str(value)

    return [{key.replace("_", " "): word(value) for key, value in line.items()} for line in lines]


def by_tutorial(published: Sequence[dict[str, Any]]) -> dict[str, list[dict[str, str]]]:
    """The worked examples under the title of their tutorial: what both sides computed, and what was printed."""
    titles = dict.fromkeys(example["tutorial"] for example in published)
    return {
        title: worded(
            {key: value for key, value in example.items() if key not in ("tutorial", "item")}
            for example in published
            if example["tutorial"] == title
        )
        for title in titles
    }
