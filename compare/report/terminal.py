"""The report on a terminal, in a pipe, or in a file."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from . import Report
from .columns import PIPE_WIDTH, columns
from .tables import by_tutorial, every_row, paragraphs, worded


def console(plain: bool = False) -> Console:
    """A console as wide as the terminal, or wide enough for the tables elsewhere; `plain` for a file: no colours."""
    found = Console(highlight=False)
    if plain:
        return Console(file=io.StringIO(), highlight=False, width=PIPE_WIDTH, color_system=None)
    return found if found.is_terminal else Console(highlight=False, width=PIPE_WIDTH)


def show(report: Report, out: Console, every: bool = False) -> None:
    """Print the tables, every row that does not agree, and the verdict."""
    s = report.summary()
    say(out, report.headline())
    table(out, "", worded(s["concepts"]))
    for tutorial, lines in by_tutorial(s["published"]).items():
        table(out, f"published: {tutorial}", lines)
    table(out, "training on digits, running free (shown, not judged)", worded(s["training"]))
    table(out, "what TensorFloat-32 costs: PyTorch's largest relative error in float32", worded(s["tf32"]))
    if every:
        table(out, "every row", every_row(report.rows))
    for text in paragraphs(report.disagreements):
        say(out, text)
    say(out, report.verdict(), "bold green" if report.ok else "bold red")


def table(out: Console, title: str, lines: Sequence[dict[str, str]]) -> None:
    """Print lines as a table; nothing where there are none."""
    if not lines:
        return
    if title:
        say(out, title, "italic")
    header, rest = columns(lines, out.width)
    say(out, "\n".join(header), "bold")
    say(out, "\n".join([*rest, ""]))


def say(out: Console, text: str, style: str = "") -> None:
    """Print `text` as it stands; a terminal wraps what is too long, so that a command can be copied from it."""
    out.print(Text(text, style), soft_wrap=True)
