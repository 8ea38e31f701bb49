"""Where from-scratch code leaves its gradients: returned in some order, in attributes, dictionaries, lists."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from .roles import gradient_role, role

# Of a parameter that is an object or a dictionary.
PARTS = tuple("grad gradient grads gradients d dw g delta".split())
KEPT = ("grads", "gradients", "grad", "dparams", "d_params", "grad_params", "param_grads", "derivatives", "dgrads")


def is_array(x: Any) -> bool:
    """Numbers that can be a gradient."""
    return isinstance(x, (np.ndarray, np.floating, float)) and not (isinstance(x, np.ndarray) and x.dtype == object)


def returned(result: Any, function: Callable[..., Any], op: str) -> list[tuple[str | None, np.ndarray]]:
    """What `backward` returned: arrays, each with the argument whose gradient it is if a name says so."""
    if isinstance(result, Mapping):
        return [
            (gradient_role(str(k), op) or role(str(k), op), np.asarray(v)) for k, v in result.items() if is_array(v)
        ]
    if is_array(result):
        return [("input", np.asarray(result))]
    if not isinstance(result, (tuple, list)):
        return []
    labels = _labels(function, op)
    flat: list[tuple[str | None, np.ndarray]] = []
    for i, item in enumerate(result):
        label = labels[i] if len(labels) == len(result) else None
        if is_array(item):
            flat.append((label, np.asarray(item)))
        elif isinstance(item, Mapping):
            flat += returned(item, function, op)
        elif isinstance(item, (tuple, list)):
            flat += [(None, np.asarray(x)) for x in item if is_array(x)]
    return flat


def _labels(function: Callable[..., Any], op: str) -> list[str | None]:
    """The roles of the names in the last `return` of a function."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, IndentationError):
        return []
    found = [
        n.value for n in ast.walk(tree) if isinstance(n, ast.Return) and isinstance(n.value, (ast.Tuple, ast.List))
    ]
    if not found:
        return []
    names = (
        e.id if isinstance(e, ast.Name) else e.attr if isinstance(e, ast.Attribute) else "" for e in found[-1].elts
    )
    return [gradient_role(name, op) if name else None for name in names]


def kept(owner: Any, op: str) -> Iterator[tuple[str, np.ndarray]]:
    """The gradients in an object's attributes, with the argument that each is of."""
    attributes = dict(getattr(owner, "__dict__", {}))
    for name, value in attributes.items():
        if is_array(value) and (found := gradient_role(name, op)):
            yield found, np.asarray(value)
    for name, value in attributes.items():
        if name.strip("_").lower() in KEPT:
            if isinstance(value, Mapping):
                for key, x in value.items():
                    if is_array(x) and (found := gradient_role(str(key), op) or role(str(key), op)):
                        yield found, np.asarray(x)
            elif isinstance(value, (list, tuple)):
                for found, x in zip(("weight", "bias"), value):
                    if is_array(x):
                        yield found, np.asarray(x)
    for name, value in attributes.items():
        if (found := role(name, op)) in ("weight", "bias"):
            for key in PARTS:
                inside = value.get(key) if isinstance(value, Mapping) else getattr(value, key, None)
                if not isinstance(value, np.ndarray) and is_array(inside):
                    yield found, np.asarray(inside)
                    break
    params = attributes.get("params", attributes.get("parameters", attributes.get("_params")))
    if isinstance(params, Mapping):
        for key, value in params.items():
            inside = value.get("grad") if isinstance(value, Mapping) else getattr(value, "grad", None)
            if is_array(inside) and (found := role(str(key), op)):
                yield found, np.asarray(inside)


def sorted_out(
    given: list[tuple[str | None, np.ndarray]],
    attributes: list[tuple[str, np.ndarray]],
    shapes: Mapping[str, tuple[int, ...]],
) -> dict[str, np.ndarray]:
    """A gradient for every argument that has one: by name, then by shape, then by place.

    Args:
        given: what was returned.
        attributes: what the object keeps.
        shapes: of the arguments that have gradients, as the code has them, in their usual order.
    """
    found: dict[str, np.ndarray] = {}
    for label, x in given:
        if label is not None and label in shapes:
            found.setdefault(label, x)
    for label, x in attributes:
        found.setdefault(label, x)
    rest = [x for label, x in given if label is None or label not in shapes]
    for name, shape in shapes.items():
        fits = [x for x in rest if x.shape == shape]
        if name not in found and fits:
            found[name] = fits[0]
            rest = [x for x in rest if x is not fits[0]]
    for name in shapes:
        if name not in found and rest:
            found[name] = rest.pop(0)
    return {name: x for name, x in found.items() if name in shapes}
