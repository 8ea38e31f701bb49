"""What was found out, for a person: a row per candidate, each problem with cause, evidence and mend."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from ..report.columns import columns
from ..report.tables import worded
from .finding import Finding, Problem
from .words import BACKWARD, DERIVATIVE, says

if TYPE_CHECKING:
    from .check import Checked

WIDTH = 120


def as_text(checked: Checked, width: int = WIDTH) -> str:
    """The whole answer as text."""
    lines = [headline(checked)]
    if checked.findings:
        header, rows = columns([_row(f) for f in checked.findings], width)
        lines += [*header, *rows, ""]
    problems = [p for f in checked.findings for p in f.problems]
    lines += paragraphs([p for p in problems if p.kind == "mistake"], width)
    if conventions := [p for p in problems if p.kind == "convention"]:
        lines += ["conventions that are not PyTorch's, no mistakes:", *_conventions(conventions, width), ""]
    for title, texts in (
        ("not recognised", _unrecognised(checked)),
        ("not loaded", checked.failed),
        ("noted", checked.notes),
    ):
        if texts:
            lines += [f"{title}:", *(line for text in texts for line in _indented(text, width)), ""]
    return "\n".join([*lines, last_line(checked)]) + "\n"


def paragraphs(problems: Sequence[Problem], width: int = WIDTH) -> list[str]:
    """Each with its number, its cause, the evidence, and the mend; a blank line after each."""
    return [line for number, problem in enumerate(problems, 1) for line in (*_mistake(number, problem, width), "")]


def headline(checked: Checked) -> str:
    """What was compared with what."""
    m = checked.meta
    libraries = f"{m['source']} (numpy {m['numpy']}) against {m['against']}"
    return f"{libraries}, {' and '.join(m['dtypes'])}, seed {m['seed']}, python {m['python']}"


def last_line(checked: Checked) -> str:
    """The verdict in a line."""
    verdicts = [f.verdict for f in checked.findings]
    mistakes = sum(p.kind == "mistake" for f in checked.findings for p in f.problems)
    conventions = len(checked.findings) and sum(p.kind == "convention" for f in checked.findings for p in f.problems)
    wrong = verdicts.count("mistake")
    parts = [
        f"{len(verdicts)} checked",
        f"{len(verdicts) - wrong - verdicts.count('unchecked')} right",
        f"{wrong} wrong",
    ]
    parts += [_many(mistakes, "mistake"), _many(conventions, "convention")]
    if checked.unrecognised:
        parts.append(f"{len(checked.unrecognised)} not recognised")
    word = ("agree", "DISAGREE", "nothing could be checked")[checked.exit_status]
    return f"{word}: {', '.join(parts)}"


def _many(n: int, word: str) -> str:
    return f"{n} {word}{'' if n == 1 else 's'}"


def _row(finding: Finding) -> dict[str, str]:
    by_quantity: dict[str, str] = {}
    for row in finding.rows:
        worst = (
            "differs"
            if not row.ok and row.kind != "convention"
            else "agrees"
            if row.status in ("agrees", "known", "dtype")
            else ""
        )
        if by_quantity.get(row.quantity) != "differs" and worst:
            by_quantity[row.quantity] = worst
    shown = {
        q: w
        for q, w in by_quantity.items()
        if q in ("y", "raises", "arguments changed") or q.startswith("grad ") or q.endswith(" after")
    }
    agree = [q for q, w in shown.items() if w == "agrees" and q not in ("raises", "arguments changed")]
    differ = [q for q, w in shown.items() if w == "differs"]
    return {
        "name": finding.candidate,
        "taken for": finding.op,
        "assumed": "; ".join(_short(a) for a in finding.assumptions[1:]),
        "agrees": _quantities(agree),
        "differs": _quantities(differ),
    }


def _short(assumption: str) -> str:
    return assumption.split(", PyTorch (")[0]


def _quantities(names: list[str]) -> str:
    """`y, grad input, weight` for y and the gradients of both."""
    plain = [n for n in names if not n.startswith("grad ")]
    grads = [n.removeprefix("grad ") for n in names if n.startswith("grad ")]
    return ", ".join([*plain, *(["grad " + ", ".join(grads)] if grads else [])])


def _mistake(number: int, p: Problem, width: int) -> list[str]:
    place = f"{os.path.basename(p.file)}:{p.at}" if p.file else ""
    lines = [f"{number}. {p.candidate}: {p.name}" + (f"  ({place})" if place else "")]
    mend = p.mend if p.edit is None else f"{os.path.basename(p.edit.file)}:{p.edit.at}\n{p.edit}"
    for title, text in (("cause", p.line), ("evidence", p.evidence), ("mend", mend)):
        if not text:
            continue
        if "\n" in text:
            lines += [f"   {title:<9}" + text.split("\n")[0], *(" " * 12 + line for line in text.split("\n")[1:])]
        else:
            first, *rest = wrap(text, width - 12) or [""]
            lines += [f"   {title:<9}{first}", *(" " * 12 + line for line in rest)]
    if p.also:
        lines += [f"   {'or':<9}{', '.join(p.also)}: the same on these inputs"]
    return lines


def _conventions(problems: list[Problem], width: int) -> list[str]:
    names: dict[tuple[str, str], list[str]] = {}
    for p in problems:
        names.setdefault((p.name, p.line), []).append(p.candidate)
    return [
        line for (name, text), who in names.items() for line in _indented(f"{', '.join(who)}: {text} ({name})", width)
    ]


def _unrecognised(checked: Checked) -> list[str]:
    """What was taken for nothing, and how to say what it is."""
    texts = [f"{u.candidate}: named like {u.guess}, but {u.reason}" for u in checked.unrecognised if u.guess]
    if rest := [u.candidate for u in checked.unrecognised if not u.guess]:
        texts.append(", ".join(rest[:20]) + (f" and {len(rest) - 20} more" if len(rest) > 20 else ""))
    if texts:
        name = checked.unrecognised[0].candidate
        texts.append(f"(parity check {checked.source}:{name} --as OP says what {name} is)")
    return texts


def _indented(text: str, width: int) -> list[str]:
    return wrap(
        text, width - 2, initial_indent="  ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def every_row(checked: Checked, of: str, width: int = WIDTH) -> str:
    """Every row about one thing; of `NAME.backward` those of the gradients."""
    part = of.partition(".")[2]
    backward = bool(part) and says(part, (*BACKWARD, *DERIVATIVE))
    shown = [r for r in checked.rows if not part or r.quantity.startswith("grad ") == backward]
    keys = ("case", "dtype", "quantity", "status", "max_abs", "max_rel", "budget", "where", "causes")
    lines = worded({key: ", ".join(r.causes) if key == "causes" else getattr(r, key) for key in keys} for r in shown)
    if not lines:
        return ""
    header, rows = columns(lines, width)
    return "\n".join(["", f"every row about {of}", *header, *rows]) + "\n"


def as_json(checked: Checked) -> dict[str, Any]:
    """One object: `meta`, `assumptions`, `rows`, `unrecognised`, `failed`."""
    return {
        "meta": checked.meta | {"verdict": last_line(checked)},
        "assumptions": [
            {k: v for k, v in f.packed().items() if k not in ("rows", "problems")} | {"verdict": f.verdict}
            for f in checked.findings
        ],
        "rows": [asdict(row) for row in checked.rows],
        "problems": [asdict(p) for f in checked.findings for p in f.problems],
        "unrecognised": [asdict(u) for u in checked.unrecognised],
        "failed": checked.failed,
        "notes": checked.notes,
    }
