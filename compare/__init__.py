"""Does your NumPy code agree with PyTorch, how closely, and if not, why?

import compare
report = compare.check("scratch")          # or any module with PyTorch's names
compare.check(MyAffine)                    # or your own class, function or module, in any style
compare.assert_parity(mymodule, only="conv2d")
compare.explain(my_array, reference_array)  # why two bare arrays differ
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import assert_parity, check
    from .diagnose.explain import explain
    from .own.said import as_op
    from .usage import UsageError

_HOMES = {
    "UsageError": "usage",
    "as_op": "own.said",
    "assert_parity": "api",
    "check": "api",
    "explain": "diagnose.explain",
}
__all__ = ["UsageError", "as_op", "assert_parity", "check", "explain"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
