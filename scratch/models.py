"""Three classifiers of 8 × 8 digits. (N, 1, 8, 8) images in, (N, 10) logits out, and the model's pullback."""

from __future__ import annotations

from typing import Any

import numpy as np

from . import nn
from .nn.module import Array, Pullback


class SigmoidMLP(nn.Module):
    """One hidden layer of sigmoids: the network of the first lesson."""

    def __init__(self, hidden: int = 32, *, dtype: Any = np.float32):
        self.flatten = nn.Flatten()
        self.hidden = nn.Linear(64, hidden, dtype=dtype)
        self.sigmoid = nn.Sigmoid()
        self.output = nn.Linear(hidden, 10, dtype=dtype)

    def forward(self, x: Array) -> tuple[Array, Pullback]:
        return self.chain(x, "flatten", "hidden", "sigmoid", "output")


class ReLUMLP(nn.Module):
    """The same with ReLU."""

    def __init__(self, hidden: int = 32, *, dtype: Any = np.float32):
        self.flatten = nn.Flatten()
        self.hidden = nn.Linear(64, hidden, dtype=dtype)
        self.relu = nn.ReLU()
        self.output = nn.Linear(hidden, 10, dtype=dtype)

    def forward(self, x: Array) -> tuple[Array, Pullback]:
        return self.chain(x, "flatten", "hidden", "relu", "output")


class CNN(nn.Module):
    """Convolution (without a bias: batch norm's takes its place), batch norm, ReLU, pooling, dropout, linear."""

    def __init__(self, channels: int = 8, p: float = 0.25, *, dtype: Any = np.float32):
        self.conv = nn.Conv2d(1, channels, 3, padding=1, bias=False, dtype=dtype)
        self.norm = nn.BatchNorm2d(channels, dtype=dtype)
        self.relu = nn.ReLU()
        self.pool = nn.MaxPool2d(2)
        self.dropout = nn.Dropout(p)
        self.flatten = nn.Flatten()
        self.output = nn.Linear(channels * 4 * 4, 10, dtype=dtype)

    def forward(self, x: Array) -> tuple[Array, Pullback]:
        return self.chain(x, "conv", "norm", "relu", "pool", "dropout", "flatten", "output")
