"""Where the reference runs; on a GPU, TensorFloat-32 is off, and the report says so."""

import numpy as np
import pytest
import torch

import compare
from compare.report import Report
from compare.report.terminal import console, show
from torch_ref import device


def test_no_gpu_is_one_line(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ValueError, match="PyTorch finds no CUDA device"):
        device.use("cuda")
    assert device.current() == torch.device("cpu")


def test_tf32_is_off_on_a_gpu(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    try:
        assert device.use("cuda") == device.current() == torch.device("cuda")
        assert torch.backends.cuda.matmul.allow_tf32 is False
        assert torch.backends.cudnn.allow_tf32 is False
    finally:
        device.use("cpu")


def test_the_report_says_so():
    meta = {"candidate": "mine", "against": "torch", "numpy": "2", "python": "3", "dtypes": ["float32"], "seed": 0}
    assert "on cuda, TF32 off" in Report([], meta | {"device": "cuda"}).headline()
    assert "TF32" not in Report([], meta | {"device": "cpu"}).headline()


def test_without_a_gpu_the_report_has_a_line_and_nothing_is_checked(monkeypatch):
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    report = compare.check("scratch", only="relu", device="cuda")
    assert report.exit_status == 2
    assert report.frame["status"].tolist() == ["unsupported"]
    assert "skipped: device is cuda, but PyTorch finds no CUDA device here" in report.explanation()


def test_what_tf32_costs(monkeypatch):
    """On a CPU that takes itself for a GPU, with matrix products that lose their last 13 bits where TF32 is allowed."""

    def product(x, w, b):
        return exact(*(rounded(a) if torch.backends.cuda.matmul.allow_tf32 else a for a in (x, w)), b)

    def rounded(x):
        return (x.detach().view(torch.int32) & -(2**13)).view(torch.float32) + (x - x.detach())

    exact = torch.nn.functional.linear
    monkeypatch.setattr(device, "use", lambda name: torch.device("cpu"))
    monkeypatch.setattr(torch.nn.functional, "linear", product)
    report = compare.check("scratch", only="linear,relu", dtype="float32", device="cuda", tf32=True)
    assert report.ok  # the verdicts are given without it
    (line,) = report.summary()["tf32"]
    assert (line["concept"], line["op"]) == ("linear", "linear")
    assert line["error"] < 1e-6 < 1e-4 < line["error_with_tf32"] < 1e-2
    with console(plain=True) as out, out.capture() as shown:
        show(report, out)
    assert "what TensorFloat-32 costs" in shown.get()


needs_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a GPU")


@needs_gpu
def test_every_op_agrees_on_a_gpu():
    try:
        report = compare.check("scratch", device="cuda", tf32=True)
    finally:
        device.use("cpu")
    assert report.ok, report.explanation()
    assert {"linear", "conv2d"} <= {line["op"] for line in report.tf32}
    assert np.isfinite([line["factor"] for line in report.tf32]).all()
