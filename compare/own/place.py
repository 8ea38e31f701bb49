"""Where an object keeps its weights, its running statistics and its mode: read and set them by role."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from .roles import role

# Of a parameter that is an object or a dictionary.
VALUES = tuple("val data value w array x weights param _data".split())
HOLDERS = ("params", "parameters", "_params", "weights", "param", "_parameters", "w", "variables")


@dataclass(frozen=True)
class Place:
    """One place in an object: its role, and how to read and write it."""

    role: str
    read: Callable[[], Any]
    write: Callable[[Any], None]


def places(owner: Any, op: str) -> Iterator[Place]:
    """Every place in an object whose name says what it holds."""
    attributes = dict(getattr(owner, "__dict__", {}))
    for name, value in attributes.items():
        if (found := role(name, op)) is not None:
            yield from _within(found, owner.__dict__, name, value)
    for name, value in attributes.items():
        if name.lower() in HOLDERS:
            if isinstance(value, dict):
                for key in value:
                    if (found := role(str(key), op)) is not None:
                        yield from _within(found, value, key, value[key])
            elif isinstance(value, list) and value and all(_holds(x) for x in value):
                for found, (i, x) in zip(("weight", "bias"), enumerate(value)):
                    yield from _within(found, value, i, x)


def _within(found: str, holder: Any, key: Any, value: Any) -> Iterator[Place]:
    """The place itself, or the value within a parameter object or a small dictionary."""
    if isinstance(value, Mapping):
        for name in VALUES:
            if name in value:
                yield _item(found, value, name)
                return
    elif (
        value is not None
        and not isinstance(value, (np.ndarray, np.generic, int, float, str, list, tuple))
        and not callable(value)
    ):
        for inside in [n for n in VALUES if isinstance(getattr(value, n, None), np.ndarray)][:1]:
            yield Place(found, partial(getattr, value, inside), partial(setattr, value, inside))
    else:
        yield _item(found, holder, key)


def _item(found: str, holder: Any, key: Any) -> Place:
    def write(x: Any) -> None:
        old = holder[key]
        if (
            isinstance(old, np.ndarray)
            and isinstance(x, np.ndarray)
            and old.shape == x.shape
            and old.dtype == x.dtype
            and old.flags.writeable
        ):
            old[...] = x  # whoever else holds this array sees the new values too
        else:
            holder[key] = x

    return Place(found, lambda: holder[key], write)


def _holds(x: Any) -> bool:
    return isinstance(x, np.ndarray) or any(isinstance(getattr(x, name, None), np.ndarray) for name in VALUES)


def find(owner: Any, op: str, role: str) -> list[Place]:
    """The places that hold a role."""
    return [p for p in places(owner, op) if p.role == role]


MODES = tuple(
    """
    training train_flg is_training train_mode is_train mode trainable_mode _training train_flag istraining
    test eval_mode is_test inference
    """.split()
)


def set_mode(owner: Any, training: bool) -> bool:
    """Put an object into training or evaluation, by a method or an attribute. Returns whether there was a way."""
    for name in ("train", "eval") if training else ("eval", "test", "predict_mode"):
        method = getattr(owner, name, None)
        if callable(method) and name == ("train" if training else name):
            try:
                method()
                return True
            except TypeError:
                try:
                    method(training)
                    return True
                except Exception:
                    pass
            except Exception:
                pass
    attributes = getattr(owner, "__dict__", {})
    for name in MODES:
        if name in attributes:
            value = attributes[name]
            if isinstance(value, str):
                attributes[name] = "train" if training else "test"
            elif isinstance(value, (bool, int, np.bool_)):
                attributes[name] = training != (name in ("test", "eval_mode", "is_test", "inference"))
            else:
                continue
            return True
    return False
