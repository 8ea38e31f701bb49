"""The plugin, in a pytest of its own."""

from pathlib import Path

import pytest

import compare

pytest_plugins = ["pytester"]

LAYERS = """
import numpy as np


class Relu:
    def forward(self, x):
        self.mask = x > 0
        return x * self.mask

    def backward(self, dout):
        return dout * self.mask


class Affine:
    def __init__(self, W, b):
        self.W, self.b = W, b

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, dout):
        self.dW = self.x.T @ dout
        self.db = dout.mean(axis=0)
        return dout @ self.W.T
"""


@pytest.fixture
def run(pytester, monkeypatch):
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    monkeypatch.setenv("PYTHONPATH", str(Path(compare.__file__).parents[1]))
    pytester.makepyfile(layers=LAYERS)
    plugin = [] if _installed() else ["-p", "compare.pytest_plugin"]
    return lambda *args: pytester.runpytest_subprocess(*plugin, "-p", "no:cacheprovider", *args)


def _installed():
    from importlib.metadata import entry_points

    return any(e.name == "parity" for e in entry_points(group="pytest11"))


def test_a_file_is_a_test_per_quantity(run):
    done = run("--parity", "layers.py", "-v")
    done.assert_outcomes(passed=done.parseoutcomes()["passed"], failed=1)
    assert done.ret == 1
    done.stdout.fnmatch_lines(["layers.py::Relu?grad input? PASSED*", "layers.py::Affine?grad bias? FAILED*"])
    done.stdout.fnmatch_lines(
        ["*bias-gradient-mean*", "*cause *mean*", "*evidence *", "*mend *", "*- self.db = dout.mean(axis=0)"]
    )


def test_a_file_that_is_not_there_is_one_line(run):
    done = run("--parity", "missing.py")
    assert done.ret == 4
    done.stderr.fnmatch_lines(["ERROR: *missing.py*"])


def test_a_marked_test_returns_what_is_checked(run, pytester):
    pytester.makepyfile(
        test_mine="""
        import pytest
        import layers

        @pytest.mark.parity("linear")
        def test_wrong():
            return layers.Affine

        @pytest.mark.parity("relu")
        def test_right():
            return layers.Relu

        @pytest.mark.parity("relu")
        def test_nothing():
            pass
        """
    )
    done = run("test_mine.py")
    done.assert_outcomes(passed=1, failed=2)
    done.stdout.fnmatch_lines(["*bias-gradient-mean*", "*test_nothing is marked parity and returns nothing*"])


def test_the_fixture_asserts(run, pytester):
    pytester.makepyfile(
        test_mine="""
        import layers

        def test_right(assert_parity):
            assert_parity(layers.Relu)

        def test_wrong(assert_parity):
            assert_parity(layers.Affine)
        """
    )
    run("test_mine.py").assert_outcomes(passed=1, failed=1)


def test_torch_is_not_imported_unless_it_is_used(run, pytester):
    pytester.makepyfile(
        test_nothing="""
        import sys

        def test_nothing():
            assert not {"torch", "numpy", "pandas", "compare.api"} & set(sys.modules)
        """
    )
    run("test_nothing.py").assert_outcomes(passed=1)
