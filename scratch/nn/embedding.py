"""The lookup table."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import functional as F
from ..functional._check import arrays, integer, is_floating, ndim, shape
from ..functional.embedding import row
from ..random import normal_
from ._parts import Array, Pullback, parameter
from .module import Module


class Embedding(Module):
    """A vector of `embedding_dim` numbers for each of the indices 0 to `num_embeddings` − 1.

    Args:
        num_embeddings, embedding_dim: the sizes of the weight.
        padding_idx: an index whose vector is zeros at first and gets no gradient; a negative one counts from the end.
        scale_grad_by_freq: whether to divide the gradient of a vector by how often its index occurs in the input.
        _weight: the weight itself, in place of a drawn one.
        _freeze: True gives the weight no gradient.
        dtype: of a drawn weight, a floating NumPy dtype.

    Parameters: weight (num_embeddings, embedding_dim), drawn from the normal distribution with variance 1 from
    `scratch.random`'s generator. The input has no gradient: `backward(dy)` returns `None, grads`.

    >>> Embedding(10, 3, padding_idx=-1)
    Embedding(10, 3, padding_idx=9)

    See: `functional.embedding`, https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html
    """

    def __init__(
        self,
        num_embeddings: int,
        embedding_dim: int,
        padding_idx: int | None = None,
        *,
        scale_grad_by_freq: bool = False,
        _weight: Array | None = None,
        _freeze: bool = False,
        dtype: Any = np.float32,
    ):
        integer("Embedding", "num_embeddings", num_embeddings)
        self.num_embeddings = num_embeddings
        self.embedding_dim = embedding_dim
        self.padding_idx = row("Embedding", padding_idx, num_embeddings)
        self.scale_grad_by_freq = scale_grad_by_freq
        self.freeze = _freeze
        if _weight is None:
            self.weight = normal_(parameter("Embedding", (num_embeddings, embedding_dim), dtype))
            if self.padding_idx is not None:
                self.weight[self.padding_idx] = 0
        else:
            arrays("Embedding", _weight=_weight)
            if not is_floating(_weight.dtype):
                raise TypeError(f"Embedding: _weight is {_weight.dtype}, expected a floating dtype")
            shape("Embedding", "_weight", _weight, (num_embeddings, embedding_dim))
            self.weight = _weight

    @classmethod
    def from_pretrained(
        cls,
        embeddings: Array,
        freeze: bool = True,
        padding_idx: int | None = None,
        *,
        scale_grad_by_freq: bool = False,
    ) -> Embedding:
        """A layer around the table `embeddings`, which is not copied; its `padding_idx` row stays as it is."""
        ndim("from_pretrained", "embeddings", embeddings, (2,), "(num_embeddings, embedding_dim)")
        options: dict[str, Any] = {"padding_idx": padding_idx, "scale_grad_by_freq": scale_grad_by_freq}
        return cls(*embeddings.shape, _weight=embeddings, _freeze=freeze, **options)

    def forward(self, input: Array) -> tuple[Array, Pullback]:
        y, pullback = F.embedding(input, self.weight, self.padding_idx, scale_grad_by_freq=self.scale_grad_by_freq)
        return y, lambda dy: (None, {} if self.freeze else {"weight": pullback(dy)[0]})

    def extra_repr(self) -> str:
        padding = "" if self.padding_idx is None else f", padding_idx={self.padding_idx}"
        scaled = f", scale_grad_by_freq={self.scale_grad_by_freq}" if self.scale_grad_by_freq is not False else ""
        return f"{self.num_embeddings}, {self.embedding_dim}{padding}{scaled}"
