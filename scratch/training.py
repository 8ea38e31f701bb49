"""The training loop: predict, measure the loss, find its gradient, take a step.

model = models.CNN()
optimizer = optim.SGD(model.named_parameters(), lr=0.02, momentum=0.9)
for step, loss in train(model, nn.CrossEntropyLoss(), optimizer, loader, epochs=5):
    ...
loss, accuracy = evaluate(model, nn.CrossEntropyLoss(), *test[:])
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .nn import Module
from .nn.module import Array


def train(
    model: Module, criterion: Callable[..., Any], optimizer: Any, batches: Iterable[Any], epochs: int = 1
) -> Iterator[tuple[int, float]]:
    """Train, one step each time the next pair is asked for.

    Args:
        model: gives `y, backward`.
        criterion: gives `loss, backward` for the model's `y` and the labels.
        optimizer: changes the model's parameters in place.
        batches: pairs of images and labels; looped over once per epoch.
        epochs: how often.

    Yields:
        the step's number, from 1, and its loss, from before the parameters changed.
    """
    step = 0
    for _ in range(epochs):
        for images, labels in batches:
            model.train()
            y, backward = model(images)
            loss, loss_backward = criterion(y, labels)
            (dy,) = loss_backward()
            _, grads = backward(dy)
            optimizer.step(grads)
            step += 1
            yield step, float(loss)


def evaluate(model: Module, criterion: Callable[..., Any], images: Array, labels: Array) -> tuple[float, float]:
    """The loss on `images`, and the share of them whose most likely class is right.

    Dropout keeps everything and batch norm uses its running statistics; the model's mode is then put back.
    """
    mode = model.training
    model.eval()
    y, _ = model(images)
    model.train(mode)
    loss, _ = criterion(y, labels)
    return float(loss), float((y.argmax(1) == labels).mean())
