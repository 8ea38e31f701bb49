"""PyTorch's own questions about its operators: the sample, reference and error inputs that its own tests are run on.

They stand in `torch.testing._internal.common_methods_invocations.op_db`, which needs the package `expecttest`. Each
sample is asked contiguous and with gaps in memory. What the contract leaves out of PyTorch's arguments is listed here,
with what becomes of a sample that uses it.
"""

from __future__ import annotations

import random
import warnings
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import torch

from torch_ref.functional._vjp import array, dtype

from .contract import OPS, Answer, Call, Case, Namespace, Op, Seed, Unsupported
from .run import OpQuestion, parameter_names
from .usage import UsageError

MANY, ENOUGH = 300, 200  # of more samples than MANY, ENOUGH are taken: always the same ones
LAYOUTS = {"C": "", "strided": ", gaps in memory"}

# Arguments that the contract leaves out. Some change no value, only where it is written: they are dropped.
DROPPED = ("inplace", "sparse")
SWAPPED = ("embedding",)  # ops whose samples have the weight in front of the indices
ABSENT = {"max_norm": "the weight would be changed by the forward call", "norm_type": "goes with max_norm"}


class DatabaseQuestion(OpQuestion):
    """One of PyTorch's samples; `absent` says why the contract cannot put it.

    What comes out as zeros everywhere says little, but the sample is not ours to change: it is no failure.
    """

    chosen = False

    def __init__(self, op: Op, case: Case, seed: int, absent: str = ""):
        super().__init__(op, case, seed)
        self.absent = absent

    def ask(self, namespace: Namespace, inputs: dict[str, Any], dtype: np.dtype) -> Answer:
        if self.absent:
            raise Unsupported(self.absent)
        return super().ask(namespace, inputs, dtype)


def questions(dtypes: Iterable[str], concepts: Iterable[str] = (), only: Iterable[str] = ()) -> Iterator[OpQuestion]:
    """Every question about the ops of these concepts and names (all where none is given).

    Raises:
        UsageError: the package expecttest is missing.
    """
    concepts, only = set(concepts), set(only)
    for name, op in OPS.items():
        if (not concepts or op.concept in concepts) and (not only or name in only):
            for working in dtypes:
                yield from _samples(op, working)
            yield from _errors(op)


def _samples(op: Op, working: str) -> Iterator[OpQuestion]:
    """Every reference input (the sample inputs are among them) in one dtype, in every layout."""
    found = [
        (f"{info.variant_test_name} sample {number}".strip(), sample)
        for info in entries(op.name)
        for drawn in _dtypes(info, working)
        for number, sample in enumerate(_drawn(info.reference_inputs, "cpu", drawn))
    ]
    if len(found) > MANY:
        chosen = np.random.default_rng(zlib.crc32(op.name.encode())).permutation(len(found))[:ENOUGH]
        found = [found[i] for i in sorted(chosen)]
    for name, sample in found:
        for layout, words in LAYOUTS.items():
            yield _question(op, f"{name}{words}", sample, dtypes=(working,), layout=layout)


def _dtypes(info: Any, working: str) -> tuple[torch.dtype, ...]:
    """In which dtype to draw the samples for a working dtype: its own, or int64 where there are none of floats."""
    has = info.supported_dtypes("cpu")
    wanted = dtype(working) if any(d.is_floating_point for d in has) else torch.int64
    return (wanted,) if wanted in has else ()


def _errors(op: Op) -> Iterator[OpQuestion]:
    """Every error input: PyTorch's tests expect it to be refused."""
    for info in entries(op.name):
        if info.error_inputs_func is not None:
            for number, error in enumerate(_drawn(info.error_inputs, "cpu")):
                name = f"{info.variant_test_name} error {number}".strip()
                yield _question(op, name, error.sample_input, raises=True, dtypes=("float64",))


def _question(op: Op, name: str, sample: Any, **about: Any) -> OpQuestion:
    args = tuple(_plain(x) for x in (sample.input, *sample.args))
    args = (args[1], args[0], *args[2:]) if op.name in SWAPPED else args
    kwargs = {key: _plain(x) for key, x in sample.kwargs.items() if key not in DROPPED}
    absent = "; ".join(f"{key}: {why}" for key, why in ABSENT.items() if kwargs.pop(key, None) is not None)
    if "rng" in parameter_names(op.name):
        kwargs["rng"] = Seed(zlib.crc32(name.encode()))
    return DatabaseQuestion(op, Case(name, Call(args, kwargs), exact=False, **about), 0, absent)


def _plain(x: Any) -> Any:
    """An argument in the contract's words: arrays for tensors, NumPy's dtypes for PyTorch's."""
    if isinstance(x, torch.Tensor):
        return np.array(array(x.resolve_conj().resolve_neg()), order="C")
    if isinstance(x, torch.dtype):
        return array(torch.empty(0, dtype=x)).dtype
    if isinstance(x, torch.Size):
        return tuple(x)
    return x


def _drawn(draw: Any, *args: Any) -> list[Any]:
    """What `draw` yields, the same every time, and as if nobody had drawn."""
    with _seeded(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(draw(*args))


@contextmanager
def _seeded() -> Iterator[None]:
    ours, numpys = random.getstate(), np.random.get_state()
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        random.seed(0)
        np.random.seed(0)
        try:
            yield
        finally:
            random.setstate(ours)
            np.random.set_state(numpys)


@cache
def entries(op: str) -> tuple[Any, ...]:
    """The database's entries for an op: several where PyTorch asks about its forms one by one.

    Raises:
        UsageError: the package expecttest is missing.
    """
    by_name = _database()
    return tuple(by_name.get(f"nn.functional.{op}") or by_name.get(op) or ())


@cache
def _database() -> dict[str, list[Any]]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from torch.testing._internal.common_methods_invocations import op_db
    except ModuleNotFoundError as error:
        raise UsageError(f"PyTorch's questions need the package {error.name}; pip install {error.name}") from None
    # Importing it forbids everybody to set cuDNN's flags, such as TF32: undone.
    torch.backends.flags_frozen.__globals__["__allow_nonbracketed_mutation_flag"] = True
    found: dict[str, list[Any]] = {}
    for info in op_db:
        found.setdefault(info.name, []).append(info)
    return found
