"""PyTorch's way to call what is written in another style, for ops that are recognised under PyTorch's name alone."""

from __future__ import annotations

from collections.abc import Sequence

from ._text import call, define
from .blueprint import Blueprint, Parameters

SAYS = '    """Nothing to fill in: what is above, called in PyTorch\'s way, for `parity report`."""'


def to_layer(b: Blueprint, owned: Parameters, handed: Parameters) -> str:
    """A function that makes a layer for each call."""
    given = [p.name if p.kind is not p.KEYWORD_ONLY else f"{p.name}={p.name}" for p in handed]
    made = call(f"layer = {b.name}", [f"{b.short(p.name)}={p.name}" for p in owned], "", "    ")
    direct = [f"d{b.short(n)}" for n in b.differentiated]
    back = f"{', '.join(direct)} = layer.backward(dy)" if direct else "layer.backward(dy)"
    kept = [f"layer.d{b.short(n)}" for n in b.learnt]
    forward = [made, call("y = layer.forward", given, "", "    ")]
    return _bridge(b, [*forward, *_written(b, "layer.{}")], [back, f"return {_tuple([*direct, *kept])}"])


def to_pair(b: Blueprint, arrays: Parameters, options: Parameters, dictionary: str) -> str:
    """A function that calls the one, and whose pullback calls the other."""
    given, before = [p.name for p in arrays], []
    if dictionary:
        before = [_dictionary(dictionary, options)]
        given.append(dictionary)
    else:
        given += [f"{p.name}={p.name}" for p in options]
    forward = [*before, call(f"y, cache = {b.op.name}_forward", given, "", "    ")]
    back = f"{b.op.name}_backward(dy, cache)"
    grads = len(b.differentiated) + len(b.learnt)
    returned = {0: [back, "return ()"], 1: [f"return ({back},)"]}.get(grads, [f"return {back}"])
    return _bridge(b, [*forward, *_written(b, dictionary + '["{}"]')], returned)


def _bridge(b: Blueprint, forward: Sequence[str], backward: Sequence[str]) -> str:
    lines = ["", "", define(b.op.name, b.parameters), SAYS, *forward, "", "    def backward(dy):"]
    return "\n".join([*lines, *(f"        {line}" for line in backward), "", "    return y, backward", ""])


def _written(b: Blueprint, where: str) -> list[str]:
    """Statistics go back to where they came from, whether they were updated in place or not."""
    found = []
    for name in b.op.buffers:
        found += [f"    if {name} is not None:", f"        {name}[...] = {where.format(name)}"]
    return found


def _dictionary(name: str, options: Parameters) -> str:
    entries = [f'"{p.name}": {p.name}' for p in options]
    line = f"    {name} = {{{', '.join(entries)}}}"
    if len(line) <= 120:
        return line
    return f"    {name} = {{\n" + "".join(f"        {entry},\n" for entry in entries) + "    }"


def _tuple(parts: Sequence[str]) -> str:
    return f"({parts[0]},)" if len(parts) == 1 else ", ".join(parts) or "()"
