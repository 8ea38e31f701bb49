"""Options that several commands have."""

from __future__ import annotations

from enum import StrEnum


class Format(StrEnum):
    """How a report is written."""

    table = "table"
    markdown = "markdown"
    csv = "csv"
    json = "json"


def joined(values: list[str] | None) -> str | None:
    """An option that may be given again: each time names separated by commas."""
    return ",".join(values) if values else None
