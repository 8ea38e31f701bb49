"""Does your NumPy code agree with PyTorch, how closely, and if not, why?

import compare
report = compare.check("scratch")          # or any module with PyTorch's names
compare.assert_parity(mymodule, only="conv2d")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .suite import UsageError, assert_parity, check

__all__ = ["UsageError", "assert_parity", "check"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from . import suite

        return getattr(suite, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
