"""How a pooling layer shows its options."""

from __future__ import annotations

from ..module import Module


def shown(module: Module, *names: str) -> str:
    return ", ".join(f"{name}={getattr(module, name)}" for name in names)
