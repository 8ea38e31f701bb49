"""Mistakes in dropout, and in the random stream under it."""

from __future__ import annotations

from ._fault import Fault

DROPOUT, GENERATOR, RANDOM = "functional/dropout.py", "generator.py", "random.py"

FAULTS: list[Fault] = [
    Fault(
        "dropout",
        "p taken for the probability of keeping",
        DROPOUT,
        "random.bernoulli_(keep, 1 - p, rng)",
        "random.bernoulli_(keep, p, rng)",
    ),
    Fault("dropout", "what is kept is not scaled", DROPOUT, "keep / input.dtype.type(1 - p)", "keep"),
    Fault(
        "dropout",
        "scaled by 1 − p instead of its inverse",
        DROPOUT,
        "keep / input.dtype.type(1 - p)",
        "keep * input.dtype.type(1 - p)",
    ),
    Fault(
        "dropout",
        "backward with a mask of its own",
        DROPOUT,
        "    return input * noise, lambda dy: (dy * noise,)",
        "    return input * noise, lambda dy: (dy * np.roll(noise, 1),)",
    ),
    Fault(
        "dropout",
        "the mask kept where the next call finds it",
        DROPOUT,
        "    return input * noise, lambda dy: (dy * noise,)",
        "    _scaled.noise = noise\n    return input * noise, lambda dy: (dy * _scaled.noise,)",
    ),
    Fault(
        "dropout",
        "backward ignores the mask",
        DROPOUT,
        "    return input * noise, lambda dy: (dy * noise,)",
        "    return input * noise, lambda dy: (dy / input.dtype.type(1 - p + (p == 1)),)",
    ),
    Fault(
        "dropout", "drops in evaluation too", DROPOUT, "    if not training or not keep.size", "    if not keep.size"
    ),
    Fault(
        "dropout",
        "scaled in evaluation instead of in training",
        DROPOUT,
        "        return input.copy(), lambda dy: (dy.copy(),)",
        "        return input * input.dtype.type(1 - p), lambda dy: (dy * dy.dtype.type(1 - p),)",
    ),
    Fault("dropout", "mask True drops", DROPOUT, "keep[...] = mask", "keep[...] = ~mask"),
    Fault("dropout", "draws though nothing can be dropped", DROPOUT, "(p == 0 and mask is None)", "False"),
    Fault(
        "dropout",
        "draws though everything is dropped",
        DROPOUT,
        "    if p == 1:\n        keep.fill(0)\n    elif",
        "    if",
    ),
    Fault(
        "dropout",
        "one uniform number for every float32, as in `rand`",
        RANDOM,
        "p = np.asarray(p, np.float64)",
        "p = np.asarray(p, x.dtype)",
    ),
    Fault(
        "dropout",
        "drawn in the order of the axes, not of the memory",
        RANDOM,
        "key=lambda axis: -abs(x.strides[axis])",
        "key=lambda axis: axis",
    ),
    Fault(
        "dropout",
        "u ≤ p",
        DROPOUT,
        "random.bernoulli_(keep, 1 - p, rng)",
        "keep[...] = 1 - random.bernoulli_(keep, p, rng)",
    ),
    Fault(
        "dropout",
        "special values dropped by selection",
        DROPOUT,
        "    return input * noise, lambda dy: (dy * noise,)",
        "    return np.where(noise, input * noise, 0), lambda dy: (dy * noise,)",
    ),
    Fault(
        "dropout",
        "the words of a pair in the other order",
        GENERATOR,
        "words[0::2] << np.uint64(32) | words[1::2]",
        "words[1::2] << np.uint64(32) | words[0::2]",
    ),
    Fault(
        "dropout",
        "high bits of the pair instead of the low ones",
        RANDOM,
        "generator.double_words(n) & np.uint64(2**53 - 1)",
        "generator.double_words(n) >> np.uint64(11)",
    ),
    Fault(
        "dropout",
        "one generator for all: rng ignored",
        DROPOUT,
        "random.bernoulli_(keep, 1 - p, rng)",
        "random.bernoulli_(keep, 1 - p)",
    ),
    Fault(
        "dropout1d",
        "unbatched input taken for (N, C)",
        DROPOUT,
        '"dropout1d", input, input.ndim - 1, p',
        '"dropout1d", input, 2, p',
    ),
    Fault(
        "dropout2d",
        "elements dropped instead of channels",
        DROPOUT,
        '"dropout2d", input, 2, p',
        '"dropout2d", input, input.ndim, p',
    ),
    Fault(
        "dropout2d",
        "three axes taken for (C, H, W)",
        DROPOUT,
        '"dropout2d", input, 2, p',
        '"dropout2d", input, 1 if input.ndim == 3 else 2, p',
    ),
    Fault("dropout3d", "unbatched input taken for (N, C, ...)", DROPOUT, "2 if input.ndim == 5 else 1", "2"),
    Fault("alpha_dropout", "dropped to 0, not to SELU's limit", DROPOUT, "(keep - 1) * number(ALPHA * a)", "0 * keep"),
    Fault("alpha_dropout", "without the scale a", DROPOUT, "    noise = keep * number(a)", "    noise = keep"),
    Fault(
        "alpha_dropout", "A without SELU's scale", DROPOUT, "ALPHA = 1.7580993408473766", "ALPHA = 1.6732632423543772"
    ),
    Fault("alpha_dropout", "training by default", DROPOUT, "    training: bool = False,", "    training: bool = True,"),
    Fault(
        "alpha_dropout",
        "backward draws from the generator once more",
        DROPOUT,
        "lambda dy: (dy * noise,)\n\n\ndef _channels",
        "lambda dy: (dy * noise + 0 * _drawn(dy + 0, p, True, rng, mask),)\n\n\ndef _channels",
    ),
]
