"""What a call hands over, by role; who asks for what is remembered."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..run import parameters
from .roles import roles
from .words import words

MISSING = object()
# For parameters that must be given and are none of the op's.
USUAL: dict[str, Any] = {
    "lr": 1.0, "seed": 0, "name": "layer", "activation": None, "optimizer": None, "initializer": 0.1, "use_bias": True,
    "regularization": 0.0, "training": True, "testing": False, "padding": 0, "stride": 1,
}  # fmt: skip
SIZES: dict[str, tuple[str, ...]] = {
    "linear": ("in_features", "out_features"),
    "conv2d": ("in_channels", "out_channels", "kernel_size", "stride", "padding"),
    "conv1d": ("in_channels", "out_channels", "kernel_size", "stride", "padding"),
    "embedding": ("num_embeddings", "embedding_dim"),
    "batch_norm": ("num_features",),
    "layer_norm": ("num_features",),
    "max_pool2d": ("kernel_size", "stride"),
    "avg_pool2d": ("kernel_size", "stride"),
    "dropout": ("p",),
}


class Cannot(Exception):
    """The code cannot be called in this way; the message says what is missing."""


class Values:
    """Roles and what they are in one call. `used` are the roles that were asked for."""

    def __init__(self, op: str, given: Mapping[str, Any]):
        self.op, self.given = op, dict(given)
        self.used: set[str] = set()
        self.fallback: dict[str, Any] = {}  # torch's defaults, for parameters that must be given

    def __contains__(self, role: str) -> bool:
        return role in self.given

    def __getitem__(self, role: str) -> Any:
        self.used.add(role)
        return self.given[role]

    def get(self, role: str, default: Any = None) -> Any:
        return self[role] if role in self.given else default

    def handed_over(self, role: str) -> Any:
        """The array that the candidate was given and may have written to; None where it did not ask."""
        return self.given.get(role, self.fallback.get(role)) if role in self.used else None


class Options(dict[str, Any]):
    """A dictionary of parameters such as `conv_param`, that answers the keys asked for by their meaning."""

    def __init__(self, values: Values):
        super().__init__()
        self.values_, self.written = values, False

    def _found(self, key: Any) -> Any:
        role = roles([str(key)], self.values_.op, "forward").get(str(key))
        if key == "mode":
            return "train" if self.values_.get("training", True) else "test"
        return self.values_[role] if role is not None and role in self.values_ else MISSING

    def __missing__(self, key: Any) -> Any:
        if (found := self._found(key)) is not MISSING:
            return found
        role = roles([str(key)], self.values_.op, "forward").get(str(key))
        if role in self.values_.fallback:
            return self.values_.fallback[role]  # it must be there
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return super().__contains__(key) or self._found(key) is not MISSING

    def get(self, key: Any, default: Any = None) -> Any:
        return self[key] if self.__contains__(key) else default

    def setdefault(self, key: Any, default: Any = None) -> Any:
        if key not in self:
            self[key] = default
        return self[key]

    def pop(self, key: Any, *default: Any) -> Any:
        found = self.get(key, *default)
        super().pop(key, None)
        return found


def arguments(
    function: Callable[..., Any],
    values: Values,
    where: str,
    mapping: Mapping[str, str],
    extra: Mapping[str, Any] | None = None,
) -> tuple[list[Any], dict[str, Any]]:
    """The arguments with which to call `function`, found by the names of its parameters.

    Args:
        where: "construct", "forward" or "backward".
        mapping: roles of parameters as the user said, by name.
        extra: values by role that belong to this call alone.

    Raises:
        Cannot: a parameter must be given, and nothing says what it is.
    """
    found: dict[str, tuple[inspect.Parameter, Any]] = {}
    parameters = _parameters(function)
    known = {**roles([p.name for p in parameters], values.op, where), **mapping}
    extra = extra or {}
    unknown: list[inspect.Parameter] = []
    for p in parameters:
        if p.kind is p.VAR_KEYWORD or (p.kind is p.VAR_POSITIONAL and where == "construct"):
            continue
        if p.kind is p.VAR_POSITIONAL:
            found[p.name] = (p, tuple(_data(values, extra, where)))
            continue
        value = _value(known.get(p.name), values, extra, p)
        if value is MISSING and _a_dictionary(p.name, values.op):
            value = extra.get("options", MISSING)
            value = Options(values) if value is MISSING else value
        if value is not MISSING:
            found[p.name] = (p, value)
        elif p.default is p.empty and known.get(p.name) is None:
            unknown.append(p)
    for p, (_, value) in zip(unknown, _left_over(values, where, known, extra, len(unknown))):
        found[p.name] = (p, value)
    for p in parameters:
        if p.default is p.empty and p.name not in found and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            role = known.get(p.name)
            if role in values.fallback:
                values.used.add(str(role))
                found[p.name] = (p, values.fallback[role])
                continue
            if role not in USUAL:
                raise Cannot(f"the parameter {p.name} of {_named(function)} must be given")
            found[p.name] = (p, USUAL[role])
    args: list[Any] = []
    kwargs: dict[str, Any] = {}
    for p in parameters:
        if p.name not in found:
            continue
        value = found[p.name][1]
        if p.kind is p.VAR_POSITIONAL:
            args += value
        elif p.kind is p.POSITIONAL_ONLY or (
            not kwargs and p.kind is p.POSITIONAL_OR_KEYWORD and len(args) == parameters.index(p)
        ):
            args.append(value)
        else:
            kwargs[p.name] = value
    return args, kwargs


def _parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    try:
        return list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        raise Cannot(f"the parameters of {_named(function)} cannot be read") from None


def _named(function: Any) -> str:
    return str(getattr(function, "__qualname__", type(function).__name__))


def _a_dictionary(name: str, op: str) -> bool:
    said = set(words(name))
    return bool(
        said
        & {
            "param",
            "params",
            "config",
            "cfg",
            "hparams",
            "hparameters",
            "hyperparams",
            "opts",
            "options",
            "conf",
            "hparam",
        }
    )


def _value(role: str | None, values: Values, extra: Mapping[str, Any], p: inspect.Parameter) -> Any:
    if role is None:
        return MISSING
    if role in extra:
        return extra[role]
    if role == "testing" and "training" in values:
        return not values["training"]
    if role == "training" and "training" in values:
        training = values["training"]
        text = isinstance(p.default, str) or p.name == "mode"
        return ("train" if training else "test") if text else training
    return values.get(role, MISSING)


def _left_over(
    values: Values, where: str, known: Mapping[str, str], extra: Mapping[str, Any], wanted: int
) -> Iterator[tuple[str, Any]]:
    """What no parameter's name claimed, in the usual order: for parameters whose names say nothing."""
    claimed = set(known.values())
    if where == "construct":
        order: tuple[str, ...] = SIZES.get(values.op, ())
        if wanted == 2 and "weight" in values and values.op not in SIZES:
            order = ("weight", "bias")
    elif where == "backward":
        order = ("dy", "cache", "input")
    else:
        order = tuple(dict.fromkeys(("input", "target", "weight", "bias", *parameters(values.op))))
    for role in order:
        if role in claimed:
            continue
        if role in extra:
            yield role, extra[role]
        elif role in values:
            yield role, values[role]


def _data(values: Values, extra: Mapping[str, Any], where: str) -> Iterator[Any]:
    for role in ("dy",) if where == "backward" else ("input", "target", "weight", "bias"):
        if role in extra or role in values:
            value = extra[role] if role in extra else values[role]
            if value is not None:
                yield value
