"""`compare.check` for whatever it is handed: a namespace with PyTorch's names, or a user's own code."""

from __future__ import annotations

import inspect
from contextlib import suppress
from types import ModuleType
from typing import TYPE_CHECKING, Any

from . import suite
from .cases import cases
from .contract import OPS
from .report import Report
from .run import parameter_names, quiet
from .usage import UsageError

if TYPE_CHECKING:
    from .own.check import Checked


CONTRACT = {"concept", "case", "dtype", "device", "tf32", "questions"}  # options of the report alone


def check(candidate: str | ModuleType | Any = "scratch", *, against: Any = None, **options: Any) -> Report | Checked:
    """Hold code against PyTorch: find what differs, and for a user's own code also why.

    Args:
        candidate: a namespace that speaks the contract (`scratch`, by name or as a module): see `compare.suite.check`.
            Or code in any style: a class, a function, or a module of them: it is recognised, asked, and diagnosed.
        against: what the class or function is, where its name does not say so: PyTorch's function
            (`torch.nn.functional.gelu`), its layer (`torch.nn.GELU`), or the op's name.
        options: of `compare.suite.check`; for own code `only` and `seed`.

    Returns:
        a report with `.ok`, `.frame`, `.failures`; for own code also `.findings` with the causes. Printed, it is the
        text of the command.

    Raises:
        UsageError: what is asked for does not exist.
    """
    if against is None and (_speaks(candidate) or CONTRACT & options.keys()):
        return suite.check(candidate, **options)
    from .own.check import check as check_own

    return check_own(candidate, op=None if against is None else op_of(against), **options)


def assert_parity(candidate: str | ModuleType | Any, **options: Any) -> None:
    """Fail a test when `check(candidate, **options)` finds a disagreement, or nothing to check.

    Raises:
        AssertionError: with everything that does not agree; for own code with the causes.
    """
    found = check(candidate, **options)
    if not found.ok:
        raise AssertionError(found.explanation())


def op_of(against: Any) -> str:
    """The op that PyTorch's function, layer, or name stands for.

    Raises:
        UsageError: it is none that is known here.
    """
    from .own.words import ops_named

    if isinstance(against, str):
        name = against
    else:
        named = against if hasattr(against, "__name__") else type(against)
        name = str(getattr(named, "__name__", ""))
    if name in OPS:
        return name
    if not isinstance(against, str) and inspect.isclass(against):
        found = next((op for op in ops_named(name) if op in OPS), None)
        if found is not None:
            return found
    raise UsageError(
        f"against is {against!r}, expected a function or a layer of torch.nn, or one of the names in parity ops"
    )


def _speaks(candidate: Any) -> bool:
    """Whether something is a namespace under the contract: it has rooms, or ops with PyTorch's argument names."""
    if isinstance(candidate, str) or hasattr(candidate, "functional"):
        return True
    if inspect.isclass(candidate) or inspect.isfunction(candidate) or inspect.isbuiltin(candidate):
        return False
    own = [n for n in OPS if callable(getattr(candidate, n, None))]
    if not own:
        return not isinstance(candidate, ModuleType) and not callable(candidate)
    return any(_speaks_of(getattr(candidate, n), n) for n in own)


def _speaks_of(function: Any, op: str) -> bool:
    """Whether a function with an op's name is under the contract: by the pair that it gives, else by its names."""
    call = next(c.call for c in cases(op, 0) if not c.raises)
    with suppress(BaseException), quiet():
        found = function(*call.args, **call.kwargs)
        return isinstance(found, tuple) and len(found) == 2 and callable(found[1])
    try:
        taken = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        return True
    return not taken or taken[0].kind is taken[0].VAR_POSITIONAL or taken[0].name == parameter_names(op)[0]
