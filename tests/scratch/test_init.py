"""Layers start with PyTorch's numbers: the constructors of torch.nn from the same seed, bit for bit."""

import math

import numpy as np
import pytest
import torch

from scratch import init
from scratch.random import Generator

LAYERS = [
    (torch.nn.Linear, (1, 1)),
    (torch.nn.Linear, (64, 10)),
    (torch.nn.Linear, (7, 5)),
    (torch.nn.Linear, (1000, 3)),
    (torch.nn.Conv1d, (3, 5, 4)),
    (torch.nn.Conv2d, (1, 8, 3)),
    (torch.nn.Conv2d, (3, 5, (4, 2))),
    (torch.nn.Conv3d, (2, 3, (1, 2, 3))),
]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("bias", [True, False])
@pytest.mark.parametrize(("layer", "sizes"), LAYERS)
def test_the_constructors_of_torch(layer, sizes, bias, dtype):
    for seed in range(10):
        torch.manual_seed(seed)
        expected = layer(*sizes, bias=bias, dtype=torch.float32 if dtype == np.float32 else torch.float64)
        g = Generator().manual_seed(seed)
        weight = np.empty(expected.weight.shape, dtype)
        b = np.empty(expected.weight.shape[0], dtype) if bias else None
        init.linear_and_conv_(weight, b, g)
        np.testing.assert_array_equal(weight, expected.weight.detach().numpy())
        if b is not None:
            np.testing.assert_array_equal(b, expected.bias.detach().numpy())
        np.testing.assert_array_equal(g.get_state(), torch.get_rng_state().numpy())


def test_groups_count_only_their_own_channels():
    torch.manual_seed(0)
    expected = torch.nn.Conv2d(6, 4, 3, groups=2)
    weight, bias = np.empty((4, 3, 3, 3), np.float32), np.empty(4, np.float32)
    init.linear_and_conv_(weight, bias, Generator().manual_seed(0))
    np.testing.assert_array_equal(weight, expected.weight.detach().numpy())
    np.testing.assert_array_equal(bias, expected.bias.detach().numpy())


@pytest.mark.filterwarnings("ignore:Initializing zero-element tensors")
def test_no_inputs_no_outputs():
    for sizes in ((0, 3), (3, 0)):
        torch.manual_seed(0)
        expected = torch.nn.Linear(*sizes)
        weight, bias = np.empty(sizes[::-1], np.float32), np.full(sizes[1], 9, np.float32)
        g = Generator().manual_seed(0)
        init.linear_and_conv_(weight, bias, g)
        np.testing.assert_array_equal(bias, expected.bias.detach().numpy())
        np.testing.assert_array_equal(g.get_state(), torch.get_rng_state().numpy())


@pytest.mark.parametrize("a", [0.0, 0.2, math.sqrt(5)])
def test_kaiming_uniform(a):
    for shape in ((5, 3), (4, 3, 2, 2)):
        weight = torch.nn.init.kaiming_uniform_(torch.empty(shape), a, generator=torch.Generator().manual_seed(1))
        ours = init.kaiming_uniform_(np.empty(shape, np.float32), a, Generator().manual_seed(1))
        np.testing.assert_array_equal(ours, weight.numpy())


def test_bounds_by_hand():
    weight, bias = np.empty((1000, 4, 2, 2)), np.empty(1000)
    init.linear_and_conv_(weight, bias, Generator().manual_seed(0))
    assert 0.249 < np.abs(weight).max() < 0.25  # 1 / √16
    assert 0.249 < np.abs(bias).max() < 0.25


def test_a_weight_without_inputs_is_refused():
    with pytest.raises(ValueError, match=r"fan_in: weight \(3,\) is 1-d, expected \(outputs, inputs, ...\)"):
        init.linear_and_conv_(np.empty(3), np.empty(3))
