"""Many submissions of the same exercise: a line each, with points by op and the causes of what is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ..usage import UsageError
from .check import Checked
from .file import check_file
from .finding import Finding
from .subject import subjects

Line = dict[str, Any]


def submissions(folder: str) -> list[Path]:
    """The files and folders that were handed in, each one submission.

    Raises:
        UsageError: there is no such folder, or nothing in it.
    """
    path = Path(folder)
    if not path.is_dir():
        raise UsageError(f"there is no folder {folder!r}, expected one with a file or a folder for each submission")
    found = [p for p in sorted(path.iterdir()) if not p.name.startswith((".", "__"))]
    found = [p for p in found if p.is_dir() or p.suffix in (".py", ".ipynb")]
    if not found:
        raise UsageError(f"{folder} has no submissions, expected Python files, notebooks or folders")
    return found


def rubric(file: str) -> dict[str, float]:
    """How many points each op, or each class or function by its name, is worth.

    Raises:
        UsageError: the file cannot be read, or says something else.
    """
    try:
        said = json.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {file!r}: {getattr(error, 'strerror', None) or error}") from None
    except json.JSONDecodeError as error:
        raise UsageError(
            f'{file}:{error.lineno}: {error.msg}, expected JSON such as {{"relu": 1, "linear": 2}}'
        ) from None
    points = isinstance(said, dict) and all(
        isinstance(p, (int, float)) and not isinstance(p, bool) and p >= 0 for p in said.values()
    )
    if not points or not said:
        raise UsageError(f'{file} says something else than points, expected JSON such as {{"relu": 1, "linear": 2}}')
    return {str(name): float(p) for name, p in said.items()}


def grade(
    folder: str,
    points: Mapping[str, float] | None = None,
    *,
    seconds: float = 10.0,
    memory: int = 2 * 2**30,
    seed: int = 0,
    progress: Callable[[str, int, int], None] | None = None,
) -> list[Line]:
    """Check every submission, each in a process of its own, and give points.

    A class or function earns the share of its quantities (`y`, each gradient, buffers) that are right, conventions
    included. What the rubric asks for and a submission lacks earns nothing.

    Args:
        points: by op or by name; without them, one for each op that any submission has.
        seconds: that one class or function may take.
        memory: bytes that a submission may take.

    Returns:
        a line per submission: its name, its score and the most there is, a column per op, the causes of mistakes, and
        what could not be checked.
    """
    handed_in = submissions(folder)
    checked: list[tuple[Path, Checked | None, str]] = []
    for number, path in enumerate(handed_in, 1):
        if progress is not None:
            progress(path.name, number, len(handed_in))
        try:
            checked.append((path, check_file(str(path), seconds=seconds, memory=memory, seed=seed), ""))
        except UsageError as error:
            checked.append((path, None, str(error)))
    if points is None:
        points = dict.fromkeys(sorted({f.op for _, c, _ in checked if c is not None for f in c.findings}), 1.0)
    return [_line(path, found, why, points) for path, found, why in checked]


def _line(path: Path, found: Checked | None, why: str, points: Mapping[str, float]) -> Line:
    earned = {name: round(worth * max(_shares(found, name), default=0.0), 4) for name, worth in points.items()}
    causes = [
        f"{p.candidate}: {p.name}" for f in (found.findings if found else ()) for p in f.problems if p.kind == "mistake"
    ]
    lost = [why] if why else [*(found.failed if found else ()), *_unrecognised(found)]
    return {
        "submission": path.name,
        "score": round(sum(earned.values()), 4),
        "of": round(sum(points.values()), 4),
        **earned,
        "causes": "; ".join(dict.fromkeys(causes)),
        "not checked": "; ".join(lost),
    }


def _unrecognised(found: Checked | None) -> list[str]:
    return [f"{u.candidate}: {u.reason}" for u in (found.unrecognised if found else ()) if u.guess]


def _shares(found: Checked | None, name: str) -> Iterator[float]:
    """What each class or function of an op, or of a name, has right."""
    for finding in found.findings if found is not None else ():
        if name in (finding.op, finding.candidate):
            yield share(finding)


def share(finding: Finding) -> float:
    """The share of a candidate's quantities that have no mistake, 0 where nothing could be asked."""
    asked = {r.quantity for r in finding.rows if r.status != "unsupported"} - {"arguments changed", "raises"}
    wrong = {q for p in finding.problems if p.kind == "mistake" for q in p.quantities}
    if not asked:
        return 0.0
    if wrong & {"arguments changed", "raises"}:
        wrong |= {"y"}
    return len(asked - wrong) / len(asked)


def known(points: Mapping[str, float], lines: Sequence[Line]) -> list[str]:
    """The names in a rubric that are no op and stand in no submission: misspelt, perhaps."""
    ops = {
        *subjects(),
        *(n for n in points if n.startswith(("optim.", "gates.")) or n in ("network", "numerical_gradient")),
    }
    return [n for n in points if n not in ops and not any(line[n] for line in lines)]
