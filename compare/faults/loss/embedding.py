"""Mistakes in losses that compare embeddings."""

from __future__ import annotations

from .._fault import Fault


def _cosine(idea: str, old: str, new: str) -> Fault:
    return Fault("cosine_embedding_loss", idea, "functional/loss/embedding.py", old, new)


def _triplet(idea: str, old: str, new: str) -> Fault:
    return Fault("triplet_margin_loss", idea, "functional/loss/embedding.py", old, new)


LAYERS = "nn/loss/embedding.py"
FAULTS: list[Fault] = [
    _cosine("cosine itself where the target is 1", "np.where(same, 1 - cos,", "np.where(same, cos,"),
    _cosine("0 for -1", "labelled(target, -1)", "labelled(target, 0)"),
    _cosine("everything but 1 is -1", "labelled(target, -1)", "target != 1"),
    _cosine("margin ignored", "above = cos - margin", "above = cos"),
    _cosine("margin added", "above = cos - margin", "above = cos + margin"),
    _cosine(
        "margin for those of target 1, too",
        "np.where(same, 1 - cos,",
        "np.where(same, np.maximum(1 - cos - margin, 0),",
    ),
    _cosine("no gradient at the margin", "(above >= 0)", "(above > 0)"),
    _cosine("gradient below the margin", "other & (above >= 0)", "other"),
    _cosine("gradient of target 1 of the wrong sign", "np.where(same, -g,", "np.where(same, g,"),
    _cosine("epsilon of float64, 1e-12", "float(np.float32(1e-12))", "1e-12"),
    _cosine("epsilon of cosine_similarity, 1e-8", "float(np.float32(1e-12))", "float(np.float32(1e-8))"),
    _cosine("epsilon left out", "keepdims=True) + EPSILON", "keepdims=True)"),
    _cosine(
        "epsilon on the lengths, not on their squares",
        "size = np.sqrt(aa * bb)",
        "size = (np.sqrt(aa - EPSILON) + EPSILON) * (np.sqrt(bb - EPSILON) + EPSILON)",
    ),
    _cosine("squared lengths in the denominator", "size = np.sqrt(aa * bb)", "size = aa * bb"),
    _cosine("lengths taken for constants in the gradient", "dsquares = -g * cos", "dsquares = 0 * g * cos"),
    _cosine("input1's gradient for both", "        return da, db\n", "        return da, da\n"),
    _cosine("the square root not differentiated", "-g * cos / (2 * size)", "-g * cos / size"),
    _cosine(
        "the mean over the pairs that count",
        "y, n = reduced(name, loss, reduction)",
        "y, n = reduced(name, loss, reduction, np.count_nonzero(same | other))",
    ),
    _cosine("lengths of the broadcast vectors", "for x in (a, b))", "for x in np.broadcast_arrays(a, b))"),
    _cosine(
        "dy ignored",
        "dcos = np.where(same, -g, np.where(other & (above >= 0), g, 0))",
        "dcos = np.where(same, -1 / n, np.where(other & (above >= 0), 1 / n, 0))",
    ),
    _cosine("cosines of the latest call", "    above = cos - margin", "    global above\n    above = cos - margin"),
    _triplet("the distances swapped", "margin + near - (", "margin - near + ("),
    _triplet("margin ignored: always 1", "np.asarray(margin + near", "np.asarray(1 + near"),
    _triplet("margin subtracted", "np.asarray(margin + near", "np.asarray(near - margin"),
    _triplet("not cut off at 0", "np.maximum(gap, 0), reduction", "gap, reduction"),
    _triplet("no gradient at the kink", "np.where(gap >= 0, dy / n, 0)", "np.where(gap > 0, dy / n, 0)"),
    _triplet("gradient beyond the margin", "np.where(gap >= 0, dy / n, 0)", "np.where(gap == gap, dy / n, 0)"),
    _triplet(
        "squared distances",
        "near, near_backward = pairwise_distance(anchor, positive, p, eps)",
        "near, near_backward = pairwise_distance(anchor, positive, p, eps)\n    near = near * near",
    ),
    _triplet(
        "p ignored: always 2",
        "near_backward = pairwise_distance(anchor, positive, p, eps)",
        "near_backward = pairwise_distance(anchor, positive, 2, eps)",
    ),
    _triplet(
        "eps ignored: always 1e-6",
        "far_backward = pairwise_distance(anchor, negative, p, eps)",
        "far_backward = pairwise_distance(anchor, negative, p)",
    ),
    _triplet(
        "p ignored in the swapped distance: always 2",
        "swapped_backward = pairwise_distance(positive, negative, p, eps)",
        "swapped_backward = pairwise_distance(positive, negative, eps=eps)",
    ),
    _triplet("eps of another op, 1e-8", "eps: float = 1e-6,", "eps: float = 1e-8,"),
    _triplet("swap ignored", "(np.minimum(far, swapped) if swap else far)", "far"),
    _triplet("swap takes the larger distance", "np.minimum(far, swapped)", "np.maximum(far, swapped)"),
    _triplet("swap replaces the distance", "np.minimum(far, swapped) if swap", "swapped if swap"),
    _triplet(
        "swap without its gradient",
        "np.where(far < swapped, 0, shared), swapped",
        "np.where(far < swapped, 0, 0 * shared), swapped",
    ),
    _triplet("swap unknown to the gradient", "        if not swap:\n", "        if True:\n"),
    _triplet("equal distances both get everything", "np.where(far == swapped, -g / 2, -g)", "-g"),
    _triplet("the negative pulled near", "far_backward(summed_to(-g, far))", "far_backward(summed_to(g, far))"),
    _triplet(
        "the anchor follows the positive alone",
        "            return da + da_far, dp, dn\n",
        "            return da, dp, dn\n",
    ),
    _triplet(
        "distances of the latest call", "    gap = np.asarray(margin", "    global gap\n    gap = np.asarray(margin"
    ),
    Fault("CosineEmbeddingLoss", "margin of 0.5 by default", LAYERS, "margin: float = 0.0", "margin: float = 0.5"),
    Fault("CosineEmbeddingLoss", "margin forgotten", LAYERS, "target, self.margin, reduction", "target, reduction"),
    Fault(
        "CosineEmbeddingLoss",
        "an input twice",
        LAYERS,
        "(input1, input2, target, self",
        "(input1, input1, target, self",
    ),
    Fault("TripletMarginLoss", "swap forgotten", LAYERS, "self.eps, self.swap, reduction", "self.eps, reduction"),
    Fault(
        "TripletMarginLoss", "eps and p swapped", LAYERS, "self.p, self.eps, self.swap", "self.eps, self.p, self.swap"
    ),
    Fault(
        "TripletMarginLoss",
        "positive and negative swapped",
        LAYERS,
        "anchor, positive, negative, self.margin",
        "anchor, negative, positive, self.margin",
    ),
    Fault("TripletMarginLoss", "margin looked at when called", LAYERS, "if margin <= 0:", "if False:"),
]
