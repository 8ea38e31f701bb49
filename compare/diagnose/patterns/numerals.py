"""The number that a person would have typed."""

from __future__ import annotations

from functools import cache

import numpy as np

from .bare import subsets


def typed(value: float, tolerance: float, shape: tuple[int, ...]) -> tuple[float, str, float] | None:
    """The simplest number near a value: itself, in words, and the digits that it takes to name it.

    Args:
        value: what was estimated.
        tolerance: relative.
        shape: of the arrays; their sizes are numbers that people divide by.
    """
    numbers, words = _numbers(shape)
    near = np.flatnonzero(np.abs(numbers - abs(value)) <= tolerance * numbers)
    if not near.size:
        return None
    i = int(near[0])
    sign = -1.0 if value < 0 else 1.0
    return sign * float(numbers[i]), ("-" if sign < 0 else "") + words[i] + _size(float(numbers[i]), shape), _digits(i)


def _digits(rank: int) -> float:
    return float(np.log10(1 + rank))


@cache
def _numbers(shape: tuple[int, ...]) -> tuple[np.ndarray, list[str]]:
    """Numbers and their names, the likely ones first."""
    found: dict[float, str] = {1.0: "1"}

    def add(value: float, words: str) -> None:
        found.setdefault(float(value), words)

    for n in range(2, 11):
        add(n, str(n))
        add(1 / n, _inverse(n))
    for n in dict.fromkeys(n for n, _ in _sizes(shape)):
        add(n, str(n))
        add(1 / n, _inverse(n))
    for value, words in (
        (1 / np.log(2), "1.4427 = log2(e)"),
        (1 / np.log(10), "0.43429 = log10(e)"),
        (np.log(2), "0.69315 = ln(2)"),
        (np.log(10), "2.30259 = ln(10)"),
        (np.sqrt(2), "1.41421 = sqrt(2)"),
        (np.sqrt(0.5), "0.70711 = 1/sqrt(2)"),
        (np.pi, "3.14159 = pi"),
        (2 * np.pi, "6.28319 = 2 pi"),
        (np.e, "2.71828 = e"),
        (1 / 255, _inverse(255)),
    ):
        add(value, words)
    for digit in range(1, 10):
        for power in range(-9, 7):
            add(float(f"{digit}e{power}"), f"{digit * 10.0**power:.6g}")
    for n, _ in _sizes(shape):
        add((n - 1) / n, f"{(n - 1) / n:.6g} = {n - 1}/{n}")
        add(n / max(n - 1, 1), f"{n / max(n - 1, 1):.6g} = {n}/{n - 1}")
        for value, words in (
            ((n - 1) / n, f"sqrt({n - 1}/{n})"),
            (n / max(n - 1, 1), f"sqrt({n}/{n - 1})"),
            (n, f"sqrt({n})"),
            (1 / n, f"1/sqrt({n})"),
        ):
            add(np.sqrt(value), f"{np.sqrt(value):.6g} = {words}")
    for q in range(3, 13):
        for p in range(2, 2 * q):
            add(p / q, f"{p / q:.6g}" + ("" if float(f"{p / q:.3g}") == p / q else f" = {p}/{q}"))
    for digits in range(11, 100):
        for power in range(-6, 2):
            add(float(f"{digits}e{power}"), f"{digits * 10.0**power:.6g}")
    for n in range(11, 1001):
        add(n, str(n))
        add(1 / n, _inverse(n))
    for digits in range(101, 1000):
        for power in range(-7, 1):
            add(float(f"{digits}e{power}"), f"{digits * 10.0**power:.6g}")
    return np.array(list(found)), list(found.values())


def _inverse(n: int) -> str:
    if n in (2, 4, 10, 100, 1000):
        return f"{1 / n:.6g}"
    return f"1/{n}" if float(f"{1 / n:.6g}") != 1 / n else f"{1 / n:.6g} = 1/{n}"


def _sizes(shape: tuple[int, ...]) -> list[tuple[int, str]]:
    """The sizes of the axes, alone and together, each with its name."""
    found: dict[int, str] = {}
    for axes in subsets(range(min(len(shape), 6))):
        n = int(np.prod([shape[a] for a in axes]))
        every = len(axes) == len(shape) and len(axes) > 1
        name = "the number of elements" if every else f"the size of ax{'i' if len(axes) == 1 else 'e'}s "
        found.setdefault(n, name if every else name + ", ".join(map(str, axes)))
    return [(n, name) for n, name in found.items() if n > 1]


def _size(value: float, shape: tuple[int, ...]) -> str:
    """`, the size of axis 0` where the number or its inverse is that."""
    for n, name in _sizes(shape):
        if value in (n, 1 / n):
            return f", {name}" if value == n else f", {n} is {name}"
    return ""
