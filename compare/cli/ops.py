"""`parity ops`: what exists."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ._options import Format


def ops(
    format: Annotated[Format, typer.Option(help="How the list is written.")] = Format.table,
) -> None:
    """List what exists, under which name PyTorch has it, and what is compared."""
    from ..report.catalogue import catalogue
    from ..report.formats import lines_as

    sys.stdout.write(lines_as(format.value, catalogue()))
