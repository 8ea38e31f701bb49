"""The command `parity`. Heavy imports wait until a command runs: `parity --help` needs neither NumPy nor PyTorch."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from .report import Report

app = typer.Typer(
    help="Deep learning from scratch in NumPy, held against PyTorch.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)


class Format(StrEnum):
    """How a report is written."""

    table = "table"
    markdown = "markdown"
    csv = "csv"
    json = "json"


def main() -> None:
    """Run the command; a mistake in its use is one line on stderr and exit status 2."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # the arrays are small: threads cost more than they bring
    sys.path.insert(0, os.getcwd())  # so that --candidate finds the user's own modules
    try:
        status = app(prog_name="parity", standalone_mode=False)
    except typer.TyperException as error:
        status = _complain(error.format_message())
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    except BrokenPipeError:  # the reader of the pipe has left
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 141
    except MemoryError:
        status = _complain("out of memory")
    sys.exit(status or 0)


def _complain(message: str) -> int:
    print(f"parity: {' '.join(message.split())}", file=sys.stderr)  # noqa: T201 (the command speaks here)
    return 2


@app.callback()
def _parity(context: typer.Context) -> None:
    """Deep learning from scratch in NumPy, held against PyTorch."""
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")
        raise typer.Exit(2)


@app.command()
def report(
    candidate: Annotated[str, typer.Option(metavar="MODULE", help="The namespace under test.")] = "scratch",
    only: Annotated[
        str | None, typer.Option(metavar="OP,...", help="These ops, layers, optimizers or models only.")
    ] = None,
    concept: Annotated[str | None, typer.Option(metavar="NAME,...", help="These concepts only.")] = None,
    case: Annotated[str | None, typer.Option(metavar="CASE", help="The case of this name only.")] = None,
    dtype: Annotated[str | None, typer.Option(metavar="DTYPE,...", help="float64, float32, or both.")] = None,
    seed: Annotated[int, typer.Option(help="Seed of every random input.")] = 0,
    device: Annotated[str, typer.Option(help="Where PyTorch runs: cpu or cuda.")] = "cpu",
    format: Annotated[Format, typer.Option(help="How the report is written.")] = Format.table,
    output: Annotated[Path | None, typer.Option(metavar="FILE", help="Write to FILE instead of printing.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Show every row, not only those that disagree.")] = False,
) -> None:
    """Compare every concept with PyTorch and report every discrepancy."""
    if output is not None:
        _writable(output)
    from .suite import UsageError, check

    with _progress() as progress:
        try:
            found = check(
                candidate,
                only=only,
                concept=concept,
                case=case,
                dtype=dtype,
                seed=seed,
                device=device,
                progress=progress,
            )
        except UsageError as error:
            raise typer.TyperException(str(error)) from None
    if found.exit_status == 2:
        raise typer.TyperException(
            f"nothing could be checked: {candidate} has none of the names asked for (parity ops)"
        )
    text = _rendered(found, format, all)
    if output is None:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        from .report.formats import write

        try:
            write(text, output)
        except OSError as error:
            raise typer.TyperException(f"cannot write {output}: {error.strerror}") from None
    raise typer.Exit(found.exit_status)


@app.command()
def ops(
    format: Annotated[Format, typer.Option(help="How the list is written.")] = Format.table,
) -> None:
    """List what exists, under which name PyTorch has it, and what is compared."""
    from .report.catalogue import catalogue
    from .report.formats import lines_as

    sys.stdout.write(lines_as(format.value, catalogue()))


def _rendered(found: Report, format: Format, every: bool) -> str:
    if format is Format.table:
        from .report.terminal import console, show

        out = console()
        with out.capture() as capture:
            show(found, out, every)
        return capture.get()
    from .report import formats

    if format is Format.markdown:
        return formats.as_markdown(found, every) + "\n"
    return (formats.as_json(found) if format is Format.json else formats.as_csv(found)) + "\n"


def _writable(path: Path) -> None:
    """Refuse an output that cannot be written before any work is done.

    Raises:
        TyperException: the folder is missing or read-only, or the path is a folder.
    """
    folder = path.absolute().parent
    if path.is_dir():
        raise typer.TyperException(f"cannot write {path}: it is a folder, expected a file")
    if not folder.is_dir():
        raise typer.TyperException(f"cannot write {path}: there is no folder {folder}")
    if not os.access(folder, os.W_OK) or (path.exists() and not os.access(path, os.W_OK)):
        raise typer.TyperException(f"cannot write {path}: permission denied")


@contextmanager
def _progress() -> Iterator[Any]:
    """A progress bar on a terminal, nothing in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<40}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None)
        yield lambda question, number, total: bar.update(
            task, description=f"{question.concept}: {question.op}", completed=number, total=total
        )
