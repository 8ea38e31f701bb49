"""The command `parity`. Heavy imports wait until a command runs: `parity --help` needs neither NumPy nor PyTorch.

Each command is a function in a file of its name; a new one is its file and its line here.
"""

from __future__ import annotations

from importlib import import_module

from ._app import app, main

COMMANDS = (  # in the order of the help
    "report",
    "check",
    "causes",
    "grade",
    "start",
    "ops",
)

__all__ = ["app", "main"]

for _name in COMMANDS:
    app.command()(getattr(import_module(f".{_name}", __name__), _name))
