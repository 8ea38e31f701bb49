"""The lookup table as a layer: what it starts with, what it keeps, what it learns."""

import numpy as np
import pytest
import torch

import scratch
from scratch import nn


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
@pytest.mark.parametrize("sizes", [(3, 5), (4, 4), (5, 7), (100, 33), (1, 1), (0, 3)])
def test_starts_with_pytorchs_numbers(sizes, dtype):
    for seed in range(5):
        scratch.random.manual_seed(seed)
        torch.manual_seed(seed)
        ours, theirs = nn.Embedding(*sizes, dtype=dtype), torch.nn.Embedding(*sizes, dtype=getattr(torch, dtype))
        np.testing.assert_array_equal(ours.weight, theirs.weight.detach().numpy())
        assert ours.weight.dtype == dtype
        np.testing.assert_array_equal(scratch.random.rand(3), torch.rand(3).numpy())


def test_a_step_changes_the_rows_that_were_picked():
    layer = nn.Embedding(4, 2, padding_idx=0, _weight=np.ones((4, 2)))
    y, backward = layer(np.array([2, 0, 2]))
    dx, grads = backward(np.ones_like(y))
    assert dx is None
    scratch.optim.SGD(layer.named_parameters(), lr=0.5).step(grads)
    assert layer.weight.tolist() == [[1, 1], [1, 1], [0, 0], [1, 1]]


def test_first_layer_of_a_model():
    model = nn.Sequential(nn.Embedding(5, 3), nn.Linear(3, 2))
    y, backward = model(np.array([[1, 4], [1, 0]]))
    dx, grads = backward(np.ones_like(y))
    assert dx is None
    assert {name: g.shape for name, g in grads.items()} == {"0.weight": (5, 3), "1.weight": (2, 3), "1.bias": (2,)}


def test_from_pretrained_is_pytorchs():
    table = np.arange(6.0).reshape(3, 2)
    layer = nn.Embedding.from_pretrained(table, padding_idx=-3)
    theirs = torch.nn.Embedding.from_pretrained(torch.from_numpy(table), padding_idx=-3)
    assert repr(layer) == repr(theirs) == "Embedding(3, 2, padding_idx=0)"
    assert layer.weight is table
    y, backward = layer(np.array([0, 2]))
    np.testing.assert_array_equal(y, theirs(torch.tensor([0, 2])))
    assert backward(y) == (None, {})
    _, backward = nn.Embedding.from_pretrained(table, freeze=False)(np.array([0, 2]))
    assert backward(y)[1]["weight"].tolist() == [[0, 1], [0, 0], [4, 5]]
    with pytest.raises(ValueError, match=r"from_pretrained: embeddings \(3,\) is 1-d, expected 2-d"):
        nn.Embedding.from_pretrained(table[:, 0])


def test_given_weights_are_checked():
    with pytest.raises(ValueError, match=r"Embedding: _weight has shape \(2, 3\), expected \(3, 2\)"):
        nn.Embedding(3, 2, _weight=np.zeros((2, 3)))
    with pytest.raises(TypeError, match="Embedding: _weight is int64, expected a floating dtype"):
        nn.Embedding(3, 2, _weight=np.zeros((3, 2), int))
