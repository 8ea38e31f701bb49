"""Source text, laid out as a formatter would."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 120
Parameters = Sequence[inspect.Parameter]


def call(head: str, parts: Sequence[str], tail: str, indent: str = "") -> str:
    """`head(parts)tail` on one line; where it is too long, what is inside on a line of its own, or each part."""
    line = f"{indent}{head}({', '.join(parts)}){tail}"
    inner = f"{indent}    {', '.join(parts)}"
    if len(line) <= WIDTH:
        return line
    if len(inner) > WIDTH:
        inner = "\n".join(f"{indent}    {part}," for part in parts)
    return f"{indent}{head}(\n{inner}\n{indent}){tail}"


def define(
    name: str, parameters: Iterable[inspect.Parameter], indent: str = "", first: str = "", tail: str = ":"
) -> str:
    """The line that begins a function, or a method whose `first` parameter is `self`."""
    parts, starred = [first] if first else [], False
    for p in parameters:
        if p.kind is p.KEYWORD_ONLY and not starred:
            parts.append("*")
            starred = True
        parts.append(_declared(p))
    return call(f"def {name}", parts, tail, indent)


def _declared(p: inspect.Parameter) -> str:
    annotation = "" if p.annotation is p.empty else f": {p.annotation}"
    if p.default is p.empty:
        return f"{p.name}{annotation}"
    return f"{p.name}{annotation} = {literal(p.default)}" if annotation else f"{p.name}={literal(p.default)}"


def literal(value: object) -> str:
    """A default value as source."""
    return f'"{value}"' if isinstance(value, str) else repr(value)


def quoted(text: str, indent: str = "") -> str:
    """A docstring."""
    end = "\n" if "\n" in text else ""
    return textwrap.indent(f'"""{text}{end}"""', indent, lambda line: bool(line.strip()))


def listed(names: Sequence[str]) -> str:
    """`a, b and c`."""
    return ", ".join(names[:-1]) + f" and {names[-1]}" if len(names) > 1 else "".join(names)
