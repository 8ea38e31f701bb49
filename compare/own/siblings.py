"""Where a user's file finds its neighbours: beside it, above it, and one folder further."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.machinery
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

ROOTS = (".git", "pyproject.toml", "setup.py", "setup.cfg")
HIGHEST = 4  # folders above a file in which its neighbours are sought
NEVER = frozenset({"numpy", "torch", "pandas", "scipy", "compare", "torch_ref", "pytest", "sklearn", "matplotlib"})


class Siblings(importlib.abc.MetaPathFinder):
    """Finds the modules of a user's project before installed ones of the same name; never the standard library's."""

    def __init__(self, folders: Sequence[Path]):
        self.folders = [str(f) for f in folders]

    def find_spec(self, fullname: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if path is not None or fullname in sys.stdlib_module_names or fullname in NEVER:
            return None
        return next(filter(None, (self._in(folder, fullname) for folder in self.folders)), None)

    @staticmethod
    def _in(folder: str, name: str) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, [folder])
        if (
            spec is not None
            and spec.origin is None
            and not any(Path(p).glob("*.py") for p in spec.submodule_search_locations or ())
        ):
            return None  # a folder without code
        return spec


@dataclass
class Home:
    """The package that a file is part of: its full name there, empty for a file by itself."""

    name: str
    finder: Siblings


def home(path: Path, climbs: int) -> Home:
    """Where a file belongs: the package of its folders, or as far up as its relative imports reach."""
    top = path.parent
    while (top / "__init__.py").exists() and top.parent != top:
        top = top.parent
    for _ in range(climbs):
        if path.parent.relative_to(top).parts[climbs - 1 :] or top.parent == top:
            break
        top = top.parent
    parts = path.relative_to(top).with_suffix("").parts
    name = "" if len(parts) == 1 else ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
    finder = Siblings(_folders(path.parent, top))
    if name:
        _packages(name if path.name == "__init__.py" else name.rpartition(".")[0], top, finder)
    return Home(name, finder)


def _folders(folder: Path, top: Path) -> list[Path]:
    """The folders in which neighbours are sought, the nearest first."""
    upward = [folder]
    for parent in folder.parents:
        if len(upward) > HIGHEST or any((upward[-1] / mark).exists() for mark in ROOTS) or parent == parent.parent:
            break
        upward.append(parent)
    inner = [child for each in upward[:3] for child in _children(each)]
    return list(dict.fromkeys([*upward, top, *inner]))


def _children(folder: Path) -> list[Path]:
    try:
        found = sorted(c for c in folder.iterdir() if c.is_dir() and not c.name.startswith((".", "_")))
    except OSError:
        return []
    return found[:50] if len(found) <= 200 else []


def _packages(name: str, top: Path, finder: Siblings) -> None:
    """Import the packages above a file; one that does not import is there all the same, as a bare folder."""
    sys.meta_path.insert(0, finder)
    try:
        parts = name.split(".")
        for i in range(1, len(parts) + 1):
            full = ".".join(parts[:i])
            with suppress(BaseException):  # whatever it does, what is in it can be loaded
                importlib.import_module(full)
            if full not in sys.modules:
                bare = ModuleType(full)
                bare.__path__ = [str(top.joinpath(*parts[:i]))]
                bare.__package__ = full
                sys.modules[full] = bare
    finally:
        sys.meta_path.remove(finder)
