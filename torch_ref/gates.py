"""The gates of `scratch.gates` in PyTorch: perceptrons as linear layers with a step, XOR trained with autograd.

Arrays in and out; everything between is tensors.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from .functional._vjp import array, tensor

WEIGHTS = {"AND": ((0.5, 0.5), -0.7), "OR": ((0.5, 0.5), -0.2), "NAND": ((-0.5, -0.5), 0.7)}


class Learned(NamedTuple):
    """Weights and bias after every epoch, whether an epoch had no mistake, and two epochs with the same weights."""

    history: np.ndarray
    converged: bool
    cycle: tuple[int, int] | None


class Trained(NamedTuple):
    """The loss before every step, and the weights after the last."""

    losses: np.ndarray
    w1: np.ndarray
    b1: np.ndarray
    w2: np.ndarray
    b2: np.ndarray


def step(x: np.ndarray) -> np.ndarray:
    return array(_step(tensor(x)))


def _step(x: torch.Tensor) -> torch.Tensor:
    return (x > 0).to(x.dtype)


def perceptron(x: np.ndarray, w: np.ndarray, b: np.ndarray | float) -> np.ndarray:
    return array(_step(tensor(x) @ tensor(w) + tensor(np.asarray(b, x.dtype))))


def threshold_perceptron(x: np.ndarray, w: np.ndarray, threshold: np.ndarray | float) -> np.ndarray:
    return array((tensor(x) @ tensor(w) > float(threshold)).to(tensor(x).dtype))


def AND(x1: Any, x2: Any) -> np.ndarray:
    return array(_gate("AND", _pair(x1, x2)))


def OR(x1: Any, x2: Any) -> np.ndarray:
    return array(_gate("OR", _pair(x1, x2)))


def NAND(x1: Any, x2: Any) -> np.ndarray:
    return array(_gate("NAND", _pair(x1, x2)))


def XOR(x1: Any, x2: Any) -> np.ndarray:
    return AND(OR(x1, x2), NAND(x1, x2))


def xor_network(x1: Any, x2: Any) -> tuple[np.ndarray, np.ndarray]:
    x = _pair(x1, x2)
    hidden = F.linear(x, *_weights(x, "OR", "NAND"))
    top = F.linear(_step(hidden), *_weights(x, "AND"))
    return array(_step(top)[..., 0]), array(torch.cat([hidden, top], dim=-1))


def _gate(name: str, x: torch.Tensor) -> torch.Tensor:
    return _step(F.linear(x, *_weights(x, name)))[..., 0]


def _weights(x: torch.Tensor, *gates: str) -> tuple[torch.Tensor, torch.Tensor]:
    """The weights and the biases of a layer of gates, like `x` in dtype and device."""
    return x.new_tensor([WEIGHTS[gate][0] for gate in gates]), x.new_tensor([WEIGHTS[gate][1] for gate in gates])


def _pair(x1: Any, x2: Any) -> torch.Tensor:
    x = torch.stack([tensor(np.asarray(x1)), tensor(np.asarray(x2))], dim=-1)
    return x if x.is_floating_point() else x.double()


def perceptron_rule(
    x: np.ndarray, t: np.ndarray, w: np.ndarray, b: np.ndarray | float = 0.0, lr: float = 1.0, epochs: int = 100
) -> Learned:
    samples, targets = tensor(x), tensor(t)
    weight, bias = tensor(w), tensor(np.asarray(b, x.dtype))
    history = [torch.cat([weight, bias[None]])]
    for epoch in range(1, epochs + 1):
        mistakes = 0
        for sample, target in zip(samples, targets, strict=True):
            error = target - _step(torch.dot(sample, weight) + bias)
            weight = weight + lr * error * sample
            bias = bias + lr * error
            mistakes += int(error != 0)
        history.append(torch.cat([weight, bias[None]]))
        if not mistakes:
            return Learned(array(torch.stack(history)), True, None)
        for i, earlier in enumerate(history[:-1]):
            if torch.equal(earlier, history[-1]):
                return Learned(array(torch.stack(history)), False, (i, epoch))
    return Learned(array(torch.stack(history)), False, None)


def train_xor(
    x: np.ndarray, t: np.ndarray, w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: np.ndarray, lr: float, steps: int
) -> Trained:
    samples, targets = tensor(x), tensor(t)
    like = {"dtype": samples.dtype, "device": samples.device}
    net = nn.Sequential(
        nn.utils.skip_init(nn.Linear, *w1.shape[::-1], **like),
        nn.Sigmoid(),
        nn.utils.skip_init(nn.Linear, *w2.shape[::-1], **like),
        nn.Sigmoid(),
    )
    net.load_state_dict({"0.weight": tensor(w1), "0.bias": tensor(b1), "2.weight": tensor(w2), "2.bias": tensor(b2)})
    criterion = nn.MSELoss()
    optimizer = torch.optim.SGD(net.parameters(), lr=lr)

    losses = []
    for _ in range(steps):
        optimizer.zero_grad()
        loss = criterion(net(samples), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return Trained(np.array(losses, x.dtype), *(array(p) for p in net.parameters()))
