"""What every command has in common: its surroundings, and how a mistake in its use is told."""

from __future__ import annotations

import io
import os
import sys

import typer

app = typer.Typer(
    help="Deep learning from scratch in NumPy, held against PyTorch.",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
)


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
