"""Where a command's output goes."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import typer


def writable(name: str) -> Path:
    """The path of an output, refused before any work is done if it cannot be written.

    Raises:
        TyperException: the folder is missing or read-only, or the path is a folder.
    """
    try:
        path = Path(name).resolve()
        if not name or path.is_dir() or name[-1] in (os.sep, os.altsep):
            raise typer.TyperException(f"cannot write {name!r}: expected a file, not a folder")
        if not path.parent.is_dir():
            raise typer.TyperException(f"cannot write {name!r}: there is no folder {path.parent}")
        if path.exists() and not os.access(path, os.W_OK):
            raise typer.TyperException(f"cannot write {name!r}: permission denied")
        if path.is_file() or not path.exists():
            with tempfile.TemporaryFile(dir=path.parent):  # the folder takes files
                pass
    except (OSError, ValueError) as error:  # a name that is too long, or that no file can have
        raise typer.TyperException(f"cannot write {name!r}: {getattr(error, 'strerror', None) or error}") from None
    return path


def create(name: str, text: str) -> None:
    """Write a file that is not there yet, whole or not at all.

    Raises:
        TyperException: it is there, or cannot be written.
    """
    path = writable(name)
    try:
        with open(path, "xb") as file:
            try:
                file.write(text.encode())
                file.flush()
            except BaseException:
                path.unlink()
                raise
    except FileExistsError:
        raise typer.TyperException(f"cannot write {name!r}: it is there already, expected a new file") from None
    except OSError as error:
        raise typer.TyperException(f"cannot write {name!r}: {error.strerror}") from None
