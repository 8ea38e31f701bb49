"""Differences from PyTorch that are known and meant, each with its reason. One that no longer happens is an error."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ..contract import DEFAULT, Answer, Question, Raised
from ..run import Reference
from ..verdict import Row
from .difference import DISPUTED, Known
from .table import KNOWN

__all__ = ["DISPUTED", "KNOWN", "Known", "if_known", "no_longer"]


def if_known(row: Row, asked: Reference, found: Answer | Raised, name: str) -> Row:
    """The row, known if it is a difference that the question or the table has a reason for."""
    reason = getattr(asked.question, "known", None) if row.status in DISPUTED else None
    if reason is None and row.status in (*DISPUTED, "vacuous") and not isinstance(found, Raised):
        reason = next((k.reason for k in KNOWN if k.explains(row, asked, found, name)), None)
    return replace(row, status="known", cause=reason) if reason else row


def no_longer(asked: Sequence[Question], rows: Sequence[Row], dtypes: Sequence[str]) -> Iterator[Row]:
    """An entry of the known differences that was asked for, in every case, and did not happen is an error."""
    found = {(r.op, r.case) for r in rows if r.status == "known"}
    for q in asked:
        reason = getattr(q, "known", None)
        if reason and (q.op, q.case) not in found and set(q.dtypes) & set(dtypes):
            yield Row(q.concept, q.op, q.case, "", "known difference", "error", cause=f"no longer happens: {reason}")
    concepts = {q.op: q.concept for q in asked}
    reasons = {(r.op, r.cause) for r in rows if r.status == "known"}
    for entry in KNOWN:
        asked_for = {entry.dtype} if entry.dtype else set(DEFAULT)  # of half precision PyTorch may have no kernel
        due = entry.op in concepts and asked_for & set(dtypes) and not entry.sometimes
        if due and (entry.op, entry.reason) not in reasons:
            place = (concepts[entry.op], entry.op, entry.case, entry.dtype, entry.quantity)
            yield Row(*place, "error", cause=f"no longer happens: {entry.reason}")
