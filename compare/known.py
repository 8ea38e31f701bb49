"""Differences from PyTorch that are known and meant, each with its reason. One that no longer happens is an error."""

from __future__ import annotations

from dataclasses import dataclass

from .verdict import Row


@dataclass(frozen=True)
class Known:
    """A difference that is expected of scratch: where, and why. `quantity` and `dtype` may be "" for any."""

    op: str
    case: str
    reason: str
    quantity: str = ""
    dtype: str = ""

    def covers(self, row: Row) -> bool:
        """True for the rows that this entry speaks of."""
        return (
            (self.op, self.case) == (row.op, row.case)
            and self.quantity in ("", row.quantity)
            and self.dtype in ("", row.dtype)
        )


KNOWN: tuple[Known, ...] = ()
