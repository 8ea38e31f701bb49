"""`parity causes`: every cause that is known."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ._options import Format, joined


def causes(
    only: Annotated[
        list[str] | None, typer.Option(metavar="OP,...", help="Those that may befall these ops only.")
    ] = None,
    format: Annotated[Format, typer.Option(help="How the list is written.")] = Format.table,
) -> None:
    """List why numbers differ: every cause, how it looks in numbers, and what mends it."""
    from ..contract import OPS
    from ..diagnose.cause import every_cause
    from ..report.formats import lines_as
    from ..usage import UsageError, chosen, listed

    try:
        names = chosen("op", listed("only", joined(only)), tuple(OPS))
    except UsageError as error:
        raise typer.TyperException(str(error)) from None
    lines: dict[str, dict[str, str]] = {}
    for cause in every_cause():
        if names and not set(names) & set(cause.ops):
            continue
        line = lines.setdefault(
            cause.name,
            {
                "cause": cause.name,
                "kind": cause.kind,
                "what": cause.line.format(value="another value"),
                "signature": cause.signature,
                "mend": cause.mend,
                "row": "",
            },
        )
        line["row"] = ", ".join(dict.fromkeys([*filter(None, line["row"].split(", ")), *map(str, cause.rows)]))
    sys.stdout.write(lines_as(format.value, list(lines.values())))
