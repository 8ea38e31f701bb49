"""`parity grade`: a folder of submissions."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ._options import Format
from ._output import writable
from ._progress import progress_bar


def grade(
    folder: Annotated[
        str, typer.Argument(metavar="SUBMISSIONS", help="A folder with a file or a folder for each submission.")
    ],
    rubric: Annotated[
        str | None, typer.Option(metavar="FILE", help='Points by op or by name: {"relu": 1, "linear": 2}.')
    ] = None,
    seconds: Annotated[float, typer.Option(metavar="NUMBER", help="That one class or function may take.")] = 10.0,
    memory: Annotated[int, typer.Option(metavar="MEGABYTES", help="That a submission may take.")] = 2048,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="Seed of every random input.")] = 0,
    format: Annotated[Format, typer.Option(help="How the table is written.")] = Format.table,
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write to FILE instead of printing.")] = None,
) -> None:
    """Check every submission and give points; one that crashes or never ends costs itself only."""
    path = None if output is None else writable(output)
    from ..own.grade import grade as graded
    from ..own.grade import known
    from ..own.grade import rubric as read
    from ..report.formats import lines_as, write
    from ..report.tables import plain
    from ..usage import UsageError

    try:
        points = None if rubric is None else read(rubric)
        with progress_bar() as bar:
            said = None if bar is None else lambda name, number, total: bar(_Now(name), number, total)
            lines = graded(folder, points, seconds=seconds, memory=memory * 2**20, seed=seed, progress=said)
    except UsageError as error:
        raise typer.TyperException(str(error)) from None
    if points is not None and (strange := known(points, lines)):
        sys.stderr.write(f"parity: the rubric names {', '.join(strange)}, which is no op and stands in no submission\n")
    text = lines_as(format.value, [{key: str(value) for key, value in plain(line).items()} for line in lines])
    if path is None:
        sys.stdout.write(text)
    else:
        write(text, path)


class _Now:
    """What the progress bar shows."""

    def __init__(self, name: str):
        self.concept, self.op = "grading", name
