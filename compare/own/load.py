"""Load a user's file, statement by statement, so that what fails costs itself only."""

from __future__ import annotations

import ast
import linecache
import os
import sys
import types
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from ..contract import Raised
from ..usage import UsageError


@dataclass(frozen=True)
class Failure:
    """What could not be loaded: where, and why, in a line."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


@dataclass
class Loaded:
    """The modules of a file, a folder or a package, and what went wrong."""

    main: str
    modules: list[ModuleType] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def load(target: str) -> Loaded:
    """Load the code in `target`."""
    path = Path(target)
    if not path.is_file():
        raise UsageError(
            f"there is no file {target!r}, expected a Python file, a notebook, a folder or the name of a module"
        )
    found = Loaded(path.name)
    sys.path.insert(0, str(path.resolve().parent))
    module = types.ModuleType(f"parity_{path.stem}")
    module.__file__ = str(path)
    sys.modules[module.__name__] = module
    linecache.checkcache(str(path))
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
    except SyntaxError as error:
        found.failed.append(Failure(path.name, error.lineno or 0, str(error.msg)))
        return found
    for node in tree.body:
        try:
            exec(compile(ast.Module([node], []), str(path), "exec"), vars(module))
        except BaseException as error:
            found.failed.append(Failure(path.name, node.lineno, str(Raised.of(error))))
    found.modules.append(module)
    os.environ.setdefault("MPLBACKEND", "Agg")
    return found
