"""Load anybody's code: statement by statement, so that what fails costs itself only."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from ..contract import Raised
from ..usage import UsageError
from .alarm import TooLong, alarm
from .siblings import home
from .source import Failure, Source, python_files, read
from .stand_in import StandIns

MARK = "parity_of_"  # before the name of a file that is no part of a package, so that it hides no other module
LONGEST = 50  # imports that are absent, in one statement


@dataclass
class Loaded:
    """The modules of a file, a folder or a package; what could not be loaded, and what was assumed."""

    main: str
    modules: list[ModuleType] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def load(
    target: str, seconds: float = 10.0, skip: Sequence[str] = (), begin: Callable[[str], None] = lambda place: None
) -> Loaded:
    """Run the definitions of `target`, with all that stands around them; its `__main__` part does not run.

    Args:
        target: a Python file, a notebook, a folder of files, or the name of a module.
        seconds: that one statement may take.
        skip: statements, as `layers.py, line 3`, that are not to be run.
        begin: called with each statement before it is run.

    Raises:
        UsageError: there is nothing of that name, or no Python in it.
    """
    path = Path(target)
    if not path.exists() and not target.endswith((".py", ".ipynb", os.sep)) and os.sep not in target:
        path = _of_module(target)
    if not path.exists():
        raise UsageError(
            f"there is no {target!r}, expected a Python file, a notebook, a folder, or the name of a module"
        )
    files = python_files(path) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{target} has no Python files to check")
    if path.is_file() and path.suffix not in (".py", ".ipynb"):
        raise UsageError(f"{target} is no Python file or notebook")
    found = Loaded(path.name)
    stand_ins = StandIns()
    with _surroundings(stand_ins):
        for file in files:
            _file(file.resolve(), found, seconds, skip, begin)
    found.notes += stand_ins.notes()
    return found


def _of_module(name: str) -> Path:
    """The file of a module, or the folder of a package, found without running it."""
    if not all(part.isidentifier() for part in name.split(".")):
        raise UsageError(f"there is no {name!r}, expected a Python file, a notebook, a folder, or the name of a module")
    try:
        spec = importlib.util.find_spec(name)
    except Exception as error:
        raise UsageError(f"module {name!r} does not import: {Raised.of(error)}") from None
    if spec is None or not spec.origin or not spec.origin.endswith(".py"):
        raise UsageError(
            f"there is no file or module {name!r}, expected a Python file, a notebook, a folder, or a module"
        )
    origin = Path(spec.origin)
    return origin.parent if origin.name == "__init__.py" else origin


@contextmanager
def _surroundings(stand_ins: StandIns) -> Iterator[None]:
    """Stand-ins for packages that are absent; warnings and the working directory are as before afterwards."""
    folder = os.getcwd()
    sys.meta_path.append(stand_ins)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        os.chdir(folder)


def _file(path: Path, found: Loaded, seconds: float, skip: Sequence[str], begin: Callable[[str], None]) -> None:
    """Run one file as a module, or as part of the package that its folders make."""
    source = read(path)
    found.failed += source.failed
    package = home(path, source.climbs)
    sys.meta_path.insert(0, package.finder)
    name = package.name or MARK + path.stem
    if name in sys.modules and getattr(sys.modules[name], "__file__", None) == str(path):
        found.modules.append(sys.modules[name])  # another file imported it
        return
    module = ModuleType(name)
    module.__file__ = source.name
    module.__package__ = name if path.name == "__init__.py" else name.rpartition(".")[0]
    if path.name == "__init__.py":
        module.__path__ = [str(path.parent)]
    sys.modules[name] = module
    os.chdir(path.parent)
    for statement in source.statements:
        place = f"{path.name}, {source.place(statement)}"
        if place in skip:
            continue
        begin(place)
        if (what := _run(statement, module, source, seconds)) is not None:
            found.failed.append(Failure(path.name, source.place(statement), what))
    found.modules.append(module)


def _run(statement: ast.stmt, module: ModuleType, source: Source, seconds: float) -> str | None:
    """Run one statement; what went wrong, in a line."""
    code = compile(ast.Module([statement], []), source.name, "exec")
    for _ in range(LONGEST):
        try:
            with alarm(seconds):
                exec(code, vars(module))
            return None
        except ModuleNotFoundError as error:
            if error.name is None or not StandIns.wanted(error.name):
                return str(Raised.of(error))
        except TooLong:
            return f"it did not end within {seconds:g} seconds"
        except EOFError:
            return "it asks for input"
        except SystemExit:
            return "it exits the interpreter"
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return str(Raised.of(error))
    return "it needs too many packages that are absent"
