"""Ask a candidate every question, judge every answer."""

from __future__ import annotations

import platform
import shlex
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

import numpy as np
import torch

import torch_ref.device

from .asked import questions_about
from .clauses import kept
from .contract import DEFAULT, DTYPES, Absent, Answer, Namespace, Question, Raised, Unsupported
from .known import DISPUTED, if_known, no_longer
from .opinion import opinion
from .precision import Costs
from .report import Report
from .run import Reference, answer
from .usage import UsageError, bfloat16, chosen, imported, listed
from .verdict import Row, judge

Progress = Callable[[Question, int, int], None]


def rows_against(asked: Reference, candidate: Namespace, published: list[dict[str, Any]] | None = None) -> list[Row]:
    """Every row of one question in one dtype; worked examples are also noted in `published`.

    Raises:
        Absent: the candidate lacks the name.
    """
    found, rows = judged(asked, candidate, published)
    if isinstance(found, Raised):
        return rows
    return [*(_with_opinion(row, asked, found, candidate.name) for row in rows), *kept(asked, candidate)]


def judged(
    asked: Reference, candidate: Namespace, published: list[dict[str, Any]] | None = None
) -> tuple[Answer | Raised, list[Row]]:
    """The candidate's answer, and a row for each of its quantities.

    Raises:
        Absent: the candidate lacks the name.
    """
    q, name = asked.question, candidate.name
    try:
        found = answer(q, candidate, asked.inputs, asked.dtype)
    except Unsupported as reason:
        row = Row(q.concept, q.op, q.case, asked.dtype.name, "y", "unsupported", cause=str(reason))
        return Raised.of(reason), [row]
    rows = (*judge(asked, found, name), *_as_printed(asked, found, name, published))
    return found, [if_known(row, asked, found, name) for row in rows]


def check(
    candidate: str | ModuleType | Any = "scratch",
    *,
    only: str | Iterable[str] | None = None,
    concept: str | Iterable[str] | None = None,
    case: str | None = None,
    dtype: str | Sequence[str] | None = None,
    seed: int = 0,
    device: str = "cpu",
    tf32: bool = False,
    questions: str = "own",
    progress: Progress | None = None,
) -> Report:
    """Hold a namespace against PyTorch.

    Args:
        candidate: a package or module with PyTorch's names (`scratch.functional`'s contract), or its import name.
        only: ops, layers or optimizers by name; one that the candidate lacks is then a failure.
        concept: concepts by name.
        case: one case by its name, of the ops in `only`.
        dtype: "float64", "float32" (both by default), "float16", "bfloat16" (which needs the package ml_dtypes).
        seed: of every random input.
        device: where PyTorch runs: "cpu" or "cuda".
        tf32: also report what TensorFloat-32 costs PyTorch on a GPU; the verdicts are given without it.
        questions: "own", this suite's, or "pytorch": the inputs that PyTorch's own tests are run on, which need the
            package expecttest and have no seed.
        progress: called with every question, its number, and how many there are.

    Returns:
        A report: `.frame`, `.failures`, `.ok`, `.summary()`, text and HTML.

    Raises:
        UsageError: an unknown op, concept, case, dtype or device, or a module that does not import.
    """
    start = time.perf_counter()
    names = listed("only", only)
    dtypes = chosen("dtype", listed("dtype", dtype) or DEFAULT, DTYPES)
    if "bfloat16" in dtypes:
        bfloat16()
    if not isinstance(seed, int) or not 0 <= seed < 2**63:
        raise UsageError(f"seed is {seed!r}, expected a whole number between 0 and 2**63 - 1")
    if tf32 and device != "cuda":
        raise UsageError(f"tf32 goes with device cuda, device is {device!r}")
    namespace = imported(candidate)
    meta = {
        "candidate": namespace.name,
        "against": f"torch {torch.__version__}",
        "numpy": np.__version__,
        "python": platform.python_version(),
        "device": device,
        "tf32": "off" if device == "cuda" else "not applicable",
        "dtypes": list(dtypes),
        "seed": seed,
        "questions": questions,
    }
    asked = questions_about(questions, seed, dtypes, listed("concept", concept), names, case)
    try:
        torch_ref.device.use(device)
    except torch_ref.device.NoDevice as error:
        return Report([Row("", "", "", "", "", "unsupported", cause=f"skipped: {error}")], meta, required=names)
    except ValueError as error:
        raise UsageError(str(error)) from None

    rows: list[Row] = []
    published: list[dict[str, Any]] = []
    missing: set[tuple[str, str]] = set()
    costs = Costs()
    for number, question in enumerate(asked, 1):
        if progress is not None:
            progress(question, number, len(asked))
        for name in (d for d in question.dtypes if d in dtypes):
            reference = Reference(question, name)
            try:
                rows += rows_against(reference, namespace, published)
            except Absent as error:
                if (question.concept, question.op) not in missing:
                    missing.add((question.concept, question.op))
                    rows.append(Row(question.concept, question.op, "", "", "", "absent", cause=str(error)))
            if tf32:
                costs.add(reference)
    if namespace.name == "scratch" and case is None and questions == "own":
        rows += no_longer(asked, rows, dtypes)
    training = _free_running(namespace, seed, asked) if case is None else []
    options = {"candidate": namespace.name, "seed": seed, "device": device, "questions": questions}
    meta["seconds"] = round(time.perf_counter() - start, 2)
    importable = isinstance(candidate, (str, ModuleType))
    rows = [replace(r, repeat=(_repeat if importable else _recall)(r, options)) for r in rows]
    return Report(rows, meta, published, training, names, costs.lines())


def _free_running(candidate: Namespace, seed: int, asked: Sequence[Question]) -> list[dict[str, Any]]:
    """Losses and accuracies of both sides trained on their own: shown, not judged."""
    models = {q.op for q in asked if q.concept == "training"}
    if not models:
        return []
    from .trajectory import run

    return [line for line in run(candidate, seed) if line["model"] in models]


def _with_opinion(row: Row, asked: Reference, found: Answer, name: str) -> Row:
    if row.status not in DISPUTED or not row.quantity.startswith("grad "):
        return row
    third = opinion(asked, found, row.quantity, name)
    return replace(row, cause="; ".join(filter(None, (row.cause, third))))


def _as_printed(
    asked: Reference, found: Answer | Raised, name: str, published: list[dict[str, Any]] | None
) -> Iterator[Row]:
    """A published example: both sides must give the printed digits."""
    q = asked.question
    for quantity, printed in getattr(q, "printed", {}).items():
        ours, theirs = (str(a if isinstance(a, Raised) else a.get(quantity)) for a in (found, asked.own))
        row = Row(
            q.concept, q.op, q.case, asked.dtype.name, f"{quantity}, printed", "agrees", bits_equal=True, budget=0.0
        )
        if not ours == theirs == printed:
            cause = f"printed is {printed}; PyTorch gives {theirs}, {name} {ours}"
            row = replace(row, status="differs", bits_equal=False, cause=cause)
        place = {"tutorial": getattr(q, "tutorial", ""), "example": q.op, "item": q.case}
        example = place | {"quantity": quantity.removesuffix(" in digits"), name: ours, "PyTorch": theirs}
        example |= {"printed": printed, "status": row.status}
        if published is not None and example not in published:  # once, where both dtypes give the same digits
            published.append(example)
        yield row


USUAL = {"candidate": "scratch", "seed": 0, "device": "cpu", "questions": "own", "case": "", "dtype": ""}


def _repeat(row: Row, options: dict[str, Any]) -> str:
    """The command that repeats a row."""
    asked = {"only": row.op, "case": row.case, "dtype": row.dtype, **options}
    given = ((f"--{key}", str(value)) for key, value in asked.items() if value != USUAL.get(key))
    return shlex.join(["parity", "report", *(word for pair in given for word in pair)])


def _recall(row: Row, options: dict[str, Any]) -> str:
    """The same for an object that no command can import."""
    asked = {"only": row.op, "case": row.case, "dtype": row.dtype, **options, "candidate": "scratch"}
    given = (f"{key}={value!r}" for key, value in asked.items() if value != USUAL.get(key))
    return f"compare.check(candidate, {', '.join(given)})"
