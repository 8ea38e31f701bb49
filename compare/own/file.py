"""Check a file, a folder, a notebook or a package by its name, in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from ..usage import UsageError, chosen, listed
from .check import Checked, Progress, meta, nothing
from .finding import Finding, Unrecognised
from .process import run
from .subject import subjects

SECONDS = 30.0  # that one thing may take
MEMORY = 4 * 2**30  # bytes that a user's code may take


def check_file(
    target: str,
    *,
    op: str | None = None,
    only: str | Iterable[str] | None = None,
    said: Mapping[str, Mapping[str, Any]] | None = None,
    explain: str | None = None,
    seed: int = 0,
    seconds: float = SECONDS,
    memory: int = MEMORY,
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
        seconds: that one class or function may take, or half of it one statement of the file.
        memory: bytes that the code may take.
        progress: called with the name of each thing, its number, and how many there are.

    Raises:
        UsageError: there is nothing of that name.
    """
    start, names = time.perf_counter(), listed("only", only)
    file, name = split(target)
    name = explain.partition(".")[0] if explain and name is None else name
    if op is not None:
        chosen("op", [op], tuple(subjects()))
        if name is None:
            raise UsageError(f"--as {op} says what one thing is: name it, as in {file}:MyLayer")
        said = {**(said or {}), name: {"op": op}}
    job = {"target": file, "name": name, "only": names, "said": dict(said or {}), "seed": seed, "seconds": seconds}
    result = Checked(target, meta=meta(target, seed))
    known: list[str] = []
    for event in run("compare.own.worker", job, seconds, memory):
        kind = event["event"]
        if kind == "refused":
            raise UsageError(event["why"])
        if kind == "loaded":
            result.failed = list(dict.fromkeys([*result.failed, *event["failed"]]))
            result.notes, known = event["notes"], [n for names in event["names"] for n in names]
            if name is not None and name not in known:
                raise UsageError(f"{file} has no {name}; it has {', '.join(known) or 'nothing that could be checked'}")
        elif kind == "lost":
            result.failed.append(f"{event['item']}: {event['why']}" if event["item"] else event["why"])
        elif event["result"] is not None:
            found = Finding.unpacked(event["result"]) if event["finding"] else Unrecognised(**event["result"])
            result.add(found)
            if progress is not None:
                progress(event["item"], len(result.findings), len(known))
    if names and not result.findings and not result.unrecognised and not result.failed:
        raise nothing(names, file, known)
    result.meta["seconds"] = round(time.perf_counter() - start, 2)
    return result


def split(target: str) -> tuple[str, str | None]:
    """The file and the name of one thing in it: `layers.py:Affine`; a drive's colon is none."""
    file, colon, name = target.rpartition(":")
    if colon and len(file) > 1 and name.replace(".", "").isidentifier():
        return file, name
    return target, None
