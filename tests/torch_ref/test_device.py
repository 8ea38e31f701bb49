"""Where the reference runs; on a GPU, TensorFloat-32 is off, and the report says so."""

import pytest
import torch

from compare.report import Report
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
