"""Stand-ins for packages that a user's code imports and that are not installed: plots, progress bars, GPU arrays."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, ClassVar

import numpy as np

UNCHANGED = ("njit", "jit", "vectorize", "guvectorize", "tqdm", "trange", "profile", "prange", "cache", "tqdm_notebook")
LIKE_NUMPY = ("cupy", "minpy", "autograd.numpy", "jax.numpy")


class Absent:
    """Anything of a package that is absent: it can be named, called, inherited from, but not computed with."""

    def __init__(self, *args: Any, **kwargs: Any):
        pass

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return Absent()

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return args[0] if len(args) == 1 and callable(args[0]) else Absent()

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *args: Any) -> None:
        return None


def _unchanged(*args: Any, **kwargs: Any) -> Any:
    """A decorator, or a wrapper of an iterable, that changes nothing."""
    if args and (callable(args[0]) or hasattr(args[0], "__iter__")):
        return args[0]
    return range(*args) if args and all(isinstance(a, int) for a in args) else lambda function: function


class StandIns(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Makes modules of packages that were asked for in vain."""

    names: ClassVar[dict[str, None]] = {}

    @classmethod
    def wanted(cls, name: str) -> bool:
        """Stand in for a package from now on; not for one that is installed, or of which only a part is missing."""
        top = name.partition(".")[0]
        if top in cls.names or top in sys.stdlib_module_names:
            return False
        if top in sys.modules or importlib.util.find_spec(top) is not None:
            return False
        cls.names[top] = None
        return True

    def find_spec(self, fullname: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname.partition(".")[0] not in self.names:
            return None
        return importlib.util.spec_from_loader(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return _Module(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        module.__path__ = []

    def notes(self) -> list[str]:
        """What was put in place of what."""
        words = {True: "numpy stands in for it", False: "what needs it was not run"}
        return [f"the package {name} is absent: {words[name in LIKE_NUMPY]}" for name in self.names]


class _Module(ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if self.__name__ in LIKE_NUMPY and hasattr(np, name):
            return getattr(np, name)
        return _unchanged if name in UNCHANGED else Absent
