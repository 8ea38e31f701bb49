"""A user's file as statements: a script in any encoding, a notebook, a file of which a part does not parse."""

from __future__ import annotations

import ast
import json
import linecache
import tokenize
import warnings
from dataclasses import dataclass, field
from pathlib import Path

from ..usage import UsageError

LEFT_OUT = ("setup.py", "conftest.py")
FOLDERS = ("__pycache__", "site-packages", "node_modules", "venv", "env", "build", "dist", "tests", "test")
MOST = 200  # files of a folder


@dataclass(frozen=True)
class Failure:
    """What could not be loaded: where, and why, in a line."""

    file: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}, {self.where}: {self.what}"


@dataclass
class Source:
    """The statements of a file, and its name for tracebacks; `cells` are the first lines of a notebook's cells."""

    name: str
    statements: list[ast.stmt] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)

    @property
    def climbs(self) -> int:
        """How far up its relative imports reach: 0 where it has none."""
        levels = [n.level for s in self.statements for n in ast.walk(s) if isinstance(n, ast.ImportFrom)]
        return max(levels, default=0)

    def place(self, statement: ast.stmt) -> str:
        """`line 3`, or `cell 2, line 3` of a notebook."""
        return self.at(statement.lineno)

    def at(self, line: int) -> str:
        if not self.cells:
            return f"line {line}"
        number = max(i for i, first in enumerate(self.cells) if first <= line)
        return f"cell {number + 1}, line {line - self.cells[number] + 1}"


def python_files(folder: Path) -> list[Path]:
    """The files of a folder that may hold code to check: no tests, no set-up, nothing hidden, no environment."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder).parts
        if any(p.startswith(".") or p in FOLDERS for p in parts[:-1]) or any(
            (folder.joinpath(*parts[:i]) / "pyvenv.cfg").exists() for i in range(1, len(parts))
        ):
            continue
        if path.name not in LEFT_OUT and not path.name.startswith("test_"):
            found.append(path)
    return found[:MOST]


def read(path: Path) -> Source:
    """Read and parse a file.

    Raises:
        UsageError: it cannot be read, or is no text.
    """
    try:
        text = _decoded(path)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {str(path)!r}: {getattr(error, 'strerror', None) or error}") from None
    if path.suffix == ".ipynb":
        text, cells = _of_notebook(path, text)
        source = Source(f"<{path.name}>", cells=cells)
        linecache.cache[source.name] = (len(text), None, text.splitlines(keepends=True), source.name)
    else:
        source = Source(str(path))
        linecache.checkcache(source.name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            source.statements = ast.parse(text, source.name).body
        except (SyntaxError, ValueError, RecursionError) as error:
            _in_parts(text, source, path, error)
    return source


def _decoded(path: Path) -> str:
    """The text: as the file says, as UTF-8, or as Japanese or Western editors write."""
    data = path.read_bytes()
    if b"\0" in data:
        raise ValueError("it is no text")
    try:
        with tokenize.open(path) as file:
            return file.read()
    except (SyntaxError, UnicodeDecodeError):
        for encoding in ("cp932", "latin-1"):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise ValueError("its encoding is not known")


def _of_notebook(path: Path, text: str) -> tuple[str, list[int]]:
    """The code cells one below the other, without magics; the first line of each."""
    try:
        cells = [c["source"] for c in json.loads(text)["cells"] if c.get("cell_type") == "code"]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise UsageError(f"{str(path)!r} is no notebook, expected JSON with cells") from None
    lines: list[str] = []
    starts = []
    for cell in cells:
        starts.append(len(lines) + 1)
        own = ("".join(cell) if isinstance(cell, list) else str(cell)).splitlines() or [""]
        if own[0].startswith("%%") and own[0].split()[0] not in ("%%time", "%%timeit", "%%capture"):
            own = ["" for _ in own]  # another language
        lines += [
            "" if line.lstrip().startswith(("%", "!", "?")) or line.rstrip().endswith("?") else line for line in own
        ]
    return "\n".join(lines) + "\n", starts


def _in_parts(text: str, source: Source, path: Path, error: Exception) -> None:
    """Keep the top-level blocks that parse, and say which do not."""
    lines = text.splitlines()
    starts = [
        i
        for i, line in enumerate(lines)
        if line[:1].strip() and not line.startswith((")", "]", "}", "#", "else", "elif", "except", "finally"))
    ]
    for start, end in zip(starts, [*starts[1:], len(lines)]):
        block = "\n" * start + "\n".join(lines[start:end]) + "\n"
        try:
            source.statements += ast.parse(block, source.name).body
        except (SyntaxError, ValueError, RecursionError) as wrong:
            line = getattr(wrong, "lineno", None) or start + 1
            source.failed.append(
                Failure(path.name, source.at(line), f"it does not parse: {getattr(wrong, 'msg', wrong)}")
            )
    if not source.failed:
        line = getattr(error, "lineno", None) or 1
        source.failed.append(Failure(path.name, source.at(line), f"it does not parse: {getattr(error, 'msg', error)}"))
