"""What the user says about their code: `@compare.as_op`, a map in a file, or an option."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from ..usage import UsageError, chosen
from .collect import Candidate
from .subject import subjects

T = TypeVar("T")
MARK = "__parity__"


def as_op(op: str, **mapping: str) -> Callable[[T], T]:
    """Say which op of PyTorch a class or a function is.

        @compare.as_op("conv2d", weight="W", stride="step")
        class MyConvolution: ...

    Args:
        op: PyTorch's name, such as `"conv2d"`.
        mapping: by PyTorch's argument, the name that the code has for it.

    Raises:
        UsageError: an op that cannot be checked.
    """
    chosen("op", [op], tuple(subjects()))

    def mark(thing: T) -> T:
        setattr(thing, MARK, {"op": op, "mapping": {name: role for role, name in mapping.items()}})
        return thing

    return mark


def read_map(path: str) -> dict[str, dict[str, Any]]:
    """What a file says: `{"MyConv": "conv2d", "Lin": {"op": "linear", "weight": "theta"}}`, JSON.

    Raises:
        UsageError: the file cannot be read, or says something else.
    """
    try:
        said = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read {path!r}: {getattr(error, 'strerror', None) or error}") from None
    except json.JSONDecodeError as error:
        raise UsageError(f'{path}:{error.lineno}: {error.msg}, expected JSON such as {{"MyConv": "conv2d"}}') from None
    if not isinstance(said, dict):
        raise UsageError(f'{path} holds a {type(said).__name__}, expected an object such as {{"MyConv": "conv2d"}}')
    found = {}
    for name, value in said.items():
        value = {"op": value} if isinstance(value, str) else value
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()) or "op" not in value:
            raise UsageError(f"{path}: {name} is {value!r}, expected an op, or an object with an op and names")
        chosen("op", [value["op"]], tuple(subjects()), f" in {path}")
        found[name] = {"op": value["op"], "mapping": {v: k for k, v in value.items() if k != "op"}}
    return found


def told(candidate: Candidate, said: Mapping[str, Mapping[str, Any]]) -> tuple[Candidate, str | None]:
    """The candidate with the names that were given, and the op that was said: by a map first, then by a mark."""
    mark = said.get(candidate.name) or _mark(candidate)
    if mark is None:
        return candidate, None
    return replace(candidate, mapping={**candidate.mapping, **mark.get("mapping", {})}), mark["op"]


def _mark(candidate: Candidate) -> Mapping[str, Any] | None:
    for part in candidate.parts.values():
        found = vars(part).get(MARK) if hasattr(part, "__dict__") else None
        if found is not None:
            return dict(found)
    return None
