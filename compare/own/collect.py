"""What there is to check in a module: classes, functions, and functions that belong together."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from .tape import Tape, tape_of
from .words import BACKWARD, DERIVATIVE, FORWARD, ops_named, says, without, words


@dataclass(frozen=True)
class Candidate:
    """Something that may be an op.

    Args:
        name: as it is shown: `Affine`, or `affine_forward` for a pair of functions.
        parts: a `class`, or an `instance`, or a `forward` and perhaps a `backward` or a `derivative` function, or the
            name of a `method` of the class of variables.
        mapping: roles by the names of parameters, as the user said.
    """

    name: str
    parts: dict[str, Any]
    mapping: dict[str, str] = field(default_factory=dict)
    tape: Tape | None = None

    @property
    def main(self) -> Any:
        """The class or the forward function."""
        if self.tape is not None and "method" in self.parts:
            return getattr(self.tape.variable, self.parts["method"])
        return next(iter(self.parts.values()))

    @property
    def place(self) -> tuple[str, int]:
        """The file and the first line; ("", 0) where there is no source."""
        try:
            return inspect.getsourcefile(self.main) or "", inspect.getsourcelines(self.main)[1]
        except (OSError, TypeError):
            return "", 0

    def __hash__(self) -> int:
        return hash(self.name)


def candidates(modules: Sequence[ModuleType]) -> list[Candidate]:
    """Every class and function that the modules define, once, in the order of the source."""
    found: dict[str, Any] = {}
    names = {m.__name__ for m in modules}
    for module in modules:
        for name, value in vars(module).items():
            own = getattr(value, "__module__", None) in names
            if own and (inspect.isclass(value) or inspect.isfunction(value)) and not name.startswith("__"):
                found.setdefault(name, value)
    functions = {n: f for n, f in found.items() if inspect.isfunction(f)}
    pairs = dict(_pairs(functions))
    taken = {part for parts in pairs.values() for part in parts.values()}
    tape = tape_of(c for c in found.values() if inspect.isclass(c))
    result = []
    for name, value in found.items():
        if tape is not None and value is tape.variable:
            methods = [n for n, m in vars(value).items() if inspect.isfunction(m) and not n.startswith("_")]
            named = [n for n in methods if next(ops_named(n), "linear") != "linear" and n != tape.backward]
            result += [Candidate(f"{name}.{n}", {"method": n}, tape=tape) for n in named]
        elif inspect.isclass(value):
            result.append(Candidate(name, {"class": value}, tape=tape))
        elif name in pairs:
            parts = {role: functions[part] for role, part in pairs[name].items()}
            result.append(Candidate(name, parts, tape=tape))
        elif name not in taken:
            result.append(Candidate(name, {"forward": value}, tape=tape))
    return result


def _pairs(functions: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """Functions that belong together: the forward one, and its backward pass or its derivative."""
    stems = {name: without(name, FORWARD) for name in functions}
    for name in functions:
        if says(name, BACKWARD):
            kind, stem = "backward", without(name, BACKWARD, DERIVATIVE)
        elif says(name, DERIVATIVE) and len(words(name)) > 1:
            kind, stem = "derivative", without(name, DERIVATIVE)
        elif len(name) > 2 and name[0] == "d" and any(name[1:] == other for other in functions):
            kind, stem = "derivative", tuple(words(name[1:]))
        else:
            continue
        partner = _partner(name, stem, stems, functions)
        if partner is not None:
            yield partner, {"forward": partner, kind: name}


def _partner(
    name: str, stem: tuple[str, ...], stems: dict[str, tuple[str, ...]], functions: dict[str, Any]
) -> str | None:
    others = [
        n for n in functions if n != name and not says(n, BACKWARD) and not (says(n, DERIVATIVE) and len(words(n)) > 1)
    ]
    for same in (lambda n: stems[n] == stem, lambda n: "".join(stems[n]) == "".join(stem)):
        if found := [n for n in others if same(n)]:
            return sorted(found, key=lambda n: not says(n, FORWARD))[0]
    op = next(iter(ops_named(name)), None)
    alike = [n for n in others if op is not None and next(iter(ops_named(n)), None) == op]
    return alike[0] if len(alike) == 1 else None
