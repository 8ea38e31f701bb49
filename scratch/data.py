"""Data: from arrays to minibatches. PyTorch's names, and from the same seed the same samples in the same order.

A data set is split once, so that the part that judges (validation, test) never trains. Each epoch then shuffles the
indices and takes `batch_size` at a time; the gradient of a minibatch is the mean over its samples.

    train, validation, test = random_split(TensorDataset(*digits()), (0.7, 0.15, 0.15), Generator().manual_seed(0))
    for epoch in range(2):
        for images, labels in DataLoader(train, batch_size=32, shuffle=True):
            ...
"""

from __future__ import annotations

import gzip
import importlib.util
import itertools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from . import random
from .functional._check import arrays, flag, is_int, number, shown

Sample = tuple[np.ndarray, ...]
Index = int | slice | Sequence[int] | np.ndarray  # of one sample, or of several


def digits() -> tuple[np.ndarray, np.ndarray]:
    """1,797 real handwritten digits, 8 × 8, from the file that scikit-learn installs (which is not imported).

    The file holds grey values from 0 to 16; they are divided by 16, so each is exact in float32.

    Returns:
        images (1797, 1, 8, 8), float32 from 0 to 1 (ink is 1), and labels (1797,), int64 from 0 to 9.

    Raises:
        ModuleNotFoundError: scikit-learn is not installed.

    See:
        https://scikit-learn.org/stable/modules/generated/sklearn.datasets.load_digits.html

    >>> images, labels = digits()
    >>> (images[0, 0, 0] * 16).astype(int).tolist(), int(labels[0])
    ([0, 0, 5, 13, 9, 1, 0, 0], 0)
    """
    found = importlib.util.find_spec("sklearn")
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("digits: scikit-learn, whose file holds the digits, is not installed")
    with gzip.open(Path(found.submodule_search_locations[0], "datasets", "data", "digits.csv.gz"), "rt") as file:
        table = np.loadtxt(file, delimiter=",")
    images = (table[:, :-1] / 16).astype(np.float32).reshape(-1, 1, 8, 8)
    return images, table[:, -1].astype(np.int64)


class TensorDataset:
    """Arrays of equal length, such as images and labels; sample i is the tuple of their i-th rows.

    Several samples at once: `dataset[[3, 1, 4]]` is a tuple of arrays.

    See:
        https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.TensorDataset
    """

    def __init__(self, *tensors: np.ndarray):
        arrays("TensorDataset", **{f"tensor {i}": x for i, x in enumerate(tensors)})
        if not tensors:
            raise ValueError("TensorDataset: no tensors, expected at least one")
        for i, x in enumerate(tensors):
            if not x.ndim:
                raise ValueError(f"TensorDataset: tensor {i} is 0-d, expected a row for each sample")
            if len(x) != len(tensors[0]):
                rows = f"tensor {i} {x.shape} has {len(x)} rows, tensor 0 {tensors[0].shape} has {len(tensors[0])}"
                raise ValueError(f"TensorDataset: {rows}; expected the same number")
        self.tensors = tensors

    def __getitem__(self, index: Index) -> Sample:
        return tuple(x[index] for x in self.tensors)

    def __len__(self) -> int:
        return len(self.tensors[0])


class Subset:
    """Some samples of a data set, by their indices; the arrays are not copied."""

    def __init__(self, dataset: TensorDataset | Subset, indices: Sequence[int]):
        self.dataset, self.indices = dataset, indices

    def __getitem__(self, index: Index) -> Sample:
        return self.dataset[np.asarray(self.indices, np.int64)[index]]

    def __len__(self) -> int:
        return len(self.indices)


Dataset = TensorDataset | Subset


def random_split(dataset: Dataset, lengths: Sequence[float], generator: random.Generator | None = None) -> list[Subset]:
    """Cut a random order of the samples into parts: training, validation, test.

    Args:
        dataset: what to cut.
        lengths: the number of samples in each part, or fractions that sum to 1. A fraction's part is rounded down; what
            is left over goes one by one to the first parts.
        generator: draws the order, once; by default `scratch.random`'s own.

    Returns:
        one Subset for each length.

    See:
        https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.random_split

    >>> [len(part) for part in random_split(TensorDataset(np.arange(11)), (0.7, 0.15, 0.15))]
    [8, 2, 1]
    """
    n = len(dataset)
    counts: list[Any] = list(lengths)
    for i, count in enumerate(counts):
        number("random_split", f"length {i}", count)
    if min(counts, default=0) < 0:
        raise ValueError(f"random_split: lengths are {counts}, expected numbers of at least 0")
    if math.isclose(sum(counts), 1) and sum(counts) <= 1:
        counts = [math.floor(n * fraction) for fraction in counts]
        for i in range(n - sum(counts)):
            counts[i % len(counts)] += 1
    if sum(counts) != n or not all(map(is_int, counts)):
        raise ValueError(
            f"random_split: lengths are {list(lengths)}, expected to sum to {n} samples, or fractions to 1"
        )
    order = random.randperm(n, generator=generator).tolist()
    ends = list(itertools.accumulate(counts))
    return [Subset(dataset, order[end - count : end]) for end, count in zip(ends, counts)]


class DataLoader:
    """Minibatches: each `for` loop over it is one epoch, and yields tuples of arrays.

    Draws from `generator` what PyTorch's DataLoader draws, when it draws it, so that a generator shared with anything
    else stays in step: one number that would seed worker processes, then the order, and when that is used up another
    order that nobody uses. Without a generator, `scratch.random`'s own gives the first number, and a seed for the
    orders.

    Args:
        dataset: a TensorDataset or a part of one.
        batch_size: samples in a minibatch; the last one of an epoch may be smaller.
        shuffle: a new order every epoch, or the order of the data.
        drop_last: leave out the smaller last one.
        generator: a `scratch.random.Generator`.

    See:
        https://docs.pytorch.org/docs/stable/data.html#torch.utils.data.DataLoader

    >>> [x.tolist() for (x,) in DataLoader(TensorDataset(np.arange(5)), batch_size=2)]
    [[0, 1], [2, 3], [4]]
    """

    def __init__(
        self,
        dataset: Dataset,
        batch_size: int = 1,
        shuffle: bool | None = None,
        *,
        drop_last: bool = False,
        generator: random.Generator | None = None,
    ):
        if not is_int(batch_size) or batch_size < 1:
            raise ValueError(f"DataLoader: batch_size is {shown(batch_size)}, expected an int of at least 1")
        if shuffle and not len(dataset):
            raise ValueError("DataLoader: the data set is empty, expected at least one sample to shuffle")
        flag("DataLoader", "drop_last", drop_last)
        if generator is not None and not isinstance(generator, random.Generator):
            found = type(generator).__name__
            raise TypeError(f"DataLoader: generator is a {found}, expected a scratch.random.Generator")
        self.dataset, self.batch_size, self.shuffle = dataset, batch_size, shuffle
        self.drop_last, self.generator = drop_last, generator

    def __len__(self) -> int:
        n = len(self.dataset)
        return n // self.batch_size if self.drop_last else -(-n // self.batch_size)

    def __iter__(self) -> Iterator[Sample]:
        _any_int64(self.generator)  # seeds PyTorch's worker processes
        indices = self._shuffled() if self.shuffle else iter(range(len(self.dataset)))
        while chosen := list(itertools.islice(indices, self.batch_size)):
            if len(chosen) == self.batch_size or not self.drop_last:
                yield self.dataset[chosen]

    def _shuffled(self) -> Iterator[int]:
        generator = random.Generator().manual_seed(_any_int64(None)) if self.generator is None else self.generator
        yield from random.randperm(len(self.dataset), generator=generator).tolist()
        random.randperm(len(self.dataset), generator=generator)  # PyTorch's sampler asks for more, and takes none of it


def _any_int64(generator: random.Generator | None) -> int:
    """A non-negative 64-bit integer, any of them equally likely."""
    return int(random.random_(np.empty((), np.int64), generator))
