"""The report on a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from . import Report
from .tables import by_tutorial, paragraph, worded

LONG = ("concept", "repeat")  # columns that a table of every row leaves to the machine's formats
PIPE_WIDTH = 160  # where no terminal says how wide it is


def console(stderr: bool = False) -> Console:
    """A console as wide as the terminal, or wide enough for the tables in a pipe."""
    found = Console(stderr=stderr, highlight=False)
    return found if found.is_terminal else Console(stderr=stderr, highlight=False, width=PIPE_WIDTH)


def show(report: Report, out: Console, every: bool = False) -> None:
    """Print the tables, every row that does not agree, and the verdict."""
    s = report.summary()
    out.print(Text(report.headline()))
    table(out, "", worded(s["concepts"]))
    for tutorial, lines in by_tutorial(s["published"]).items():
        table(out, f"published: {tutorial}", lines)
    table(out, "training on digits, running free (shown, not judged)", worded(s["training"]))
    if every:
        table(out, "every row", worded({k: v for k, v in asdict(r).items() if k not in LONG} for r in report.rows))
    for row in report.disagreements:
        out.print(Text(paragraph(row)))
    out.print(Text(report.verdict(), style="bold green" if report.ok else "bold red"))


def table(out: Console, title: str, lines: Sequence[dict[str, str]]) -> None:
    """Print lines as a table; nothing where there are none."""
    if not lines:
        return
    grid = Table(title=title or None, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for name in lines[0]:
        numeric = all(line[name].replace(".", "").replace("e-", "").isdigit() or not line[name] for line in lines)
        grid.add_column(name, justify="right" if numeric else "left", overflow="fold")
    for line in lines:
        grid.add_row(*map(Text, line.values()))
    out.print(grid)
    out.print()
