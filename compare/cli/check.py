"""`parity check`: what is wrong with your own code, and why."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ._options import joined
from ._output import writable

if TYPE_CHECKING:
    from ..own.check import Checked


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
        str | None, typer.Option(metavar="NAME", help="Every row about one class or function, or NAME.backward alone.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Write FILE.patch with every mend that was found.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Check again whenever the file is saved.")] = False,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="Seed of every random input.")] = 0,
    seconds: Annotated[float, typer.Option(metavar="NUMBER", help="That one class or function may take.")] = 30.0,
    format: Annotated[Format, typer.Option(help="How the answer is written.")] = Format.table,
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write to FILE instead of printing.")] = None,
) -> None:
    """Hold your own code, in any style, against PyTorch: what differs, why, and what mends it."""
    path = None if output is None else writable(output)
    from ..own.file import check_file, split
    from ..own.fix import fix as write_patches
    from ..own.said import read_map
    from ..usage import UsageError

    sys.path.append(os.getcwd())
    said = joined(only)

    def checked(name: str) -> Checked:
        with redirect_stdout(sys.stderr):
            told = None if map is None else read_map(map)
            return check_file(name, op=op, only=said, said=told, explain=explain, seed=seed, seconds=seconds)

    def answer() -> int:
        found = checked(target)
        text = _written(found, format, explain)
        if fix:
            thing = split(target)[1]
            lines = write_patches(found, lambda copy: checked(copy if thing is None else f"{copy}:{thing}"))
            text += "".join(f"{line}\n" for line in lines) if format is Format.table else ""
        _put(text, path)
        return found.exit_status

    try:
        if watch:
            _watch(split(target)[0], answer)
        status = answer()
    except UsageError as error:
        raise typer.TyperException(str(error)) from None
    raise typer.Exit(status)


def _written(found: Checked, format: Format, explain: str | None) -> str:
    from ..own.report import as_json, as_text, every_row
    from ..report.tables import plain

    if format is Format.json:
        return json.dumps(plain(as_json(found)), indent=1) + "\n"
    return as_text(found) + (every_row(found, explain) if explain is not None else "")


def _put(text: str, path: Path | None) -> None:
    if path is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    from ..report.formats import write

    try:
        write(text, path)
    except OSError as error:
        raise typer.TyperException(f"cannot write {str(path)!r}: {error.strerror}") from None


def _watch(file: str, answer: Callable[[], int]) -> None:
    """Answer now and after every save, until interrupted; a mistake in the file is one line, and then waited for."""
    from ..usage import UsageError

    seen: dict[Path, float] | None = None
    while True:
        now = _times(Path(file))
        if now != seen:
            seen = now
            sys.stdout.write(f"\n{time.strftime('%H:%M:%S')} {file}\n")
            try:
                answer()
            except UsageError as error:
                sys.stdout.write(f"parity: {error}\n")
            sys.stdout.flush()
        time.sleep(0.3)


def _times(path: Path) -> dict[Path, float]:
    """When each file was saved last."""
    files = path.rglob("*.py") if path.is_dir() else [path]
    return {f: f.stat().st_mtime for f in files if f.exists()}
