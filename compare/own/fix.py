"""All mends of a file as one patch, written only after a patched copy has been checked again."""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from ..report.formats import write
from .check import Checked
from .finding import Edit


def patched(text: str, edits: Sequence[Edit]) -> str:
    """A source with its lines changed; a line that two edits change is changed by the first."""
    lines, taken = text.splitlines(), set()
    for edit in sorted(edits, key=lambda e: -e.at):
        i = edit.at - 1
        if i not in taken and i < len(lines) and lines[i] == edit.old:
            lines[i : i + 1] = edit.new
            taken.add(i)
    return "\n".join(lines) + ("\n" if text.endswith("\n") else "")


def fix(checked: Checked, again: Callable[[str], Checked]) -> list[str]:
    """Write `FILE.patch` beside each file in which something can be mended. Returns a line per file: what was done.

    Args:
        again: checks a file of that name, as the first time.
    """
    edits: dict[str, list[Edit]] = {}
    for finding in checked.findings:
        for problem in finding.problems:
            if problem.edit is not None and problem.edit not in edits.setdefault(problem.edit.file, []):
                edits[problem.edit.file].append(problem.edit)
    return [_fixed(Path(file), some, checked, again) for file, some in edits.items()] or [
        "nothing that could be mended"
    ]


def _fixed(path: Path, edits: Sequence[Edit], checked: Checked, again: Callable[[str], Checked]) -> str:
    before = path.read_text(encoding="utf-8")
    after = patched(before, edits)
    copy = path.with_name(f"parity_copy_{os.getpid()}_{path.name}")
    try:
        copy.write_text(after, encoding="utf-8")
        then = again(str(copy))
    finally:
        copy.unlink(missing_ok=True)
    was, now = (
        {(f.candidate, p.name) for f in c.findings for p in f.problems if p.kind == "mistake"} for c in (checked, then)
    )
    if now - was or len(now) >= len(was):
        return f"{path.name}: the mends do not go together, no patch was written"
    patch = path.with_name(path.name + ".patch")
    diff = difflib.unified_diff(before.splitlines(True), after.splitlines(True), f"a/{path.name}", f"b/{path.name}")
    write("".join(diff), patch)
    rest = f"; left: {', '.join(sorted(f'{c} {n}' for c, n in now))}" if now else "; the patched copy has no mistake"
    return f"wrote {patch.name}, which mends {len(was) - len(now)} of {len(was)} mistakes{rest}"
