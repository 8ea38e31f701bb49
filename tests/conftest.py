"""One thread everywhere, so that sums are added in the same order on every machine with the same libraries."""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
import torch

SUMMARY = pytest.StashKey[list[str]]()  # lines that a test wants to be read even where all is well

torch.set_num_threads(1)


def pytest_terminal_summary(terminalreporter, config):
    for line in config.stash.get(SUMMARY, []):
        terminalreporter.write_line(line)
