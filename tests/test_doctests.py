"""Every example in a docstring gives what it says."""

import doctest
import importlib
import pkgutil
from collections import Counter

import pytest

import compare
import scratch
import torch_ref

MODULES = [
    found.name
    for package in (scratch, torch_ref, compare)
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + ".")
    if not found.name.endswith("__main__")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_ops_have_examples():
    tried = Counter()
    for name in (name for name in MODULES if name.startswith("scratch.functional.") and "._" not in name):
        tried[name.split(".")[2]] += doctest.testmod(importlib.import_module(name)).attempted
    assert len(tried) >= 8
    assert min(tried.values()) > 0
