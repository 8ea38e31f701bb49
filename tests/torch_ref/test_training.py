"""The same loop in PyTorch's words does the same as scratch's."""

import inspect

import numpy as np
import pytest
import torch

import scratch.data
import scratch.models
import scratch.training
import torch_ref.data
import torch_ref.models
import torch_ref.training


def test_digits_are_scratchs():
    images, labels = torch_ref.data.digits()
    ours = scratch.data.digits()
    assert (images.dtype, labels.dtype) == (torch.float32, torch.int64)
    np.testing.assert_array_equal(images.numpy(), ours[0])
    np.testing.assert_array_equal(labels.numpy(), ours[1])


@pytest.mark.parametrize("function", ["train", "evaluate"])
def test_functions_take_the_same_arguments(function):
    ours, theirs = (inspect.signature(getattr(m, function)) for m in (scratch.training, torch_ref.training))
    assert [(p.name, p.default) for p in ours.parameters.values()] == [
        (p.name, p.default) for p in theirs.parameters.values()
    ]


@pytest.mark.parametrize("model", ["SigmoidMLP", "ReLUMLP", "CNN"])
def test_models_take_the_same_arguments(model):
    ours, theirs = (inspect.signature(getattr(m, model)).parameters for m in (scratch.models, torch_ref.models))
    assert list(ours) == list(theirs)
    sizes = [name for name in ours if name != "dtype"]
    assert [ours[n].default for n in sizes] == [theirs[n].default for n in sizes]


def test_two_steps_by_hand():
    """y = w·x, loss = mean y: the gradient is the mean of x."""
    model = torch.nn.Linear(1, 1, bias=False)
    torch.nn.init.constant_(model.weight, 3.0)
    batches = [(torch.tensor([[1.0], [3.0]]), None), (torch.tensor([[4.0]]), None)]
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    steps = torch_ref.training.train(model, lambda y, t: y.mean(), optimizer, batches)
    assert [next(steps), model.weight.item()] == [(1, 6.0), 2]
    assert [next(steps), model.weight.item()] == [(2, 8.0), 0]
    assert next(steps, None) is None


def test_evaluation_leaves_no_trace():
    model, criterion = torch_ref.models.CNN(), torch.nn.CrossEntropyLoss()
    images, labels = (x[:8] for x in torch_ref.data.digits())
    before = {name: x.clone() for name, x in model.state_dict().items()}
    first, second = (torch_ref.training.evaluate(model, criterion, images, labels) for _ in range(2))
    assert first == second
    assert model.training
    assert all(torch.equal(x, before[name]) for name, x in model.state_dict().items())
