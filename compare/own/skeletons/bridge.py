"""PyTorch's way to call what is written in another style, for ops that are recognised under PyTorch's name alone."""

from __future__ import annotations

from collections.abc import Sequence

from ._text import WIDTH, call, define
from .blueprint import Blueprint, Parameters

SAYS = '    """Nothing to fill in: what is above, called in PyTorch\'s way, for `parity report`."""'
TUPLE = "grads if isinstance(grads, tuple) else (grads,)"


def to_layer(b: Blueprint, owned: Parameters, handed: Parameters) -> str:
    """A function that makes a layer for each call."""
    given = [p.name if p.kind is not p.KEYWORD_ONLY else f"{p.name}={p.name}" for p in handed]
    made = call(f"layer = {b.name}", [f"{b.short(p.name)}={p.name}" for p in owned], "", "    ")
    kept = [f"layer.d{b.short(n)}" for n in b.learnt]
    back = ["grads = layer.backward(dy)", f"return (*({TUPLE}), {', '.join(kept)})" if kept else f"return {TUPLE}"]
    forward = [made, call("y = layer.forward", given, "", "    ")]
    return _bridge(b, [*forward, *_written(b, "layer.{}")], back)


def to_pair(b: Blueprint, arrays: Parameters, options: Parameters, dictionary: str) -> str:
    """A function that calls the one, and whose pullback calls the other."""
    given, before = [p.name for p in arrays], []
    if dictionary:
        before = [_dictionary(dictionary, options)]
        given.append(dictionary)
    else:
        given += [f"{p.name}={p.name}" for p in options]
    forward = [*before, call(f"y, cache = {b.op.name}_forward", given, "", "    ")]
    back = [f"grads = {b.op.name}_backward(dy, cache)", f"return {TUPLE}"]
    return _bridge(b, [*forward, *_written(b, dictionary + '["{}"]')], back)


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
    if len(line) <= WIDTH:
        return line
    return f"    {name} = {{\n" + "".join(f"        {entry},\n" for entry in entries) + "    }"
