"""Questions about losses: every reduction and weighting, errors on kinks, probabilities of 0 and 1, logits far out."""

from __future__ import annotations

from .binary import binary_cross_entropy, binary_cross_entropy_with_logits
from .classification import cross_entropy, nll_loss
from .divergence import kl_div
from .embedding import cosine_embedding_loss, triplet_margin_loss
from .hinge import hinge_embedding_loss, margin_ranking_loss
from .likelihood import gaussian_nll_loss, poisson_nll_loss
from .margin import multi_margin_loss, multilabel_margin_loss
from .regression import huber_loss, l1_loss, mse_loss, smooth_l1_loss
from .soft_margin import multilabel_soft_margin_loss, soft_margin_loss

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cosine_embedding_loss",
    "cross_entropy",
    "gaussian_nll_loss",
    "hinge_embedding_loss",
    "huber_loss",
    "kl_div",
    "l1_loss",
    "margin_ranking_loss",
    "mse_loss",
    "multi_margin_loss",
    "multilabel_margin_loss",
    "multilabel_soft_margin_loss",
    "nll_loss",
    "poisson_nll_loss",
    "smooth_l1_loss",
    "soft_margin_loss",
    "triplet_margin_loss",
]
