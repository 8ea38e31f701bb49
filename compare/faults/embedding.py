"""Mistakes in the embedding, and in the normally distributed numbers that its layer starts with."""

from __future__ import annotations

from ._fault import Fault

EMBEDDING, TABLE, NORMAL, RANDOM = "functional/embedding.py", "nn/embedding.py", "normal.py", "random.py"


def _embedding(idea: str, old: str, new: str) -> Fault:
    return Fault("embedding", idea, EMBEDDING, old, new)


FAULTS: list[Fault] = [
    _embedding("a repeated index counts once", "np.add.at(dweight, input, rows)", "dweight[input] += rows"),
    _embedding(
        "the last gradient of a repeated index wins", "np.add.at(dweight, input, rows)", "dweight[input] = rows"
    ),
    _embedding("padding_idx ignored", "if padding is not None:", "if False:"),
    _embedding("padding_idx only heeded if not 0", "if padding is not None:", "if padding:"),
    _embedding("negative padding_idx not counted from the end", "(V if padding_idx < 0 else 0)", "0"),
    _embedding("negative padding_idx off by one", "(V if padding_idx < 0 else 0)", "(V - 1 if padding_idx < 0 else 0)"),
    _embedding(
        "padding is zeros in the output, too",
        "return weight[input], backward",
        "return weight[input] * (np.asarray(input)[..., None] != (-1 if padding is None else padding)), backward",
    ),
    _embedding("scale_grad_by_freq ignored", "if scale_grad_by_freq:", "if False:"),
    _embedding(
        "scaled by the share of the index",
        "minlength=V).astype(dy.dtype)",
        "minlength=V).astype(dy.dtype) / max(input.size, 1)",
    ),
    _embedding("scaled always", "if scale_grad_by_freq:", "if True:"),
    _embedding("padding_idx out of range accepted", "if padding_idx and not -V <= padding_idx < V:", "if False:"),
    _embedding("negative indices count from the end", "not 0 <= input.min()", "not -V <= input.min()"),
    _embedding(
        "any integers are indices", "if input.dtype not in (np.int64, np.int32):", 'if input.dtype.kind not in "iu":'
    ),
    _embedding("int32 refused", "not in (np.int64, np.int32)", "not in (np.int64,)"),
    _embedding("float64 leaks into the gradient", "np.zeros_like(weight)", "np.zeros(weight.shape)"),
    Fault("Embedding", "padding row not zero at first", TABLE, "self.weight[self.padding_idx] = 0", "pass"),
    Fault(
        "Embedding",
        "padding row of a given weight made zero",
        TABLE,
        "            self.weight = _weight\n",
        "            self.weight = _weight\n            _weight[padding_idx or ()] *= padding_idx is None\n",
    ),
    Fault(
        "Embedding",
        "padding_idx not handed on",
        TABLE,
        "self.weight, self.padding_idx, scale",
        "self.weight, None, scale",
    ),
    Fault(
        "Embedding",
        "scale_grad_by_freq not handed on",
        TABLE,
        "scale_grad_by_freq=self.scale_grad_by_freq)\n        return",
        ")\n        return",
    ),
    Fault("Embedding", "frozen weight still learned", TABLE, "{} if self.freeze else", "{} if False else"),
    Fault(
        "Embedding",
        "drawn evenly",
        TABLE,
        "from ..random import normal_",
        "from ..random import uniform_\n\nnormal_ = lambda x: uniform_(x, -1, 1)",
    ),
    Fault("Embedding", "few numbers drawn like many", RANDOM, "if x.size < 16 or not", "if not"),
    Fault("Embedding", "last sixteen not drawn again", RANDOM, "values[-16:] = blocks", "values[-rest:] = blocks"),
    Fault("Embedding", "sine and cosine exchanged", NORMAL, "return r * cos, r * sin", "return r * sin, r * cos"),
    Fault(
        "Embedding",
        "logarithm rounded once",
        NORMAL,
        "r = np.sqrt(-2 * _log(1 - u))",
        "r = np.sqrt(-2 * np.log1p(-u.astype(float))).astype(np.float32)",
    ),
    Fault(
        "Embedding",
        "products rounded before they are added",
        NORMAL,
        "return (a.astype(np.float64) * b + c).astype(np.float32)",
        "return (a * b.astype(np.float32) + c.astype(np.float32)).astype(np.float32)",
    ),
]
