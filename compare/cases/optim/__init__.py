"""Questions about optimizers: every option and combination, ten steps, a learning rate that changes on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from typing import Any

import numpy as np

from ...contract import Question
from ._kinds import Constructor, Model, Refused, Steps

NAMES = ("momentum", "dampening", "weight_decay", "nesterov", "maximize")


def questions(seed: int) -> Iterator[Question]:
    """Every question about optimizers."""
    yield Constructor()
    for momentum, dampening, decay, maximize in product((0, 0.9), (0, 0.3), (0, 0.1), (False, True)):
        for nesterov in (False, True) if momentum and not dampening else (False,):
            values = momentum, dampening, decay, nesterov, maximize
            given = {name: value for name, value in zip(NAMES, values) if value}
            yield Steps(" ".join(f"{name}={value}" for name, value in given.items()) or "plain", given, seed)
    alone: dict[str, dict[str, Any]] = {
        "lr=0": {"lr": 0.0, "momentum": 0.9},
        "lr an int": {"lr": 1},
        "NumPy numbers for options": {
            "lr": np.float64(0.1),
            "momentum": np.float64(0.9),
            "weight_decay": np.float64(0.1),
        },
        "momentum=1": {"momentum": 1.0},
        "dampening=1": {"momentum": 0.9, "dampening": 1.0},
        "negative dampening": {"momentum": 0.9, "dampening": -0.5},
    }
    for case, options in alone.items():
        yield Steps(case, options, seed, changes={})
    heavy = {"momentum": 0.9, "weight_decay": 0.1}
    yield Steps("momentum turned on later", {}, seed, changes={4: {"momentum": 0.9}})
    yield Steps("momentum turned off and on", heavy, seed, changes={4: {"momentum": 0.0}, 7: {"momentum": 0.5}})
    later: dict[int, dict[str, Any]] = {4: {"nesterov": True}, 6: {"maximize": True, "weight_decay": 0.0}}
    yield Steps("every option changed", heavy, seed, changes=later)
    yield Steps("saved and loaded", {**heavy, "nesterov": True}, seed, reload=5)
    yield Steps("saved and loaded before the first step", heavy, seed, reload=0)
    yield Steps("parameters with gaps in memory", heavy, seed, strided=True)
    yield Steps("groups", heavy, seed, groups=[(["bias", "scale"], {"weight_decay": 0.0, "lr": 0.5}), (["weight"], {})])
    yield Steps("an empty parameter", heavy, seed, shapes={"weight": (0, 5), "bias": (3,)})
    yield Steps("infinite and undefined gradients", heavy, seed, special=True, exact=True)
    yield Model(seed)
    for case, refused in REFUSED.items():
        yield Refused(case, refused)


def _one() -> list[tuple[str, np.ndarray]]:
    return [("p", np.ones((2, 3)))]


REFUSED: dict[str, Callable[[Any], object]] = {
    "negative lr": lambda sgd: sgd(_one(), lr=-0.1),
    "negative momentum": lambda sgd: sgd(_one(), momentum=-0.9),
    "negative weight_decay": lambda sgd: sgd(_one(), weight_decay=-0.1),
    "nesterov without momentum": lambda sgd: sgd(_one(), nesterov=True),
    "nesterov with dampening": lambda sgd: sgd(_one(), momentum=0.9, dampening=0.1, nesterov=True),
    "lr=None": lambda sgd: sgd(_one(), lr=None),
    "maximize by position": lambda sgd: sgd(_one(), 0.1, 0, 0, 0, False, True),
    "no parameters": lambda sgd: sgd([]),
    "a parameter in two groups": lambda sgd: sgd([{"params": group} for group in [_one()] * 2]),
    "gradient of another shape": lambda sgd: sgd(_one()).step({"p": np.ones((3, 2))}),
    "gradient that would broadcast": lambda sgd: sgd(_one()).step({"p": np.ones(3)}),
    "gradient of another dtype": lambda sgd: sgd(_one()).step({"p": np.ones((2, 3), np.float32)}),
    "load: another number of parameters": lambda sgd: sgd(_one()).load_state_dict(
        sgd([*_one(), ("q", np.ones(3))]).state_dict()
    ),
    "load: another number of groups": lambda sgd: sgd(_one()).load_state_dict(
        sgd([{"params": _one()}, {"params": [("q", np.ones(3))]}]).state_dict()
    ),
}
