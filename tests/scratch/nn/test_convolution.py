"""Transposed convolution layers: the size that one asks for."""

import numpy as np
import pytest

import torch_ref.nn
from scratch import nn


@pytest.mark.parametrize("size", [(7, 10), (8, 11), [2, 3, 7, 11], (3, 8, 10)])
def test_undoes_the_change_of_size(size):
    """A convolution with a stride turns images of several sizes into one; the layer gives back the one asked for."""
    down, up = nn.Conv2d(3, 4, (3, 2), (2, 3), 1), nn.ConvTranspose2d(4, 3, (3, 2), (2, 3), 1)
    shape = (2, 3, *size[-2:]) if len(size) != 3 else size
    x = np.zeros(shape, np.float32)
    small, _ = down(x)
    assert up(small, output_size=size)[0].shape == x.shape


@pytest.mark.parametrize("namespace", [nn, torch_ref.nn])
def test_output_size_by_position_has_no_gradient(namespace):
    layer = namespace.ConvTranspose1d(1, 1, 2, stride=2, bias=False, dtype=np.float64)
    layer.load_state_dict({"weight": np.array([[[1.0, 10.0]]])})
    y, backward = layer(np.array([[[1.0, 2.0]]]), [5])
    assert y.tolist() == [[[1, 10, 2, 20, 0]]]
    dx, grads = backward(np.ones((1, 1, 5)))
    assert dx.tolist() == [[[11, 11]]]
    assert grads["weight"].tolist() == [[[3, 3]]]


@pytest.mark.parametrize(
    ("size", "message"),
    [
        ((6, 10), "ConvTranspose2d: output_size is (6, 10), expected from (7, 10) to (8, 12)"),
        ((8, 13), "ConvTranspose2d: output_size is (8, 13), expected from (7, 10) to (8, 12)"),
        ((7,), "ConvTranspose2d: output_size is (7,), expected 2 or 4 integers"),
        (7, "ConvTranspose2d: output_size is 7, expected integers"),
    ],
)
def test_a_size_that_cannot_be_is_refused(size, message):
    layer = nn.ConvTranspose2d(4, 3, (3, 1), (2, 3), 0)
    with pytest.raises((ValueError, TypeError)) as refused:
        layer(np.zeros((2, 4, 3, 4), np.float32), size)
    assert str(refused.value) == message


def test_refusals_of_the_constructor():
    with pytest.raises(ValueError, match=r"^ConvTranspose1d: padding_mode is 'reflect', expected one of 'zeros'$"):
        nn.ConvTranspose1d(2, 2, 3, padding_mode="reflect")
