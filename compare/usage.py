"""What a person may ask for, and the one line that says what there is instead."""

from __future__ import annotations

import difflib
import importlib
import shlex
from collections.abc import Iterable, Sequence
from typing import Any

from .contract import Namespace, Raised


class UsageError(ValueError):
    """Something was asked for that does not exist; the message says what does."""


def listed(what: str, value: str | Iterable[str] | None) -> tuple[str, ...]:
    """The names in `value`, each once; none where it is None.

    Raises:
        UsageError: it holds something else than names, or nothing.
    """
    if value is None:
        return ()
    parts = value.split(",") if isinstance(value, str) else list(value) if isinstance(value, Iterable) else [value]
    if not all(isinstance(part, str) for part in parts):
        raise UsageError(f"{what} is {value!r}, expected names")
    names = tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))
    if not names:
        raise UsageError(f"{what} is {value!r}, expected at least one name")
    return names


def chosen(what: str, names: Iterable[str], known: Sequence[str], within: str = "") -> tuple[str, ...]:
    """The names, all of which are known.

    Raises:
        UsageError: one is not; it says what may have been meant.
    """
    for name in names:
        if name not in known:
            more = "; parity ops lists them" if what == "op" else ""
            raise UsageError(f"unknown {what} {name!r}{within}; {_hint(str(name), known)}{more}")
    return tuple(names)


def _hint(name: str, known: Sequence[str]) -> str:
    """What may have been meant: the same but for capitals or a prefix, else what looks alike, else what there is."""
    last = name.lower().rpartition(".")[2]
    near = [k for k in known if k.lower() == last] or difflib.get_close_matches(name, known, 3, 0.5)
    if near:
        return f"did you mean {' or '.join(map(shlex.quote, near))}?"
    return f"expected one of {', '.join(map(shlex.quote, known[:16]))}" + ", ..." * (len(known) > 16)


def bfloat16() -> None:
    """Make `np.dtype("bfloat16")` mean something.

    Raises:
        UsageError: the package that adds it to NumPy is missing.
    """
    try:
        importlib.import_module("ml_dtypes")
    except ModuleNotFoundError:
        raise UsageError("dtype bfloat16 needs the package ml_dtypes; pip install ml_dtypes") from None


def imported(candidate: Any) -> Namespace:
    """The namespace under test.

    Raises:
        UsageError: no module name, or a module that does not import.
    """
    if isinstance(candidate, str):
        if candidate.endswith(".py") or {"/", "\\"} & set(candidate) or not all(candidate.split(".")):
            raise UsageError(f"candidate is {candidate!r}, expected the name of a module, such as mine or package.mine")
        if candidate.strip() != candidate:
            raise UsageError(f"candidate is {candidate!r}, expected a name without blanks around it")
    try:
        return Namespace(candidate)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a module may do anything, even exit
        raise UsageError(f"module {candidate!r} does not import: {Raised.of(error)}") from None
