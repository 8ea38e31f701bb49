"""Optimizers: ten steps on two arrays, beside torch.optim's."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch

from ...run import quiet
from ..collect import Candidate
from ..finding import Finding
from ..values import Cannot
from ..words import words
from ._found import Notes

STEPS = 10
Arrays = dict[str, np.ndarray]
Rule = Callable[[np.ndarray, dict[str, Any], int, np.ndarray], np.ndarray]
OPTIONS: dict[str, tuple[str, ...]] = {
    "lr": ("lr", "learning_rate", "eta", "alpha", "step_size", "learn_rate", "rate", "lrate"),
    "momentum": ("momentum", "mu", "beta", "gamma", "rho"),
    "beta1": ("beta1", "beta_1", "b1", "rho1"),
    "beta2": ("beta2", "beta_2", "b2", "rho2"),
    "decay": ("decay_rate", "rho", "decay", "gamma", "beta", "alpha"),
    "eps": ("eps", "epsilon", "e", "delta"),
}
NAMES: dict[str, tuple[str, ...]] = {
    "SGD": ("sgd", "gradient descent", "vanilla", "stochastic gradient descent", "gd"),
    "Momentum": ("momentum", "sgd momentum", "momentum sgd"),
    "Nesterov": ("nesterov", "nag"),
    "Adagrad": ("adagrad", "ada grad"),
    "RMSprop": ("rmsprop", "rms prop"),
    "Adam": ("adam",),
    "Adadelta": ("adadelta",),
}
UPDATES = (
    "update",
    "step",
    "apply_gradients",
    "optimize",
    "update_params",
    "apply",
    "__call__",
    "pre_update",
    "kousin",
)
FIXED = {"lr": 0.1, "momentum": 0.8, "beta1": 0.8, "beta2": 0.95, "decay": 0.9}


@dataclass(frozen=True)
class Variant:
    """A way to write an optimizer that is not torch's: its name, in words, and `rule(p, state, t, g)` for the new p."""

    name: str
    line: str
    rule: Rule


def finding(candidate: Candidate) -> Finding | None:
    """Ten steps of an optimizer that is named like one of torch's."""
    kind = _kind(candidate.name)
    if kind is None:
        return None
    hyper = dict(FIXED)
    try:
        step = next(_steppers(candidate, hyper))
    except (StopIteration, Cannot):
        return None
    notes = Notes(candidate, "optim", f"optim.{kind}", "by its name", step.words, f"with {_said(hyper, kind)}")
    rng = np.random.default_rng(0)
    start = {"W": rng.standard_normal((3, 2)), "b": rng.standard_normal(2)}
    grads = [
        {n: rng.standard_normal(p.shape) * 10.0 ** rng.integers(-3, 2) for n, p in start.items()} for _ in range(STEPS)
    ]
    try:
        with quiet():
            mine = step.run(start, grads)
    except Exception as error:
        notes.failed("ten steps", error)
        return notes.finding
    expected = _torch(kind, hyper, start, grads)
    if _same(mine, expected):
        notes.agrees("ten steps", "parameters after")
        return notes.finding
    for variant in _variants(kind, hyper):
        if _same(mine, _by_rule(variant.rule, start, grads)):
            notes.known(
                variant.name, variant.line, "ten steps", ("parameters after",), "the same after each of ten steps"
            )
            return notes.finding
    first = next((i + 1 for i in range(STEPS) if not _same([mine[i]], [expected[i]])), STEPS)
    off = max(float(np.abs(mine[first - 1][n] - expected[first - 1][n]).max()) for n in start)
    notes.wrong(
        "unexplained", "ten steps", ("parameters after",), f"step {first} is the first that differs, by {off:.3g}"
    )
    return notes.finding


def _kind(name: str) -> str | None:
    said = " ".join(w for w in words(name) if w not in ("optimizer", "opt", "optimiser", "update", "with"))
    joined = said.replace(" ", "")
    for kind, names in reversed(NAMES.items()):
        if said in names or joined in {n.replace(" ", "") for n in names}:
            return kind
    return None


@dataclass
class _Stepper:
    """A way to take steps: what it is called with, and all parameters after every step."""

    words: str
    run: Callable[[Arrays, list[Arrays]], list[Arrays]]


def _steppers(candidate: Candidate, hyper: dict[str, float]) -> Iterator[_Stepper]:
    source = candidate.main
    if inspect.isclass(source):
        name = next((n for n in UPDATES if callable(getattr(source, n, None))), None)
        if name is None:
            return
        yield from _methods(source, name, hyper)
    elif inspect.isfunction(source):
        names = list(inspect.signature(source).parameters)
        if len(names) == 3 and any(w in names[2].lower() for w in ("config", "param", "cfg")):
            yield _Stepper("update(w, dw, config)", lambda start, grads: _configured(source, hyper, start, grads))


def _methods(source: type, name: str, hyper: dict[str, float]) -> Iterator[_Stepper]:
    taken = [p for p in inspect.signature(getattr(source, name)).parameters if p != "self"]

    def built(params: Any = None) -> Any:
        kwargs, wanted = _options(source, hyper)
        return source(params, **kwargs) if wanted else source(**kwargs)

    if len(taken) == 2:
        pairs = any(word in taken[0].lower() for word in ("w", "theta")) and "param" not in taken[0].lower()

        def run(start: Arrays, grads: list[Arrays]) -> list[Arrays]:
            found: list[Arrays] = []
            params = {n: p.copy() for n, p in start.items()}
            owners = {n: built() for n in params} if pairs else {"": built()}
            for g in grads:
                given = {n: x.copy() for n, x in g.items()}
                if pairs:
                    for n in params:
                        new = getattr(owners[n], name)(params[n], given[n])
                        params[n] = np.asarray(new) if isinstance(new, np.ndarray) else params[n]
                else:
                    _updated(owners[""], name, params, given)
                found.append({n: np.array(p) for n, p in params.items()})
            return found

        built()
        yield _Stepper(f"{name}({', '.join(taken)})", run)


def _updated(owner: Any, name: str, params: Arrays, grads: Arrays) -> None:
    """A step on dictionaries; on lists where those are asked for."""
    try:
        new = getattr(owner, name)(params, grads)
        if isinstance(new, dict):
            params.update(new)
    except (TypeError, AttributeError, KeyError, IndexError):
        listed = list(params.values())
        getattr(owner, name)(listed, list(grads.values()))
        params.update(zip(params, listed))


def _options(source: Any, hyper: dict[str, float]) -> tuple[dict[str, float], bool]:
    """The constructor's arguments; whether it wants the parameters too. What is not asked for keeps torch's name."""
    found: dict[str, float] = {}
    wants = False
    initial = source.__init__
    if initial is object.__init__:
        return found, wants
    for p in list(inspect.signature(source).parameters.values()):
        role = next((r for r, names in OPTIONS.items() if p.name.lower() in names and r not in found), None)
        if role is not None and role in hyper and role != "eps":
            found[p.name] = hyper[role]
        elif role == "eps" and isinstance(p.default, float):
            hyper["eps"] = p.default
        elif p.name.lower() in ("params", "parameters", "model_params"):
            wants = True
        elif p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD):
            raise Cannot(f"the parameter {p.name} of {source.__name__} must be given")
    return found, wants


def _configured(source: Any, hyper: dict[str, float], start: Arrays, grads: list[Arrays]) -> list[Arrays]:
    params = {n: p.copy() for n, p in start.items()}
    named = {
        "learning_rate": hyper["lr"],
        "momentum": hyper["momentum"],
        "decay_rate": hyper["decay"],
        "beta1": hyper["beta1"],
        "beta2": hyper["beta2"],
    }
    configs: dict[str, Any] = {n: dict(named) for n in params}
    found = []
    for g in grads:
        for n in params:
            params[n], configs[n] = source(params[n], g[n].copy(), configs[n])
        found.append({n: np.array(p) for n, p in params.items()})
    return found


def _torch(kind: str, hyper: dict[str, float], start: Arrays, grads: list[Arrays]) -> list[Arrays]:
    params = {n: torch.tensor(p, requires_grad=True) for n, p in start.items()}
    lr, eps = hyper["lr"], hyper.get("eps")
    small: dict[str, Any] = {} if eps is None else {"eps": eps}
    made: Any = {
        "SGD": lambda p: torch.optim.SGD(p, lr=lr),
        "Momentum": lambda p: torch.optim.SGD(p, lr=lr, momentum=hyper["momentum"]),
        "Nesterov": lambda p: torch.optim.SGD(p, lr=lr, momentum=hyper["momentum"], nesterov=True),
        "Adagrad": lambda p: torch.optim.Adagrad(p, lr=lr, **small),
        "RMSprop": lambda p: torch.optim.RMSprop(p, lr=lr, alpha=hyper["decay"], **small),
        "Adam": lambda p: torch.optim.Adam(p, lr=lr, betas=(hyper["beta1"], hyper["beta2"]), **small),
        "Adadelta": lambda p: torch.optim.Adadelta(p, rho=hyper["decay"], lr=1.0, **small),
    }[kind](list(params.values()))
    found = []
    for g in grads:
        for n, p in params.items():
            p.grad = torch.tensor(g[n])
        made.step()
        found.append({n: p.detach().numpy().copy() for n, p in params.items()})
    return found


def _by_rule(rule: Rule, start: Arrays, grads: list[Arrays]) -> list[Arrays]:
    params = {n: p.copy() for n, p in start.items()}
    states: dict[str, dict[str, Any]] = {n: {} for n in params}
    found = []
    for t, g in enumerate(grads, 1):
        params = {n: rule(p, states[n], t, g[n]) for n, p in params.items()}
        found.append({n: p.copy() for n, p in params.items()})
    return found


def _variants(kind: str, h: dict[str, float]) -> Iterator[Variant]:
    """The ways in which people write an optimizer otherwise."""
    lr, mu = h["lr"], h["momentum"]
    if kind in ("Momentum", "Nesterov"):

        def averaged(p: np.ndarray, s: dict[str, Any], t: int, g: np.ndarray) -> np.ndarray:
            s["v"] = mu * s.get("v", 0.0) + (1 - mu) * g
            return p - lr * s["v"]

        yield Variant(
            "momentum-averaged", "the velocity is an average, mu v + (1 - mu) g; PyTorch's is mu v + g", averaged
        )
    for eps in (1e-7, 1e-8, 1e-10, 1e-6, 1e-5):
        if kind == "Adagrad":
            yield Variant("eps-value", f"eps is {eps:g}; PyTorch's is 1e-10", partial(_adagrad, lr, eps))
        elif kind == "RMSprop":
            yield Variant("eps-value", f"eps is {eps:g}; PyTorch's is 1e-8", partial(_rmsprop, lr, h["decay"], eps))
        elif kind == "Adam":
            yield Variant("eps-value", f"eps is {eps:g}; PyTorch's is 1e-8", partial(_adam, h, eps, False, True))
            line = f"eps of {eps:g} is added before the bias correction; PyTorch adds 1e-8 after it"
            yield Variant("eps-before-correction", line, partial(_adam, h, eps, True, True))
            yield Variant("no-bias-correction", "there is no bias correction", partial(_adam, h, eps, False, False))


def _adagrad(lr: float, eps: float, p: np.ndarray, s: dict[str, Any], t: int, g: np.ndarray) -> np.ndarray:
    s["h"] = s.get("h", 0.0) + g * g
    return p - lr * g / (np.sqrt(s["h"]) + eps)


def _rmsprop(lr: float, rho: float, eps: float, p: np.ndarray, s: dict[str, Any], t: int, g: np.ndarray) -> np.ndarray:
    s["h"] = rho * s.get("h", 0.0) + (1 - rho) * g * g
    return p - lr * g / (np.sqrt(s["h"]) + eps)


def _adam(
    h: dict[str, float], eps: float, hat: bool, corrected: bool, p: np.ndarray, s: dict[str, Any], t: int, g: np.ndarray
) -> np.ndarray:
    b1, b2 = h["beta1"], h["beta2"]
    s["m"] = b1 * s.get("m", 0.0) + (1 - b1) * g
    s["v"] = b2 * s.get("v", 0.0) + (1 - b2) * g * g
    c1, c2 = (1 - b1**t, 1 - b2**t) if corrected else (1.0, 1.0)
    if hat:
        return p - h["lr"] * np.sqrt(c2) / c1 * s["m"] / (np.sqrt(s["v"]) + eps)
    return p - h["lr"] * (s["m"] / c1) / (np.sqrt(s["v"] / c2) + eps)


def _same(a: list[Arrays], b: list[Arrays]) -> bool:
    return all(
        x[n].shape == y[n].shape and np.allclose(x[n], y[n], rtol=1e-11, atol=1e-12 * np.abs(y[n]).max())
        for x, y in zip(a, b)
        for n in y
    )


def _said(hyper: dict[str, float], kind: str) -> str:
    wanted = {
        "SGD": ("lr",),
        "Momentum": ("lr", "momentum"),
        "Nesterov": ("lr", "momentum"),
        "Adagrad": ("lr",),
        "RMSprop": ("lr", "decay"),
        "Adam": ("lr", "beta1", "beta2"),
        "Adadelta": ("decay",),
    }
    return ", ".join(f"{n}={hyper[n]:g}" for n in wanted[kind])
