"""The defaults spelt out are those of the constructors."""

import pytest
import torch

from torch_ref.init import linear_and_conv_


@pytest.mark.parametrize("layer", [lambda: torch.nn.Linear(7, 5), lambda: torch.nn.Conv2d(4, 6, 3, groups=2)])
def test_the_constructors(layer):
    torch.manual_seed(0)
    expected = layer()
    weight, bias = torch.empty_like(expected.weight), torch.empty_like(expected.bias)
    linear_and_conv_(weight, bias, torch.Generator().manual_seed(0))
    assert torch.equal(weight, expected.weight)
    assert torch.equal(bias, expected.bias)
