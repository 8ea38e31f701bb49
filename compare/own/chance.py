"""Chance under control: whatever a candidate draws, it draws again the same."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np

from ..contract import Call, Case
from ..run import parameters


@contextmanager
def seeded(seed: int = 0) -> Iterator[None]:
    """NumPy's and Python's generators start from `seed`, new ones too; afterwards they go on as if nothing had been."""
    before, own, made = np.random.get_state(), random.getstate(), np.random.default_rng
    np.random.seed(seed)
    random.seed(seed)
    np.random.default_rng = lambda *a, **k: made(seed)
    try:
        yield
    finally:
        np.random.set_state(before)
        random.setstate(own)
        np.random.default_rng = made


def with_its_mask(function: Any, op: str, case: Case) -> Case:
    """The case with the mask that the candidate draws by itself (True: keep): read from where its `y` is zero."""
    if "mask" not in case.call.kwargs:
        return case
    x = dict(zip(parameters(op), case.call.args))["input"]
    y, _ = function(
        *[np.array(a) if isinstance(a, np.ndarray) else a for a in case.call.args], **dict(case.call.kwargs)
    )
    kept = np.asarray(y) != 0 if np.shape(y) == x.shape else np.ones(x.shape, bool)
    shape = case.call.kwargs["mask"].shape
    if kept.shape != shape:  # whole channels
        kept = kept.any(axis=tuple(i for i, n in enumerate(shape) if n != kept.shape[i]), keepdims=True)
    return replace(case, call=Call(case.call.args, {**case.call.kwargs, "mask": kept}))
