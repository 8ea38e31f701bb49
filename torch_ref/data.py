"""Data: PyTorch's own classes on scikit-learn's digits."""

from __future__ import annotations

import torch
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split

__all__ = ["DataLoader", "Subset", "TensorDataset", "digits", "random_split"]


def digits() -> tuple[torch.Tensor, torch.Tensor]:
    """1,797 real handwritten digits: images (1797, 1, 8, 8), float32 from 0 to 1, and labels (1797,), int64."""
    from sklearn.datasets import load_digits  # imported on use: it takes a second

    bunch = load_digits()
    images = torch.from_numpy(bunch.images).to(torch.float32).div(16).unsqueeze(1)
    return images, torch.from_numpy(bunch.target)
