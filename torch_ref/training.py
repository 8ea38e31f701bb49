"""The training loop: predict, measure the loss, find its gradient, take a step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import torch
from torch import Tensor, nn


def train(
    model: nn.Module,
    criterion: Callable[..., Any],
    optimizer: torch.optim.Optimizer,
    batches: Iterable[Any],
    epochs: int = 1,
) -> Iterator[tuple[int, float]]:
    """Train, one step each time the next pair is asked for: the step's number, from 1, and its loss."""
    step = 0
    for _ in range(epochs):
        for images, labels in batches:
            model.train()
            optimizer.zero_grad()
            loss = criterion(model(images), labels)
            loss.backward()
            optimizer.step()
            step += 1
            yield step, loss.item()


@torch.no_grad()
def evaluate(model: nn.Module, criterion: Callable[..., Any], images: Tensor, labels: Tensor) -> tuple[float, float]:
    """The loss on `images`, and the share of them whose most likely class is right."""
    mode = model.training
    model.eval()
    y = model(images)
    model.train(mode)
    return criterion(y, labels).item(), (y.argmax(1) == labels).double().mean().item()
