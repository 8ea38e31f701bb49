"""The report as Markdown, CSV and JSON, and into a file: whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from . import COLUMNS, Report
from .tables import by_tutorial, paragraphs, plain, worded


def as_json(report: Report) -> str:
    """One object: `meta`, `summary`, `rows` (every row)."""
    rows = [asdict(row) for row in report.rows]
    return json.dumps(plain({"meta": report.meta, "summary": report.summary(), "rows": rows}), indent=1)


def as_csv(report: Report) -> str:
    """Every row; non-finite numbers are words."""
    rows = [plain(asdict(row)) for row in report.rows]
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object).to_csv(index=False).rstrip("\n")


def as_markdown(report: Report, every: bool = False) -> str:
    """The tables of the terminal, for a README or an issue."""
    s = report.summary()
    parts = [report.headline(), markdown_table(worded(s["concepts"]))]
    for tutorial, lines in by_tutorial(s["published"]).items():
        parts += [f"## published: {tutorial}", markdown_table(lines)]
    if s["training"]:
        parts += ["## training", markdown_table(worded(s["training"]))]
    if s["tf32"]:
        parts += ["## what TensorFloat-32 costs", markdown_table(worded(s["tf32"]))]
    if every:
        parts += ["## rows", markdown_table(worded(asdict(row) for row in report.rows))]
    if report.disagreements:
        parts += ["## not in agreement", "```\n" + "\n".join(paragraphs(report.disagreements)) + "\n```"]
    return "\n\n".join([*parts, f"**{report.verdict()}**"])


def lines_as(format: str, lines: Sequence[dict[str, str]]) -> str:
    """A plain table in any of the report's formats."""
    if format == "json":
        return json.dumps(list(lines), indent=1) + "\n"
    if format == "csv":
        return pd.DataFrame(lines).to_csv(index=False)
    if format == "markdown":
        return markdown_table(lines) + "\n"
    from .terminal import console, table

    out = console()
    with out.capture() as capture:
        table(out, "", lines)
    return capture.get()


def markdown_table(lines: Sequence[dict[str, str]]) -> str:
    """A Markdown table; every line has the same keys."""
    if not lines:
        return ""
    body = [lines[0].keys(), ["---"] * len(lines[0]), *(line.values() for line in lines)]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in body)


def write(text: str, path: Path) -> None:
    """Write `text` to `path` through a temporary file beside it, so that nothing half-written is ever left.

    A link is followed. What is there and is no file, a device or a pipe, is written to and not replaced.

    Raises:
        OSError: the folder is missing or not writable.
    """
    target, data = path.resolve(), text.encode("utf-8", "backslashreplace")
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    temporary = target.with_name(f".parity-{os.getpid()}")
    try:
        temporary.write_bytes(data)
        if target.exists():
            shutil.copymode(target, temporary)
        os.replace(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
