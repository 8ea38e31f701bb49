"""Pooling as people write it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...cases._draw import Draw
from ...contract import Case, call
from ..subject import Form, Lay, Subject

IMAGES: tuple[Lay, ...] = tuple({"input": lay, "y": lay} for lay in ("NCHW", "NHWC", "CHW", "HWC", "HW", "HWCN"))


def _pool2d(maximum: bool) -> Callable[[Draw], Iterator[Case]]:
    def questions(draw: Draw) -> Iterator[Case]:
        x = draw.normal(2, 3, 8, 6)
        yield Case("plain", call(x, 2, stride=2))
        yield Case("stride not given", call(x, 2))
        yield Case("window not square", call(draw.normal(2, 3, 6, 8), (3, 2), stride=2))
        yield Case("overlapping windows", call(draw.normal(2, 3, 7, 9), 3, stride=2))
        yield Case("overlapping windows, stride=1", call(draw.normal(2, 3, 5, 4), 2, stride=1))
        yield Case("the last window incomplete", call(draw.normal(2, 3, 7, 5), 2, stride=2))
        yield Case("padding=1", call(x - 3, 2, stride=2, padding=1))
        yield Case("padding=1, overlapping windows", call(draw.normal(2, 3, 7, 9), 3, stride=2, padding=1))
        if maximum:
            yield Case("ties", call(draw.ties(2, 3, 8, 6), 2, stride=2), exact=True)
            yield Case("all below zero", call(-abs(x) - 1, 2, stride=2))
        yield Case("one sample", call(x[:1], 2, stride=2))
        yield Case("one channel", call(x[:, :1], 2, stride=2))
        yield Case("square image", call(draw.normal(2, 3, 6, 6), 2, stride=2))
        yield Case("gaps in memory", call(x, 2, stride=2), layout="strided")

    return questions


def _pool1d(draw: Draw) -> Iterator[Case]:
    x = draw.normal(2, 3, 8)
    yield Case("plain", call(x, 2, stride=2))
    yield Case("stride not given", call(x, 2))
    yield Case("overlapping windows", call(draw.normal(2, 3, 7), 3, stride=2))
    yield Case("padding=1", call(x - 3, 2, stride=2, padding=1))


def _everything(draw: Draw) -> Iterator[Case]:
    yield Case("plain", call(draw.normal(2, 3, 5, 4), 1))
    yield Case("one sample", call(draw.normal(1, 3, 4, 4), 1))
    yield Case("one pixel", call(draw.normal(2, 3, 1, 1), 1))


GLOBAL: tuple[Lay, ...] = (
    {"input": "NCHW", "y": "NC"},
    {"input": "NHWC", "y": "NC"},
    {"input": "NCHW", "y": "NC11"},
    {"input": "NHWC", "y": "N11C"},
    {"input": "CHW", "y": "C"},
    {"input": "HWC", "y": "C"},
)


def _window(a: Any) -> dict[str, Any]:
    k = a["kernel_size"]
    return {"kernel_h": k[0], "kernel_w": k[-1]} if isinstance(k, tuple) else {}


SUBJECTS = [
    *(
        Subject(op, (Form("", _pool2d(op == "max_pool2d"), {"input": "NCHW", "y": "NCHW"}, (IMAGES,), _window),))
        for op in ("max_pool2d", "avg_pool2d")
    ),
    *(
        Subject(
            op,
            (
                Form(
                    "",
                    _pool1d,
                    {"input": "NCL", "y": "NCL"},
                    (({"input": "NCL", "y": "NCL"}, {"input": "NLC", "y": "NLC"}),),
                ),
            ),
        )
        for op in ("max_pool1d", "avg_pool1d")
    ),
    Subject("adaptive_avg_pool2d", (Form("", _everything, {"input": "NCHW", "y": "NCab"}, (GLOBAL,)),)),
]
