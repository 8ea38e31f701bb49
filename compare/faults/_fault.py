"""A fault is one line of scratch made wrong, and the namespace that has it."""

from __future__ import annotations

import importlib
import importlib.abc
import importlib.util
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType

import scratch

from ..contract import Namespace

ROOT = Path(scratch.__file__).parent
_count = itertools.count()


@dataclass(frozen=True)
class Fault:
    """One seeded mistake.

    Args:
        op: the op, layer, optimizer or model whose cases must notice.
        idea: the mistake in words, such as `epsilon outside the root`.
        file: the file of scratch, such as `functional/normalization/batch.py`.
        old: source text that stands in that file exactly once.
        new: what a person might have written instead.
    """

    op: str
    idea: str
    file: str
    old: str
    new: str

    def source(self) -> str:
        """The file with the mistake in it.

        Raises:
            ValueError: `old` does not stand there exactly once (the code has moved on; the fault must follow).
        """
        text = (ROOT / self.file).read_text(encoding="utf-8")
        if text.count(self.old) != 1:
            raise ValueError(
                f"fault {self.op}, {self.idea}: {self.old!r} stands {text.count(self.old)} times in {self.file}"
            )
        return text.replace(self.old, self.new)

    @contextmanager
    def planted(self) -> Iterator[Namespace]:
        """A fresh copy of scratch, under another name, with this mistake in it."""
        finder = _Copy(f"scratch_with_fault_{next(_count)}", ROOT / self.file, self.source())
        sys.meta_path.insert(0, finder)
        try:
            yield Namespace(importlib.import_module(finder.package))
        finally:
            sys.meta_path.remove(finder)
            for name in [n for n in sys.modules if n.split(".")[0] == finder.package]:
                del sys.modules[name]


class _Copy(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports scratch's files once more as `package`, one of them with other text."""

    def __init__(self, package: str, file: Path, text: str):
        self.package, self.file, self.text = package, file, text

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        parts = fullname.split(".")
        if parts[0] != self.package:
            return None
        base = ROOT.joinpath(*parts[1:])
        file = base / "__init__.py" if base.is_dir() else base.with_suffix(".py")
        if not file.exists():
            return None
        spec = importlib.util.spec_from_loader(fullname, self, origin=str(file), is_package=base.is_dir())
        assert spec is not None
        spec.submodule_search_locations = [str(base)] if base.is_dir() else None
        return spec

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        assert module.__spec__ is not None
        file = Path(str(module.__spec__.origin))
        exec(compile(self.text, str(file), "exec") if file == self.file else _compiled(file), module.__dict__)


@cache
def _compiled(file: Path) -> CodeType:
    """A file of scratch without a mistake in it."""
    return compile(file.read_text(encoding="utf-8"), str(file), "exec")
