"""What people change in a line to mend it: every small rewrite that is worth a try."""

from __future__ import annotations

import re
from collections.abc import Iterator

NAME = r"[A-Za-z_][\w.]*(?:\[[^\[\]]*\])?"
SWAPS: tuple[tuple[str, str], ...] = (
    (r"np\.mean\(", "np.sum("),
    (r"\.mean\(", ".sum("),
    (r"np\.sum\(", "np.mean("),
    (r"\.sum\(", ".mean("),
    (r">=", ">"),
    (r"(?<![<>=-])>(?!=)", ">="),
    (r"<=", "<"),
    (r"(?<![<>=])<(?!=)", "<="),
    (r"axis=0", "axis=1"),
    (r"axis=1", "axis=0"),
    (r"axis=-1", "axis=0"),
    (r"\.T\b", ""),
    (r"\bddof=1\b", "ddof=0"),
    (r",\s*ddof=1\b", ""),
    (r"\b0\.5 \* ", ""),
    (r"\b2(?:\.0)? \* ", ""),
    (r" / 2(?:\.0)?\b", ""),
    (r"\*\* ?2\b", ""),
    (r"\+=", "="),
    (r"-=", "+="),
    (r"\+=", "-="),
    (r"\[::-1, ::-1\]", ""),
    (r"\[:, :, ::-1, ::-1\]", ""),
    (r"np\.log2\(", "np.log("),
    (r"np\.log10\(", "np.log("),
    (r"np\.zeros\(", "np.ones("),
    (r"\bnp\.maximum\(", "np.minimum("),
    (r"keepdims=True", "keepdims=False"),
    (r" \+ 1\b", ""),
    (r" - 1\b", ""),
    (r"-1 \+ ", ""),
)
RULES: tuple[tuple[str, str], ...] = (
    (rf"1(?:\.0)? ?/ ?\(1(?:\.0)? ?\+ ?np\.exp\(-({NAME})\)\)", r"\1"),
    (rf"np\.dot\(({NAME}), ({NAME})\)", r"np.dot(\1.T, \2)"),
    (rf"np\.dot\(({NAME}), ({NAME})\)", r"np.dot(\1, \2.T)"),
    (rf"({NAME}) @ ({NAME})", r"\1.T @ \2"),
    (rf"({NAME}) @ ({NAME})", r"\1 @ \2.T"),
    (rf"({NAME})\.dot\(({NAME})\)", r"\1.dot(\2.T)"),
    (rf"({NAME})\.dot\(({NAME})\)", r"\1.T.dot(\2)"),
    (rf"\(({NAME}) - ({NAME})\)", r"(\2 - \1)"),
    (rf"= ({NAME}) - ({NAME})$", r"= \2 - \1"),
    (rf"np\.sqrt\(({NAME})\) \+ ([\w.]+)", r"np.sqrt(\1 + \2)"),
    (rf"\(1(?:\.0)? - ({NAME})\)", r"(1 - \1 ** 2)"),
    (rf"\(1(?:\.0)? - ({NAME})\)", r"\1"),
    (rf"\(1(?:\.0)? \+ ({NAME})\)", r"(1 - \1)"),
    (rf"\b[a-z_]+\(({NAME})\)", r"\1"),
    (rf"np\.flip\(({NAME})[^()]*\)", r"\1"),
    (rf"np\.rot90\(({NAME})[^()]*\)", r"\1"),
    (rf"np\.exp\(({NAME})\)", r"np.exp(\1 - np.max(\1, axis=-1, keepdims=True))"),
    (r"^(\s*)([\w.]+)\[(.+)\] \+?= (.+)$", r"\1np.add.at(\2, \3, \4)"),
    (r"^(\s*)([\w.]+\[.+\]) = (.+)$", r"\1\2 += \3"),
    (r"^(\s*(?:return|[\w.\[\], ]+ =)) -(?=\w|\()(.+)$", r"\1 \2"),
    (r"^(\s*(?:return|[\w.]+ =)) (.+)$", r"\1 -(\2)"),
    (r"^(\s*(?:return|[\w.]+ =)) (.+) [*/] [\w.\[\]]+$", r"\1 \2"),
    (r"^(\s*(?:return|[\w.]+ =)) [\w.]+ [*] (.+)$", r"\1 \2"),
    (r"^(\s*(?:return|[\w.]+ =)) (.+)$", r"\1 2 * (\2)"),
    (r"^(\s*(?:return|[\w.]+ =)) (.+)$", r"\1 0.5 * (\2)"),
    (rf"np\.(sum|mean)\(({NAME})\)", r"np.\1(\2, axis=0)"),
    (r"\.(sum|mean)\(\)", r".\1(axis=0)"),
    (rf"np\.(sum|max)\(({NAME})\)", r"np.\1(\2, axis=1, keepdims=True)"),
    (rf"np\.(sum|max)\(({NAME}), axis=(-?\d)\)", r"np.\1(\2, axis=\3, keepdims=True)"),
    (r"^(\s*[\w.]+ = )([^=].*)$", r"\1np.sum(\2, axis=0)"),
    (rf"({NAME})\.reshape\((.*), order='F'\)", r"\1.reshape(\2)"),
)


def rewrites(line: str, upstream: str, given: str, counts: tuple[str, ...]) -> Iterator[str]:
    """Every line that a person might have meant.

    Args:
        upstream: the name of the upstream gradient in the function, empty in a forward pass.
        given: the name of the input in the function.
        counts: expressions for the size of the batch.
    """
    seen = {line}
    for found in _all(line, upstream, given, counts):
        if found not in seen:
            seen.add(found)
            yield found


def _all(line: str, upstream: str, given: str, counts: tuple[str, ...]) -> Iterator[str]:
    value = re.match(r"^(\s*(?:return|[\w.\[\]']+ =)) (?!=)(.+)$", line)
    if value and upstream:
        yield f"{value[1]} {_grouped(value[2])} * {upstream}"
    for pattern, new in SWAPS:
        for m in re.finditer(pattern, line):
            yield line[: m.start()] + new + line[m.end() :]
    for pattern, new in RULES:
        for m in re.finditer(pattern, line):
            yield line[: m.start()] + m.expand(new) + line[m.end() :]
    yield from _whole_slices(line)
    if value:
        for count in counts:
            yield f"{value[1]} {_grouped(value[2])} / {count}"
            yield f"{value[1]} {_grouped(value[2])} * {count}"


def _grouped(text: str) -> str:
    return text if re.fullmatch(r"[\w.]+", text) else f"({text})"


def _whole_slices(line: str) -> Iterator[str]:
    """`x[:, :, p:-p, p:-p]`, which is empty where p is 0, as slices to the size less p."""
    for m in re.finditer(r"([\w.]+)\[([^\[\]]*:-[\w.]+[^\[\]]*)\]", line):
        slices = [s.strip() for s in m[2].split(",")]
        for axis, each in enumerate(slices):
            if found := re.fullmatch(r"([\w.]+):-([\w.]+)", each):
                slices[axis] = f"{found[1]}:{m[1]}.shape[{axis}] - {found[2]}"
        yield line[: m.start()] + f"{m[1]}[{', '.join(slices)}]" + line[m.end() :]
