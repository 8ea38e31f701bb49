"""The command `parity`. Heavy imports wait until a command runs: `parity --help` needs neither NumPy nor PyTorch."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
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
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # closed by the caller
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115 (it stays open)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what it cannot encode is still no crash
    try:
        status = app(prog_name="parity", standalone_mode=False)
        sys.stdout.flush()
    except typer.TyperException as error:
        status = _complain(error.format_message())
    except (KeyboardInterrupt, typer.Abort):
        status = 130
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still unwritten goes nowhere
        left = isinstance(error, BrokenPipeError)  # the reader of the pipe has
        status = 141 if left else _complain(f"cannot write to the standard output: {error.strerror}")
    except MemoryError:
        status = _complain("out of memory")
    if status == 130:
        _complain("interrupted")
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
        list[str] | None,
        typer.Option(metavar="OP,...", help="These ops, layers, optimizers, models or examples only."),
    ] = None,
    concept: Annotated[list[str] | None, typer.Option(metavar="NAME,...", help="These concepts only.")] = None,
    case: Annotated[str | None, typer.Option(metavar="CASE", help="The case of this name only.")] = None,
    dtype: Annotated[
        list[str] | None,
        typer.Option(metavar="DTYPE,...", help="float64, float32 (the default: both), float16, bfloat16."),
    ] = None,
    seed: Annotated[int, typer.Option(metavar="NUMBER", help="Seed of every random input.")] = 0,
    questions: Annotated[
        str,
        typer.Option(metavar="WHOSE", help="own, or pytorch: the inputs of PyTorch's own tests (needs expecttest)."),
    ] = "own",
    device: Annotated[str, typer.Option(metavar="DEVICE", help="Where PyTorch runs: cpu or cuda.")] = "cpu",
    tf32: Annotated[
        bool, typer.Option("--tf32", help="Report what TensorFloat-32 costs too (with --device cuda).")
    ] = False,
    format: Annotated[Format, typer.Option(help="How the report is written.")] = Format.table,
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Write to FILE instead of printing.")] = None,
    all: Annotated[bool, typer.Option("--all", help="Show every row, not only those that disagree.")] = False,
) -> None:
    """Compare every concept with PyTorch and report every discrepancy."""
    file = None if output is None else _writable(output)
    from .suite import UsageError, check

    sys.path.insert(0, os.getcwd())  # so that the user's own modules are found; now, so that they hide no library
    with _progress() as progress, redirect_stdout(sys.stderr):  # a candidate may print: not into the report
        try:
            found = check(
                candidate,
                only=_joined(only),
                concept=_joined(concept),
                case=case,
                dtype=_joined(dtype),
                seed=seed,
                device=device,
                tf32=tf32,
                questions=questions,
                progress=progress,
            )
        except UsageError as error:
            raise typer.TyperException(str(error)) from None
    if found.exit_status == 2 and not found.skipped:
        raise typer.TyperException(
            f"nothing could be checked: {candidate} has none of the names asked for (parity ops)"
        )
    text = _rendered(found, format, all, file is not None)
    if file is None:
        sys.stdout.write(text)
    else:
        from .report.formats import write

        try:
            write(text, file)
        except OSError as error:
            raise typer.TyperException(f"cannot write {output!r}: {error.strerror}") from None
    raise typer.Exit(found.exit_status)


@app.command()
def ops(
    format: Annotated[Format, typer.Option(help="How the list is written.")] = Format.table,
) -> None:
    """List what exists, under which name PyTorch has it, and what is compared."""
    from .report.catalogue import catalogue
    from .report.formats import lines_as

    sys.stdout.write(lines_as(format.value, catalogue()))


def _joined(values: list[str] | None) -> str | None:
    """An option that may be given again: each time names separated by commas."""
    return ",".join(values) if values else None


def _rendered(found: Report, format: Format, every: bool, plain: bool) -> str:
    if format is Format.table:
        from .report.terminal import console, show

        out = console(plain)
        with out.capture() as capture:
            show(found, out, every)
        return capture.get()
    from .report import formats

    if format is Format.markdown:
        return formats.as_markdown(found, every) + "\n"
    return (formats.as_json(found) if format is Format.json else formats.as_csv(found)) + "\n"


def _writable(name: str) -> Path:
    """The path of an output, refused before any work is done if it cannot be written.

    Raises:
        TyperException: the folder is missing or read-only, or the path is a folder.
    """
    try:
        path = Path(name).resolve()
        if not name or path.is_dir() or name[-1] in (os.sep, os.altsep):
            raise typer.TyperException(f"cannot write {name!r}: expected a file, not a folder")
        if not path.parent.is_dir():
            raise typer.TyperException(f"cannot write {name!r}: there is no folder {path.parent}")
        if path.exists() and not os.access(path, os.W_OK):
            raise typer.TyperException(f"cannot write {name!r}: permission denied")
        if path.is_file() or not path.exists():
            with tempfile.TemporaryFile(dir=path.parent):  # the folder takes files
                pass
    except (OSError, ValueError) as error:  # a name that is too long, or that no file can have
        raise typer.TyperException(f"cannot write {name!r}: {getattr(error, 'strerror', None) or error}") from None
    return path


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
