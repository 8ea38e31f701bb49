"""Check a file, a folder, a notebook or a package by its name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..usage import UsageError, chosen
from .check import Checked, Progress, checked, meta
from .collect import candidates
from .load import load
from .subject import subjects


def check_file(
    target: str,
    *,
    op: str | None = None,
    only: str | Iterable[str] | None = None,
    said: Mapping[str, Mapping[str, Any]] | None = None,
    explain: str | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> Checked:
    """Load code and check it.

    Args:
        target: `layers.py`, `lesson.ipynb`, `folder/`, `package.module`; with `:Name` one thing in it.
        op: what that one thing is.
        only: ops, or names, to keep to.
        said: what things are: see `said.read_map`.
        explain: one class, function, or method of a class: nothing else is checked.
        seed: of every random input.

    Raises:
        UsageError: there is nothing of that name, or nothing that could be loaded.
    """
    file, name = split(target)
    name = explain.partition(".")[0] if explain and name is None else name
    if op is not None:
        chosen("op", [op], tuple(subjects()))
        if name is None:
            raise UsageError(f"--as {op} says what one thing is: name it, as in {file}:MyLayer")
        said = {**(said or {}), name: {"op": op}}
    loaded = load(file)
    found = candidates(loaded.modules)
    if name is not None:
        known = [c.name for c in found]
        found = [c for c in found if c.name == name or name in {getattr(p, "__name__", None) for p in c.parts.values()}]
        if not found:
            raise UsageError(f"{file} has no {name}; it has {', '.join(known) or 'nothing that could be checked'}")
        said = {**(said or {}), found[0].name: (said or {})[name]} if said and name in said else said
    result = (
        checked(target, found, only=only, said=said, seed=seed, progress=progress)
        if found
        else Checked(target, meta=meta(target, seed))
    )
    result.failed = [str(f) for f in loaded.failed]
    result.notes = loaded.notes
    return result


def split(target: str) -> tuple[str, str | None]:
    """The file and the name of one thing in it: `layers.py:Affine`; a drive's colon is none."""
    file, colon, name = target.rpartition(":")
    if colon and len(file) > 1 and name.replace(".", "").isidentifier():
        return file, name
    return target, None
