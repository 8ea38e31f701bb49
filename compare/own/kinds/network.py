"""Whole networks: is the gradient that they give the slope of the loss that they give?"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from ...run import quiet
from ..chance import seeded
from ..collect import Candidate
from ..finding import Finding
from ._found import Notes

LOSSES = ("loss", "compute_loss", "cost", "get_loss", "calc_loss", "loss_function")
GRADIENTS = (
    "gradient",
    "gradients",
    "grad",
    "compute_gradients",
    "backward",
    "backprop",
    "get_gradients",
    "compute_grads",
    "calc_gradient",
)
PARAMETERS = ("params", "parameters", "weights", "_params")
SIZES: dict[str, int] = {
    "input_size": 5,
    "n_input": 5,
    "n_in": 5,
    "input_dim": 5,
    "num_inputs": 5,
    "n_features": 5,
    "in_size": 5,
    "inputs": 5,
    "input_nodes": 5,
    "n_x": 5,
    "d": 5,
    "hidden_size": 4,
    "n_hidden": 4,
    "hidden_dim": 4,
    "hidden": 4,
    "num_hidden": 4,
    "hidden_nodes": 4,
    "hidden_units": 4,
    "n_h": 4,
    "h": 4,
    "output_size": 3,
    "n_output": 3,
    "n_out": 3,
    "output_dim": 3,
    "num_classes": 3,
    "n_classes": 3,
    "classes": 3,
    "num_outputs": 3,
    "out_size": 3,
    "output_nodes": 3,
    "n_y": 3,
    "c": 3,
}
STEP = 2.0**-17
CLOSE = 1e-6


def finding(candidate: Candidate) -> Finding | None:
    """The gradients of a network's parameters, each along two random directions."""
    source = candidate.main
    if not inspect.isclass(source):
        return None
    loss_name = next((n for n in LOSSES if callable(getattr(source, n, None))), None)
    gradient_name = next((n for n in GRADIENTS if callable(getattr(source, n, None))), None)
    if loss_name is None or gradient_name is None or loss_name == gradient_name:
        return None
    with seeded(), quiet():
        net = _built(source)
        if net is None or (params := _parameters(net)) is None:
            return None
        rng = np.random.default_rng(3)
        x = rng.standard_normal((6, 5))
        for p in params.values():  # small initial weights leave nothing to see
            p[...] = rng.standard_normal(p.shape) * 0.5
        for words, t in (
            ("one-hot targets", np.eye(3)[[0, 2, 1, 1, 0, 2]]),
            ("class indices", np.array([0, 2, 1, 1, 0, 2])),
            ("numbers as targets", rng.standard_normal((6, 3))),
        ):
            try:
                found = _gradients(net, loss_name, gradient_name, x, t)
                value = lambda t=t: float(np.squeeze(getattr(net, loss_name)(x.copy(), t.copy())))  # noqa: E731
                value()
            except Exception:
                continue
            if found is not None:
                return _judged(candidate, params, found, value, loss_name, gradient_name, words)
    return None


def _judged(
    candidate: Candidate,
    params: dict[str, np.ndarray],
    found: dict[str, Any],
    value: Callable[[], float],
    loss: str,
    gradient: str,
    words: str,
) -> Finding:
    notes = Notes(
        candidate, "training", "network", "by its methods", f"{gradient} against differences of {loss}", words
    )
    for name, p in params.items():
        g = found.get(name, found.get(f"d{name}", found.get(f"grad_{name}")))
        quantity = f"grad {name}"
        if g is None:
            continue
        if np.shape(g) != p.shape:
            notes.wrong(
                "not-its-own-gradient", "plain", (quantity,), f"it has the shape {np.shape(g)}, the parameter {p.shape}"
            )
            continue
        told, words = _slope(p, np.asarray(g), value)
        if told:
            notes.agrees("plain", quantity)
        elif told is False:
            line = f"the gradient of {name} is not the slope of the network's own loss"
            notes.wrong("not-its-own-gradient", "plain", (quantity,), words, line)
    return notes.finding


def _slope(p: np.ndarray, g: np.ndarray, value: Callable[[], float]) -> tuple[bool | None, str]:
    """Whether the gradient is the slope of the loss; None at a kink."""
    rng, kept = np.random.default_rng(0), p.copy()
    words = ""
    for _ in range(2):
        step = rng.standard_normal(p.shape)
        at: dict[float, float] = {}
        for scale in (-STEP, 0.0, STEP):
            p[...] = kept + scale * step
            at[scale] = value()
        p[...] = kept
        slope, mine = (at[STEP] - at[-STEP]) / (2 * STEP), float(np.sum(g * step))
        size = max(abs(slope), abs(mine))
        if abs(at[STEP] - 2 * at[0.0] + at[-STEP]) / STEP > 1e-2 * max(size, 1e-12):
            return None, ""
        noise = 64 * np.spacing(abs(at[0.0])) / STEP
        if abs(slope - mine) > CLOSE * size + noise:
            words = f"along a random direction the loss has the slope {slope:.6g}, the gradient says {mine:.6g}"
            return False, words
    return True, words


def _built(source: type) -> Any:
    """An object with small sizes; None where its parameters say nothing."""
    args: list[Any] = []
    for p in list(inspect.signature(source).parameters.values()):
        if p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD) or p.default is not p.empty:
            break
        name = p.name.lower()
        if name in SIZES:
            args.append(SIZES[name])
        elif "hidden" in name and name.endswith(("list", "sizes", "s")):
            args.append([4])
        elif name in ("layers", "sizes", "layer_sizes", "layer_dims", "dims", "layers_dims", "architecture"):
            args.append([5, 4, 3])
        elif name in ("lr", "learning_rate", "eta", "alpha"):
            args.append(0.1)
        else:
            return None
    try:
        return source(*args)
    except Exception:
        return None


def _parameters(net: Any) -> dict[str, np.ndarray] | None:
    """The arrays that are trained, by name: in a dictionary, or attributes such as `W1`, `b1`."""
    for name in PARAMETERS:
        held = getattr(net, name, None)
        if isinstance(held, dict) and held and all(isinstance(p, np.ndarray) for p in held.values()):
            return held
    own = {n: p for n, p in vars(net).items() if isinstance(p, np.ndarray) and p.dtype.kind == "f" and n[:1] in "WwbB"}
    return own or None


def _gradients(net: Any, loss: str, gradient: str, x: np.ndarray, t: np.ndarray) -> dict[str, Any] | None:
    """The network's own gradients by name of the parameter."""
    method = getattr(net, gradient)
    taken = [
        p for p in inspect.signature(method).parameters.values() if p.default is p.empty and p.kind is not p.VAR_KEYWORD
    ]
    if len(taken) >= 2:
        result = method(x.copy(), t.copy())
    else:
        getattr(net, loss)(x.copy(), t.copy())
        result = method() if not taken else method(1.0)
    if isinstance(result, tuple):
        result = next((r for r in result if isinstance(r, dict)), None)
    if isinstance(result, dict):
        return result
    return next(_held(net), None)


def _held(net: Any) -> Iterator[dict[str, Any]]:
    for name in ("grads", "gradients", "_grads", "grad"):
        if isinstance(getattr(net, name, None), dict) and getattr(net, name):
            yield getattr(net, name)
    own = {n: g for n, g in vars(net).items() if n[:1] == "d" and isinstance(g, np.ndarray)}
    if own:
        yield own
