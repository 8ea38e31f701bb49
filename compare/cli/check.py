"""`parity check`: what is wrong with your own code, and why."""

from __future__ import annotations

import json
import os
import sys
from contextlib import redirect_stdout
from enum import StrEnum
from typing import Annotated

import typer

from ._options import joined


class Format(StrEnum):
    """How the answer is written."""

    table = "table"
    json = "json"


def check(
    target: Annotated[
        str, typer.Argument(metavar="FILE[:NAME]", help="A file, notebook, folder or module; one thing in it.")
    ],
    op: Annotated[str | None, typer.Option("--as", metavar="OP", help="What NAME is, in PyTorch's words.")] = None,
    map: Annotated[
        str | None, typer.Option("--map", metavar="FILE", help='What things are: {"MyConv": "conv2d"}.')
    ] = None,
    only: Annotated[list[str] | None, typer.Option(metavar="OP,...", help="These ops, or names, only.")] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="NAME.METHOD", help="Everything about one thing: every row, every cause.")
    ] = None,
    fix: Annotated[
        bool, typer.Option("--fix", help="Write a patch that mends what can be mended beside the file.")
    ] = False,
    repro: Annotated[
        str | None, typer.Option(metavar="FILE", help="Write the smallest script that shows the first mistake.")
    ] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever the file is saved.")] = False,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="Seed of every random input.")] = 0,
    format: Annotated[Format, typer.Option(help="How the answer is written.")] = Format.table,
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write to FILE instead of printing.")] = None,
) -> None:
    """Hold your own code, in any style, against PyTorch: what differs, why, and what mends it."""
    from ..own.file import check_file
    from ..own.report import as_json, as_text
    from ..own.said import read_map
    from ..report.tables import plain
    from ..usage import UsageError

    sys.path.append(os.getcwd())
    try:
        with redirect_stdout(sys.stderr):
            found = check_file(target, op=op, only=joined(only), said=None if map is None else read_map(map), seed=seed)
    except UsageError as error:
        raise typer.TyperException(str(error)) from None
    text = as_text(found) if format is Format.table else json.dumps(plain(as_json(found)), indent=1) + "\n"
    sys.stdout.write(text)
    raise typer.Exit(found.exit_status)
