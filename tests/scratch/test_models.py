"""The models: PyTorch's names and weights, and gradients that finite differences confirm."""

import numpy as np
import pytest
import torch

import torch_ref.models
from scratch import models, nn
from scratch.random import manual_seed

NAMES = ("SigmoidMLP", "ReLUMLP", "CNN")


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", NAMES)
def test_weights_are_pytorchs_from_the_same_seed(name, dtype):
    manual_seed(11)
    ours = getattr(models, name)(dtype=np.dtype(dtype)).state_dict()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(11)
        theirs = getattr(torch_ref.models, name)(dtype=getattr(torch, dtype)).state_dict()
    assert list(ours) == list(theirs)
    for key, x in theirs.items():
        assert ours[key].dtype == x.numpy().dtype
        np.testing.assert_array_equal(ours[key], x.numpy())


@pytest.mark.parametrize(
    ("model", "count"),
    [(models.SigmoidMLP(), 64 * 32 + 32 + 32 * 10 + 10), (models.CNN(), 8 * 9 + 8 + 8 + 128 * 10 + 10)],
)
def test_number_of_parameters(model, count):
    assert sum(p.size for p in model.parameters()) == count


def test_sizes_can_be_chosen():
    x = np.zeros((3, 1, 8, 8), np.float32)
    assert [m(x)[0].shape for m in (models.SigmoidMLP(5), models.ReLUMLP(hidden=7), models.CNN(3, p=0.0))] == [
        (3, 10)
    ] * 3


def test_a_network_by_hand():
    """Weights of zero leave the biases: hidden units 0.5 (sigmoid of 0), logits 0.5 · 32 · 0.25 + 1."""
    model = models.SigmoidMLP(dtype=np.float64)
    for p in model.parameters():
        p[...] = 0
    model.output.weight[...], model.output.bias[...] = 0.25, 1.0
    y, backward = model(np.ones((2, 1, 8, 8)))
    np.testing.assert_array_equal(y, np.full((2, 10), 5.0))
    dx, grads = backward(np.ones((2, 10)))
    np.testing.assert_array_equal(grads["output.weight"], np.full((10, 32), 1.0))  # 2 samples · 0.5
    np.testing.assert_array_equal(grads["hidden.bias"], np.full(32, 1.25))  # 2 samples · 10 · 0.25 · 0.25
    np.testing.assert_array_equal(dx, np.zeros((2, 1, 8, 8)))


@pytest.mark.parametrize("name", NAMES)
def test_gradients_by_finite_differences(name):
    """Along a random direction through all parameters and the input at once."""
    rng = np.random.default_rng(3)
    manual_seed(1)
    model = getattr(models, name)(dtype=np.float64)
    x, t = rng.standard_normal((6, 1, 8, 8)), rng.integers(0, 10, 6)
    arrays = {"x": x, **dict(model.named_parameters())}
    direction = {key: rng.standard_normal(a.shape) for key, a in arrays.items()}

    def loss():
        manual_seed(2)  # the same dropout mask every time
        y, backward = model(x)
        value, loss_backward = nn.CrossEntropyLoss()(y, t)
        return float(value), lambda: backward(*loss_backward())

    dx, grads = loss()[1]()
    slope = sum(float(np.sum(g * direction[key])) for key, g in {"x": dx, **grads}.items())
    step, values = 1e-6, []
    for sign in (1, -2):
        for key, a in arrays.items():
            a += sign * step * direction[key]
        values.append(loss()[0])
    assert slope == pytest.approx((values[0] - values[1]) / (2 * step), rel=1e-6)
