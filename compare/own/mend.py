"""The change to a user's own lines that mends a mistake: small rewrites are tried until the code agrees."""

from __future__ import annotations

import inspect
import itertools
import re
import sys
import textwrap
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..diagnose.evidence import verdicts
from ..run import OpQuestion
from .adapter import Adapted
from .collect import Candidate
from .finding import Edit, Problem
from .plan import Plan
from .rewrites import rewrites
from .roles import roles
from .ways import ways

SECONDS = 2.0  # that a mend may be looked for


@dataclass(frozen=True)
class _Function:
    """A function of the user's whose lines may be wrong, as it stands in the file."""

    owner: str  # the class or function at the top of the module that it is in
    file: str
    first: int
    lines: tuple[str, ...]
    upstream: str
    given: str


def mend(candidate: Candidate, plan: Plan, problem: Problem, questions: Sequence[OpQuestion]) -> Edit | None:
    """The first small change with which the quantities of a problem agree, and nothing else is worse."""
    module = sys.modules.get(getattr(candidate.main, "__module__", ""))
    if module is None or problem.kind != "mistake":
        return None
    wanted = [q for q in questions if q.case in problem.cases] or list(questions[:1])
    names = {q.case for q in wanted}
    before = _agreeing(plan.adapted(candidate.name), questions)
    mine = {(c, q) for c in names for q in problem.quantities if c in problem.cases} - before
    if not mine:
        return None
    end = time.monotonic() + SECONDS
    for function in _functions(candidate, plan.op, problem.quantities, module):
        for edit in _edits(function):
            if time.monotonic() > end:
                return None
            changed = _changed(candidate, function, edit, module)
            namespace = changed and _again(changed, plan)
            if not namespace or not {a for a in mine if a[0] == wanted[0].case} <= _agreeing(namespace, wanted[:1]):
                continue
            if before | mine <= _agreeing(namespace, questions):
                return edit
    return None


def _agreeing(namespace: Adapted, questions: Sequence[OpQuestion]) -> set[tuple[str, str]]:
    """Case and quantity of what agrees in float64."""
    rows = verdicts(questions, namespace, (), ("float64",))
    return {(r.case, r.quantity) for r in rows if r.status == "agrees"}


def _functions(candidate: Candidate, op: str, quantities: Sequence[str], module: Any) -> Iterator[_Function]:
    """The functions that may be at fault: of gradients the backward pass first; then what they call in the file."""
    backward_first = all(q.startswith("grad ") or q == "arguments changed" for q in quantities)
    found = []
    for name, part in candidate.parts.items():
        if inspect.isclass(part):
            methods = (getattr(m, "__func__", m) for m in vars(part).values())
            found += [(part.__name__, m) for m in methods if inspect.isfunction(m)]
        elif inspect.isfunction(part):
            found.append((part.__name__, part))
        elif name == "method" and candidate.tape is not None:
            found.append((candidate.tape.variable.__name__, candidate.main))
    called = {n for _, f in found for n in f.__code__.co_names}
    found += [
        (n, f)
        for n, f in vars(module).items()
        if n in called and inspect.isfunction(f) and f.__module__ == module.__name__ and (n, f) not in found
    ]
    shown = [each for owner, f in found if (each := _read(owner, f, op)) is not None]
    yield from sorted(shown, key=lambda f: bool(f.upstream) != backward_first)


def _read(owner: str, function: Any, op: str) -> _Function | None:
    try:
        lines, first = inspect.getsourcelines(function)
        file = inspect.getsourcefile(function) or ""
        names = list(inspect.signature(function).parameters)
    except (OSError, TypeError, ValueError):
        return None
    by_role = {role: name for name, role in roles(names, op, "backward").items()}
    said = re.search(r"back|grad|prime|deriv|^d_|delta", function.__name__, re.I)
    upstream = by_role.get("dy", "") if said else ""
    given = {role: name for name, role in roles(names, op, "forward").items()}.get("input", "")
    return _Function(owner, file, first, tuple(line.rstrip("\n") for line in lines), upstream, given)


def _edits(function: _Function) -> Iterator[Edit]:
    """Every change worth a try: a copy of what must not be written to, then each line rewritten."""
    start = next(
        (
            i
            for i, line in enumerate(function.lines)
            if re.search(r"\)?.*:\s*(#.*)?$", line) and not line.strip().startswith("@")
        ),
        0,
    )
    body = next((i for i in range(start + 1, len(function.lines)) if function.lines[i].strip()), None)
    text = "\n".join(function.lines)
    counts = _counts(text, function)
    if body is not None:
        indent = re.match(r"\s*", function.lines[body])
        for name in filter(None, (function.upstream, function.given)):
            line = f"{indent[0] if indent else ''}{name} = {name}.copy()"
            yield Edit(function.file, function.first + body, function.lines[body], (line, function.lines[body]))
    order = range(len(function.lines) - 1, start, -1) if function.upstream else range(start + 1, len(function.lines))
    for i in order:
        line = function.lines[i]
        if line.strip() and not re.match(r"\s*(#|\"\"\"|'''|@|import |from |def .*:\s*$)", line):
            for new in rewrites(line, function.upstream, function.given, counts):
                yield Edit(function.file, function.first + i, line, (new,))


def _counts(text: str, function: _Function) -> tuple[str, ...]:
    """How the function itself speaks of the size of the batch."""
    names = dict.fromkeys(re.findall(r"\b(?:self\.)?(?:batch_size|n_samples|samples|N|n|m)\b(?! *\()", text))
    shapes = dict.fromkeys(re.findall(r"[\w.]+\.shape\[[01]\]", text))
    base = function.upstream or function.given
    return tuple(dict.fromkeys([*names, *shapes, *([f"{base}.shape[0]"] if base else [])]))[:5]


def _changed(candidate: Candidate, function: _Function, edit: Edit, module: Any) -> Candidate | None:
    """The candidate with one definition of its module changed, in a copy of the module's names."""
    names = dict(vars(module))
    owners = dict.fromkeys([function.owner, *(p.__name__ for p in candidate.parts.values() if hasattr(p, "__name__"))])
    try:
        for owner in owners:
            lines, first = inspect.getsourcelines(vars(module)[owner])
            text = [line.rstrip("\n") for line in lines]
            if owner == function.owner:
                i = edit.at - first
                text[i : i + 1] = edit.new
            exec(compile(textwrap.dedent("\n".join(text)), "<mend>", "exec"), names)
        parts = {k: names[p.__name__] if hasattr(p, "__name__") else p for k, p in candidate.parts.items()}
        tape = candidate.tape
        if tape is not None:
            tape = replace(tape, variable=names[tape.variable.__name__])
        return replace(candidate, parts=parts, tape=tape)
    except Exception:  # the change makes no sense here
        return None


def _again(changed: Candidate, plan: Plan) -> Adapted | None:
    """The changed candidate, called in the same way."""
    native = next(itertools.islice(ways(changed, plan.op), plan.way, None), None)
    return None if native is None else replace(plan, native=native).adapted(changed.name)
