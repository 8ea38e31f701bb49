"""The divergence's gradient where a cotangent is 0, which no question draws."""

import numpy as np
import torch

from scratch import functional as F


def test_no_gradient_where_none_arrives():
    x, t, dy = np.array([-1.0, 800.0, -2.0]), np.array([-1.0, 0.5, -3.0]), np.array([0.0, 0.0, 1.0])
    _, backward = F.kl_div(x, t, reduction="none")
    target = torch.tensor(t, requires_grad=True)
    torch.nn.functional.kl_div(torch.tensor(x), target, reduction="none").backward(torch.tensor(dy))
    np.testing.assert_array_equal(backward(dy)[1], target.grad)
    np.testing.assert_array_equal(backward(dy)[1], [0, 0, np.nan])
