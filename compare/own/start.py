"""Code to be filled in: a file in one of three styles, with everything in it but the computation."""

from __future__ import annotations

from collections.abc import Callable

from .skeletons.blueprint import Blueprint
from .skeletons.function import function, gate
from .skeletons.layer import layer
from .skeletons.pair import pair

STYLES: dict[str, Callable[[Blueprint, str], str]] = {"function": function, "class": layer, "pair": pair}


def skeleton(blueprint: Blueprint, style: str, file: str) -> str:
    """The text of a file that has all but the computation.

    Args:
        style: "function" (`y, backward = conv2d(...)`), "class" (an object with `forward` and `backward`) or "pair"
            (`conv2d_forward` and `conv2d_backward`).
        file: its name, which its first lines repeat: there they say how to check it.
    """
    return gate(blueprint, file) if blueprint.op.concept == "gates" else STYLES[style](blueprint, file)
