"""`parity report`: every concept, held against PyTorch."""

from __future__ import annotations

import os
import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Annotated

import typer

from ._options import Format, joined
from ._output import writable
from ._progress import progress_bar

if TYPE_CHECKING:
    from ..report import Report


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
    file = None if output is None else writable(output)
    from ..suite import UsageError, check

    sys.path.insert(0, os.getcwd())  # so that the user's own modules are found; now, so that they hide no library
    with progress_bar() as progress, redirect_stdout(sys.stderr):  # a candidate may print: not into the report
        try:
            found = check(
                candidate,
                only=joined(only),
                concept=joined(concept),
                case=case,
                dtype=joined(dtype),
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
        from ..report.formats import write

        try:
            write(text, file)
        except OSError as error:
            raise typer.TyperException(f"cannot write {output!r}: {error.strerror}") from None
    raise typer.Exit(found.exit_status)


def _rendered(found: Report, format: Format, every: bool, plain: bool) -> str:
    if format is Format.table:
        from ..report.terminal import console, show

        out = console(plain)
        with out.capture() as capture:
            show(found, out, every)
        return capture.get()
    from ..report import formats

    if format is Format.markdown:
        return formats.as_markdown(found, every) + "\n"
    return (formats.as_json(found) if format is Format.json else formats.as_csv(found)) + "\n"
