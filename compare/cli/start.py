"""`parity start`: code to be filled in."""

from __future__ import annotations

import sys
import textwrap
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ._output import create


class Style(StrEnum):
    """How the code is called."""

    function = "function"
    class_ = "class"
    pair = "pair"


def start(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="An op, a layer or a gate.")] = None,
    style: Annotated[
        Style | None,
        typer.Option(
            help="function: y, backward = conv2d(...). class: an object with forward and backward. pair: "
            "conv2d_forward and conv2d_backward. By default function; of a layer's name, class."
        ),
    ] = None,
    output: Annotated[str | None, typer.Option(metavar="FILE", help="Where to write, if not to NAME.py here.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="List what can be started.")] = False,
) -> None:
    """Write a file with all but the computation in it, to be filled in and checked."""
    from ..own.start import skeleton
    from ..usage import UsageError
    from ._blueprints import blueprint, startable, usual_style

    if listing or name is None:
        sys.stdout.writelines(_by_concept(startable()))
        return
    chosen = style.value if style else usual_style(name)
    try:
        plan = blueprint(name, chosen)
    except UsageError as error:
        raise typer.TyperException(str(error)) from None
    file = f"{name}.py" if output is None else output
    path = Path(file)
    if path.suffix != ".py" or not path.stem.isidentifier():
        raise typer.TyperException(f"cannot write {file!r}: expected a name that Python can import, such as {name}.py")
    create(file, skeleton(plan, chosen, path.name))
    where = "" if path.parent == Path() else f"in {path.parent}, "
    sys.stdout.write(f"wrote {file}; fill it in, and {where}check it: {plan.check(path.name)}\n")


def _by_concept(names: dict[str, list[str]]) -> list[str]:
    lines = (f"{concept}: {', '.join(known)}" for concept, known in names.items())
    return [textwrap.fill(line, 100, subsequent_indent="    ", break_on_hyphens=False) + "\n" for line in lines]
