"""What can be started, read from scratch: every op, layers that are one op, and gates."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import scratch.gates
import scratch.nn
from scratch import functional as F

from ..contract import OPS, Op
from ..own.skeletons.blueprint import Blueprint
from ..usage import UsageError, chosen

# Layers whose names are not their ops' with other capitals.
OTHERWISE = {"BCELoss": "binary_cross_entropy", "BCEWithLogitsLoss": "binary_cross_entropy_with_logits"}


def startable() -> dict[str, list[str]]:
    """Every name, by concept."""
    found: dict[str, list[str]] = {"gates": _gates()}
    for op in OPS.values():
        found.setdefault(op.concept, []).append(op.name)
    return {**found, "layers": sorted(_layers())}


def usual_style(name: str) -> str:
    """The style in which something is started if none is asked for."""
    return "class" if name in _layers() else "function"


def blueprint(name: str, style: str) -> Blueprint:
    """What there is to know of something that can be started.

    Raises:
        UsageError: there is no such thing; a gate that is to be anything but a function.
    """
    layers = _layers()
    try:
        chosen("name", [name], [n for names in startable().values() for n in names])
    except UsageError as error:
        raise UsageError(f"{error}; parity start --list lists them") from None
    if name in _gates():
        if style != "function":
            raise UsageError(f"{name} is a gate and has no backward pass; style is {style!r}, expected 'function'")
        gate = getattr(scratch.gates, name)
        doc, example = _documented(gate, name)
        return Blueprint(name, Op(name, "gates", ()), _signature(gate), doc, example)
    op = OPS[layers.get(name, name)]
    function = getattr(F, op.name)
    signature, (doc, example) = _signature(function), _documented(function, op.name)
    if style == "class" and name in layers:
        signature = _with_defaults(signature, getattr(scratch.nn, name))
    kind = name if name in layers else "".join(word.capitalize() for word in op.name.split("_"))
    return Blueprint(kind, op, signature, "\n\n".join([doc, *_referred(doc, op.name)]), example)


def _gates() -> list[str]:
    """The gates that return an array, and no record of what they learnt."""
    found = inspect.getmembers(scratch.gates, inspect.isfunction)
    own = {name: f for name, f in found if not name.startswith("_") and name not in OPS}
    return [name for name, f in own.items() if inspect.signature(f).return_annotation == "np.ndarray"]


def _layers() -> dict[str, str]:
    """The op of every layer that is one op."""
    ops = {name.replace("_", ""): name for name in OPS}
    found = dict(OTHERWISE)
    for name in scratch.nn.__all__:
        plain = re.sub(r"norm[123]d$", "norm", name.lower())
        op = ops.get(plain, ops.get(plain.removesuffix("loss")))
        if op is not None and name[0].isupper():
            found.setdefault(name, op)
    return found


def _signature(function: object) -> inspect.Signature:
    """The signature; arrays alone are annotated."""
    signature = inspect.signature(function)  # type: ignore[arg-type]
    return signature.replace(parameters=[_annotated(p) for p in signature.parameters.values()])


def _annotated(p: inspect.Parameter) -> inspect.Parameter:
    kind = re.sub(r"(np\.nd|\bA)rray\b", "np.ndarray", str(p.annotation))
    return p.replace(annotation=kind if "np.ndarray" in kind else p.empty)


def _with_defaults(signature: inspect.Signature, layer: type) -> inspect.Signature:
    """The same with the layer's defaults, where it has an option of the same name."""
    own = inspect.signature(layer).parameters
    same = {p.name for p in signature.parameters.values() if p.annotation is p.empty} & set(own)
    changed = [p.replace(default=own[n].default) if n in same else p for n, p in signature.parameters.items()]
    return signature.replace(parameters=changed)


def _documented(function: object, name: str) -> tuple[str, str]:
    """What the docstring says, and its example as one calls it in its own file."""
    doc, mark, example = (inspect.getdoc(function) or "").partition(">>>")
    example = (mark + example).replace(">>> from scratch import functional as F\n", "")
    example = example.replace(">>> import numpy as np\n", "").replace(f"F.{name}(", f"{name}(")
    return doc.rstrip(), "" if re.search(r"\bF\.", example) else example


def _referred(doc: str, name: str) -> Iterator[str]:
    """The equations and arguments of the ops that a docstring refers to in their place."""
    for other in dict.fromkeys(re.findall(r"(?:[Ss]ee|as in|of) `(\w+)`", doc)):
        if other in OPS and other != name:
            text = _documented(getattr(F, other), other)[0].partition("\n\nReturns")[0]
            yield f"`{other}`:\n\n{text}"
