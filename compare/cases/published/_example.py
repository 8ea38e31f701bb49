"""A worked example: what to compute with a namespace's ops, and what the tutorial printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ...contract import Answer, Inputs, Namespace
from ...run import reference

NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e[-+]\d+)?")


class Room:
    """`room.name` looks the name up in one room of a namespace, and is Absent where it has none."""

    def __init__(self, namespace: Namespace, name: str):
        self._namespace, self._name = namespace, name

    def __getattr__(self, name: str) -> Any:
        return self._namespace.get(self._name, name)


class Side:
    """One of the two that are asked: its rooms."""

    def __init__(self, namespace: Namespace):
        self.functional = Room(namespace, "functional")
        self.gates = Room(namespace, "gates")
        self.gradcheck = Room(namespace, "gradcheck")
        self.data = Room(namespace, "data")
        self.random = Room(namespace, "random")

    def y(self, op: str, *args: Any, **options: Any) -> Any:
        """The result of an op, without its backward."""
        return getattr(self.functional, op)(*args, **options)[0]


Asked = Callable[[Side, Inputs], Answer]


@dataclass
class Example:
    """One item of a tutorial.

    Args:
        op: the item's short name, such as `A6 cross-entropy`.
        case: what is shown.
        given: the inputs.
        asked: computes the answer; what it returns beside arrays are claims, compared as they are.
        digits: by array of the answer, its numbers as they are printed. Both sides are rounded so and must give these.
        claims: by entry of the answer that is text, what the tutorial says.
        tutorial: its title.
        known: for a slip of the tutorial, why the published variant differs from the right answer.
        slip: the published variant. The candidate computes it, PyTorch the right answer: the row must differ.
    """

    op: str
    case: str
    given: Inputs
    asked: Asked
    digits: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    known: str | None = None
    slip: Asked | None = None
    exact: bool = False
    dtypes: tuple[str, ...] = ("float64", "float32")
    raises: bool = False
    zeros: frozenset[str] = frozenset()
    concept: str = "published"
    tutorial: str = ""

    @property
    def printed(self) -> dict[str, str]:
        """What both sides must give, by quantity of the answer."""
        return {rounded(quantity): text for quantity, text in self.digits.items()} | self.claims

    def prepare(self, reference: Namespace) -> Inputs:
        return self.given

    def ask(self, namespace: Namespace, inputs: Inputs, dtype: np.dtype) -> Answer:
        asked = self.slip if self.slip and namespace is not reference() else self.asked
        answer = {quantity: _kept(value) for quantity, value in asked(Side(namespace), inputs).items()}
        return answer | {rounded(q): as_printed(answer[q], text) for q, text in self.digits.items()}


def rounded(quantity: str) -> str:
    """The name of a quantity that is rounded to the printed digits."""
    return f"{quantity} in digits"


def as_printed(values: np.ndarray, text: str) -> str:
    """`values` in the place of the numbers in `text`, each with as many decimals.

    >>> as_printed(np.array([0.26894, 0.73106]), "(0.269, 0.731)")
    '(0.269, 0.731)'
    """
    rest = iter(np.ravel(values).tolist())

    def one(match: re.Match[str]) -> str:
        mantissa, exponent, _ = match[0].partition("e")
        decimals = len(mantissa.partition(".")[2])
        return format(next(rest, np.nan), f"z.{decimals}{'e' if exponent else 'f'}")

    written = NUMBER.sub(one, text)
    left = list(rest)
    return written + f" and {left}" if left else written


def _kept(value: Any) -> Any:
    """Arrays as arrays, NumPy's scalars too; text and numbers as they are."""
    return np.array(value) if isinstance(value, (np.ndarray, np.generic)) else value
