"""The loop: a step when it is asked for, and not before; evaluation leaves no trace."""

import numpy as np
import pytest

from scratch import data, models, nn, optim
from scratch.random import Generator, manual_seed
from scratch.training import evaluate, train


def mean_of_model(y, t):
    """A criterion whose gradients can be done in the head."""
    return y.mean(), lambda: (np.full_like(y, 1 / y.size),)


def test_two_steps_by_hand():
    """y = w·x, loss = mean y: the gradient is the mean of x."""
    model = nn.Linear(1, 1, bias=False, dtype=np.float64)
    model.weight[...] = 3.0
    batches = [(np.array([[1.0], [3.0]]), None), (np.array([[4.0]]), None)]
    optimizer = optim.SGD(model.named_parameters(), lr=0.5)
    steps = train(model, mean_of_model, optimizer, batches)
    assert model.weight.item() == 3  # nothing happens before the first step is asked for
    assert next(steps) == (1, 6.0)  # 3 · 2
    assert model.weight.item() == 2  # 3 − 0.5 · 2
    assert next(steps) == (2, 8.0)  # 2 · 4
    assert model.weight.item() == 0  # 2 − 0.5 · 4
    assert next(steps, None) is None


def test_steps_are_numbered_through_the_epochs():
    model = nn.Linear(1, 1, bias=False)
    batches = [(np.ones((1, 1), np.float32), None)] * 3
    optimizer = optim.SGD(model.named_parameters(), lr=0.1)
    assert [n for n, _ in train(model, mean_of_model, optimizer, batches, epochs=2)] == [1, 2, 3, 4, 5, 6]


def test_training_switches_to_training_and_evaluation_back():
    model = models.CNN()
    model.eval()
    images, labels = (x[:8] for x in data.digits())
    criterion = nn.CrossEntropyLoss()
    for _ in train(model, criterion, optim.SGD(model.named_parameters(), lr=0.1), [(images, labels)]):
        assert model.training
    before = {name: x.copy() for name, x in model.state_dict().items()}
    assert evaluate(model, criterion, images, labels) == evaluate(model, criterion, images, labels)  # no dropout
    assert model.training
    assert model.dropout.training
    for name, x in model.state_dict().items():
        np.testing.assert_array_equal(x, before[name])
    model.eval()
    evaluate(model, criterion, images, labels)
    assert not model.training


def test_accuracy_by_hand():
    """The bias says 7, whatever the image."""
    model = models.ReLUMLP()
    for p in model.parameters():
        p[...] = 0
    model.output.bias[7] = 1
    labels = np.array([7, 7, 0, 7])
    loss, accuracy = evaluate(model, nn.CrossEntropyLoss(), np.zeros((4, 1, 8, 8), np.float32), labels)
    assert accuracy == 0.75
    assert loss == pytest.approx(np.log(9 + np.e) - 0.75)


@pytest.mark.parametrize(("model", "lr"), [(models.SigmoidMLP, 0.4), (models.ReLUMLP, 0.06), (models.CNN, 0.02)])
def test_digits_are_learned(model, lr):
    manual_seed(0)
    network, criterion = model(), nn.CrossEntropyLoss()
    parts = data.random_split(data.TensorDataset(*data.digits()), (0.8, 0.2), Generator().manual_seed(0))
    loader = data.DataLoader(parts[0], 32, shuffle=True, generator=Generator().manual_seed(0))
    optimizer = optim.SGD(network.named_parameters(), lr=lr, momentum=0.9)
    losses = [loss for _, loss in train(network, criterion, optimizer, loader, epochs=3)]
    assert len(losses) == 3 * 45
    assert losses[0] > 2
    assert evaluate(network, criterion, *parts[1][:])[1] > 0.9
