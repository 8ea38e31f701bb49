"""The same names as in scratch.random, and the same draws through them."""

import numpy as np
import torch

import scratch.random
import torch_ref.random


def test_every_public_name_has_its_twin():
    ours = {name for name, x in vars(scratch.random).items() if getattr(x, "__module__", "") == "scratch.random"}
    assert {name for name in ours if not name.startswith("_")} <= set(torch_ref.random.__all__)


def test_filling():
    for name, arguments, dtype in (
        ("uniform_", (-2.0, 2.0), "float32"),
        ("normal_", (0.0, 2.0), "float32"),
        ("random_", (), "int64"),
        ("bernoulli_", (0.3,), "float32"),
    ):
        x, t = np.zeros(7, dtype), torch.from_numpy(np.zeros(7, dtype))
        getattr(scratch.random, name)(x, *arguments, scratch.random.Generator().manual_seed(5))
        getattr(torch_ref.random, name)(t, *arguments, torch.Generator().manual_seed(5))
        np.testing.assert_array_equal(x, t.numpy())
