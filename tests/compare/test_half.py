"""Half precision: every op and layer, by the same verdict; what PyTorch has no kernel for is said, and never fails."""

import sys

import pytest

import compare
from compare.contract import OPS

HALF = ("float16", "bfloat16")
LACKING = {"avg_pool3d", "multi_margin_loss", "multilabel_margin_loss"}  # PyTorch's CPU kernels
CONCEPTS = (*dict.fromkeys(op.concept for op in OPS.values()), "layers")


@pytest.mark.parametrize("concept", CONCEPTS)
@pytest.mark.parametrize("dtype", HALF)
def test_right_code_agrees(dtype, concept):
    report = compare.check("scratch", concept=concept, dtype=dtype)
    assert report.ok, report.explanation()
    rows = report.frame
    assert set(rows["dtype"]) == {dtype}
    assert (rows["status"] == "agrees").mean() > 0.95
    answered = set(rows.loc[rows["status"].eq("agrees") & rows["quantity"].eq("y"), "op"])
    assert {name for name, op in OPS.items() if op.concept == concept} - answered <= LACKING


@pytest.mark.parametrize("dtype", HALF)
def test_what_pytorch_has_no_kernel_for_is_unsupported(dtype):
    rows = compare.check("scratch", only="avg_pool3d", dtype=dtype).frame
    assert set(rows["status"]) == {"agrees", "unsupported"}  # refusals agree
    assert rows.loc[rows["status"] == "unsupported", "cause"].str.contains("has no such kernel").all()


def test_a_wrong_one_is_seen():
    class Wrong:
        @staticmethod
        def relu(input):
            return input, lambda dy: (dy,)

    assert not compare.check(Wrong, only="relu", dtype="float16").ok


def test_without_the_package_bfloat16_is_one_line(monkeypatch):
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    with pytest.raises(compare.UsageError, match="dtype bfloat16 needs the package ml_dtypes"):
        compare.check("scratch", only="relu", dtype="bfloat16")
