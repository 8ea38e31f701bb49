"""The wrapped torch modules give what torch gives, under scratch's contract."""

import inspect

import numpy as np
import pytest
import torch

from torch_ref import nn, optim


def test_gradients_are_autograds():
    module = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Tanh())
    x = torch.randn(4, 3, requires_grad=True)
    (2 * module(x)).sum().backward()
    y, backward = nn.wrap(module)(x.detach().numpy())
    dx, grads = backward(np.full((4, 2), 2, np.float32))
    np.testing.assert_array_equal(y, module(x).detach().numpy())
    np.testing.assert_array_equal(dx, x.grad.numpy())
    assert list(grads) == ["0.weight", "0.bias"]
    np.testing.assert_array_equal(grads["0.weight"], module[0].weight.grad.numpy())
    assert module[0].weight.grad is not None  # untouched by the contract


def test_integer_inputs_and_unused_parameters_have_no_gradient():
    class Table(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.table = torch.nn.Parameter(torch.ones(4, 2))
            self.spare = torch.nn.Parameter(torch.ones(1))

        def forward(self, index, scale):
            return self.table[index] * scale

    _, backward = nn.wrap(Table())(np.array([1, 1]), np.ones((2, 2), np.float32))
    (dindex, dscale), grads = backward(np.ones((2, 2), np.float32))
    assert dindex is None
    assert dscale.tolist() == [[1.0, 1.0], [1.0, 1.0]]
    assert {name: g.tolist() for name, g in grads.items()} == {"table": [[0, 0], [2, 2], [0, 0], [0, 0]]}


def test_arrays_share_the_models_memory():
    layer = nn.Linear(2, 1, dtype=np.float64)
    optimizer = optim.SGD(layer.named_parameters(), lr=1.0)
    before = layer.state_dict()["bias"].copy()
    optimizer.step({"bias": np.ones(1)})
    np.testing.assert_array_equal(layer.state_dict()["bias"], before - 1)
    assert layer(np.zeros((1, 2)))[0].item() == before.item() - 1


def test_loading_is_strict_about_every_name():
    layer = nn.BatchNorm1d(2)
    state = {name: x.copy() for name, x in layer.state_dict().items()}
    del state["num_batches_tracked"]
    with pytest.raises(RuntimeError, match="num_batches_tracked"):
        layer.load_state_dict(state)


def test_what_is_left_out_is_refused():
    assert str(inspect.signature(nn.CrossEntropyLoss)) == (
        "(weight=None, *, ignore_index=-100, reduction='mean', label_smoothing=0.0)"
    )
    for make in (lambda: nn.ReLU(True), lambda: nn.Linear(2, 3, device="cpu"), lambda: nn.MSELoss(None, None, "sum")):
        with pytest.raises(TypeError):
            make()


def test_dropout_draws_from_its_generator_also_inside_a_model():
    x = np.ones((3, 20), np.float32)
    model = nn.Sequential(nn.Dropout(0.5, rng=torch.Generator().manual_seed(1)))
    state = torch.get_rng_state()
    first, second = model(x)[0], model(x)[0]
    assert torch.equal(torch.get_rng_state(), state)
    torch.manual_seed(1)
    np.testing.assert_array_equal(torch.nn.functional.dropout(torch.ones(3, 20), 0.5).numpy(), first)
    assert not np.array_equal(first, second)


def test_a_loss_gives_the_ops_tuple():
    loss, backward = nn.MSELoss(reduction="sum")(np.array([3.0]), np.array([1.0]))
    assert loss.shape == ()
    assert [g.item() for g in backward()] == [4.0, -4.0]
    assert [g.item() for g in backward(0.5)] == [2.0, -2.0]
