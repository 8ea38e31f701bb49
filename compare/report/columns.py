"""Lines in columns, as plain text: for a terminal of any width, a pipe, a file, a notebook."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap

PIPE_WIDTH = 160  # where no terminal says how wide it is
GAP = "  "


def columns(lines: Sequence[dict[str, str]], width: int = PIPE_WIDTH) -> tuple[list[str], list[str]]:
    """The header, and what stands under it; no column where every line is blank.

    Cells wrap between words, the widest column first, until the table is no wider than `width`. A word is never broken:
    where the longest words need more, the table is as wide as they are.
    """
    names = [name for name in lines[0] if any(line[name] for line in lines)]
    cells = [[name, *(line[name] for line in lines)] for name in names]
    widths = [max(map(len, column)) for column in cells]
    least = [max((len(word) for cell in column for word in cell.split()), default=0) for column in cells]
    while sum(widths) + len(GAP) * (len(names) - 1) > width and widths != least:
        widest = max((i for i in range(len(names)) if widths[i] > least[i]), key=widths.__getitem__)
        widths[widest] -= 1
    numeric = [all(map(_is_number, filter(None, column[1:]))) for column in cells]
    header, *rows = (_row(row, widths, numeric) for row in zip(*cells))
    return header, [line for row in rows for line in row]


def _row(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> list[str]:
    wrapped = [
        [cell] if len(cell) <= w else wrap(cell, w, break_long_words=False, break_on_hyphens=False)
        for cell, w in zip(cells, widths)
    ]
    return [
        GAP.join(p.rjust(w) if right else p.ljust(w) for p, w, right in zip(parts, widths, numeric)).rstrip()
        for parts in zip_longest(*wrapped, fillvalue="")
    ]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
