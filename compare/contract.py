"""What a namespace under test is asked, and in which words. Nothing here knows how anything is computed."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, Protocol

import numpy as np

CONCEPTS = (
    "gates", "activation", "linear", "loss", "convolution", "pooling", "interpolation", "normalization", "distance",
    "dropout", "shape", "layers", "optim", "training", "published",
)  # fmt: skip

DEFAULT = ("float64", "float32")  # the dtypes that are asked about if none is named
DTYPES = (*DEFAULT, "float16", "bfloat16")


class Absent(LookupError):
    """The namespace has no such name: a row, never a crash."""


class Unsupported(Exception):
    """The namespace has no part in this question, and need not: a row that never fails."""


class _NotGiven:
    """Stands for a gradient that the candidate has no way to give."""

    def __repr__(self) -> str:
        return "not given"


NOT_GIVEN = _NotGiven()


@dataclass(frozen=True)
class Raised:
    """A call that ended in an exception: its class and its message, in one line."""

    kind: str
    message: str

    @classmethod
    def of(cls, error: BaseException) -> Raised:
        try:
            words = " ".join(str(error).split())
        except Exception:  # the message of a user's own exception
            words = "(its message cannot be read)"
        words = words if len(words) <= 300 else words[:297] + "..."
        return cls(type(error).__name__, "".join(c if c.isprintable() else ascii(c)[1:-1] for c in words))

    def __str__(self) -> str:
        return f"{self.kind}: {self.message}" if self.message else self.kind


class Namespace:
    """A package or module that speaks the contract, seen by room.

    `Namespace("scratch").get("functional", "relu")` is `scratch.functional.relu`. A flat module without rooms answers
    `relu` for every room.
    """

    def __init__(self, source: str | ModuleType | Any):
        self.source = importlib.import_module(source) if isinstance(source, str) else source
        self.name = source if isinstance(source, str) else getattr(source, "__name__", type(source).__name__)

    def room(self, name: str) -> Any:
        """The sub-module `name` if there is one, else the module itself."""
        found = getattr(self.source, name, None)
        if found is None and hasattr(self.source, "__path__"):
            full = f"{self.source.__name__}.{name}"
            if importlib.util.find_spec(full) is not None:
                found = importlib.import_module(full)
        return self.source if found is None else found

    def get(self, room: str, name: str) -> Any:
        """The object `name` in `room`.

        Raises:
            Absent: the namespace has none.
        """
        try:
            return getattr(self.room(room), name)
        except AttributeError:
            raise Absent(f"{self.name} has no {name}") from None


Inputs = dict[str, Any]
Answer = dict[str, Any]
Disputed = tuple[np.ndarray, Callable[[Answer, Inputs], Any]]  # what a gradient is with respect to, and of


class Question(Protocol):
    """One question that two namespaces are asked with the same inputs.

    `inputs` holds floating arrays as float64 (the engine rounds them to the working dtype, and moves them by a unit in
    the last place to learn the conditioning), integer and bool arrays, and options, in nested dicts, lists and tuples.
    """

    concept: str
    op: str
    case: str
    dtypes: tuple[str, ...]
    raises: bool  # both must refuse the call
    exact: bool  # inputs sit on kinks or ties: never move them
    zeros: frozenset[str]  # quantities that are all zeros by design

    def prepare(self, reference: Namespace) -> Inputs:
        """The inputs; the reference may be asked for shapes (to draw a cotangent)."""

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        """The namespace's answer by quantity: arrays (compared by rounding), everything else compared exactly.

        Exceptions are let through. Absent is raised where the namespace lacks the name.
        """


@dataclass(frozen=True)
class Op:
    """A function of the room `functional`: which of its array arguments are differentiable, which it writes to.

    Its `labels` are compared for equality: moved by a unit in the last place, they would be labels no more.
    """

    name: str
    concept: str
    differentiable: tuple[str, ...] = ("input",)
    buffers: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Call:
    """The arguments of one call, as they would be written."""

    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)


def call(*args: Any, **kwargs: Any) -> Call:
    """`call(x, w, stride=2)` is the call `op(x, w, stride=2)`."""
    return Call(args, kwargs)


@dataclass(frozen=True)
class Seed:
    """Stands for a random generator seeded so: each namespace puts its own `Generator` in its place."""

    value: int


@dataclass(frozen=True)
class Case:
    """One question about one op. `compare/cases/` has a generator of these per op.

    Args:
        name: says what is special here, unique within the op, such as `stride=2 padding=1`.
        call: floating arrays in float64; the engine makes the working copies. One in float32 stays so, for calls of
            mixed dtypes (with `dtypes=("float64",)`).
        raises: PyTorch refuses this call, and so must the candidate.
        zeros: the quantities that are all zeros by design (`"y"`, `"grad input"`); any other zero check is vacuous.
        exact: the inputs sit on a kink, a tie or a border, so they must not be moved to learn the conditioning.
        dtypes: the working dtypes.
        layout: how the working copies lie in memory: see `compare.inputs.laid_out`.
    """

    name: str
    call: Call
    raises: bool = False
    zeros: frozenset[str] | set[str] = frozenset()
    exact: bool = False
    dtypes: tuple[str, ...] = DTYPES
    layout: str = "C"


def _ops() -> dict[str, Op]:
    both = ("input", "target")
    affine = ("input", "weight", "bias")
    table: dict[str, dict[str, tuple[str, ...]]] = {
        "activation": dict.fromkeys(
            ("identity", "step", "relu", "threshold", "leaky_relu", "rrelu", "hardtanh", "relu6", "hardsigmoid",
             "hardswish", "softshrink", "hardshrink", "tanhshrink", "elu", "selu", "celu", "sigmoid", "logsigmoid",
             "softplus", "tanh", "softsign", "silu", "gelu", "mish", "glu", "softmax", "softmin", "log_softmax"),
            ("input",)) | {"prelu": ("input", "weight")},
        "linear": {
            "linear": affine, "bilinear": ("input1", "input2", "weight", "bias"), "embedding": ("weight",),
        },
        "loss": {
            "cross_entropy": both, "nll_loss": ("input",), "mse_loss": both, "l1_loss": both, "smooth_l1_loss": both,
            "huber_loss": both, "gaussian_nll_loss": ("input", "target", "var"), "poisson_nll_loss": both,
            "soft_margin_loss": ("input",), "multilabel_soft_margin_loss": both, "hinge_embedding_loss": ("input",),
            "margin_ranking_loss": ("input1", "input2", "target"),
            "binary_cross_entropy": both, "binary_cross_entropy_with_logits": both, "kl_div": both,
            "multi_margin_loss": ("input",), "multilabel_margin_loss": ("input",),
            "cosine_embedding_loss": ("input1", "input2"), "triplet_margin_loss": ("anchor", "positive", "negative"),
        },
        "convolution": {
            **{f"{kind}{d}d": affine for kind in ("conv", "conv_transpose") for d in (1, 2, 3)},
            "unfold": ("input",), "fold": ("input",),
        },
        "pooling": {
            f"{kind}{d}d": ("input",)
            for kind in ("max_pool", "avg_pool", "lp_pool", "adaptive_avg_pool", "adaptive_max_pool", "max_unpool")
            for d in (1, 2, 3)
        },
        "interpolation": {"interpolate": ("input",)},
        "normalization": {
            **dict.fromkeys(("batch_norm", "instance_norm", "group_norm", "layer_norm"), affine),
            "rms_norm": ("input", "weight"), "local_response_norm": ("input",), "normalize": ("input",),
        },
        "distance": dict.fromkeys(("cosine_similarity", "pairwise_distance"), ("x1", "x2")),
        "dropout": dict.fromkeys(
            ("dropout", "dropout1d", "dropout2d", "dropout3d", "alpha_dropout", "feature_alpha_dropout"), ("input",)),
        "shape": {"flatten": ("input",), "pad": ("input",), "one_hot": (), "pixel_shuffle": ("input",),
                  "pixel_unshuffle": ("input",)},
    }  # fmt: skip
    buffers = dict.fromkeys(("batch_norm", "instance_norm"), ("running_mean", "running_var"))
    labels = dict.fromkeys(("hinge_embedding_loss", "cosine_embedding_loss"), ("target",))
    return {
        name: Op(name, concept, differentiable, buffers.get(name, ()), labels.get(name, ()))
        for concept, ops in table.items()
        for name, differentiable in ops.items()
    }


# Every op, by name. An argument of integers (class indices) has no gradient even where floating ones would.
OPS: dict[str, Op] = _ops()
