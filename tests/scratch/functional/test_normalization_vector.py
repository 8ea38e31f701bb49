"""`normalize` and local response normalization: what the questions of `compare` cannot express."""

import numpy as np
import pytest
import torch

from scratch import functional as F


@pytest.mark.parametrize("size", [1, 2, 3, 4, 9, 30])
def test_local_response_norm_is_its_equation(size):
    x = np.random.default_rng(size).standard_normal((2, 5, 3))
    y = np.empty_like(x)
    for c in range(5):
        neighbours = x[:, max(c - size // 2, 0) : c + (size - 1) // 2 + 1]
        y[:, c] = x[:, c] / (1.5 + 0.7 / size * (neighbours**2).sum(axis=1)) ** 0.6
    np.testing.assert_allclose(F.local_response_norm(x, size, 0.7, 0.6, 1.5)[0], y, rtol=1e-13)


@pytest.mark.parametrize("p", [1.0, 2.0, 3.0, 0.5, -1.0, np.inf, -np.inf, 0.0])
def test_normalize_is_its_equation(p):
    x = np.random.default_rng(0).standard_normal((4, 5))
    y, _ = F.normalize(x, p)
    np.testing.assert_allclose(y, x / np.stack([np.linalg.norm(row, p) for row in x])[:, None], rtol=1e-13)
    if p:  # but for p = 0, the norm of y is 1, and the gradient is orthogonal to x
        np.testing.assert_allclose([np.linalg.norm(row, p) for row in y], 1, rtol=1e-13)
        (dx,) = F.normalize(x, p)[1](np.random.default_rng(1).standard_normal((4, 5)))
        np.testing.assert_allclose((dx * x).sum(axis=1), 0, atol=1e-10)


def test_lengths_beyond_float32():
    """PyTorch squares in float32, and finds the length infinite."""
    x = np.array([[3e30, 4e30]], np.float32)
    y, backward = F.normalize(x)
    np.testing.assert_allclose(y, [[0.6, 0.8]], rtol=1e-6)
    np.testing.assert_allclose(backward(np.ones_like(x))[0], np.array([[0.032, -0.024]]) / 1e30, rtol=1e-5)
    assert torch.nn.functional.normalize(torch.from_numpy(x)).tolist() == [[0, 0]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda x: F.normalize(x, dim=(0, -3)), "normalize: dim is (0, -3), expected each axis once"),
        (lambda x: F.normalize(x, dim=3), "normalize: dim is 3, expected between -3 and 2 for a 3-d input"),
        (
            lambda x: F.normalize(x[:, :0], -1.0),
            "normalize: input (2, 0, 4) has vectors of no values along (1,), which have no -1.0-norm",
        ),
        (lambda x: F.local_response_norm(x, 0), "local_response_norm: size is 0, expected at least 1"),
        (
            lambda x: F.local_response_norm(x[0], 2),
            "local_response_norm: input (3, 4) is 2-d, expected (N, C, L) or (N, C, ...)",
        ),
    ],
)
def test_refusals_say_what_was_expected(call, message):
    with pytest.raises(ValueError, match=r".") as error:
        call(np.ones((2, 3, 4)))
    assert str(error.value) == message
