"""The collection, without any option: what is recognised, what is called wrong, and which cause is named."""

import importlib.util
import sys
from pathlib import Path

import pytest

from compare.own.check import one
from compare.own.collect import candidates
from compare.own.finding import Finding
from compare.own.load import load

HERE = Path(__file__).parent
_spec = importlib.util.spec_from_file_location("expected_of_the_collection", HERE / "expected.py")
_expected = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_expected)
EXPECTED = _expected.EXPECTED


@pytest.fixture(scope="module")
def found():
    """What was found out about every class and function of every file, asked once."""
    path, modules = list(sys.meta_path), dict(sys.modules)
    try:
        return {file: _checked(file) for file in EXPECTED}
    finally:
        sys.meta_path[:] = path
        for name in set(sys.modules) - set(modules):
            if name.partition(".")[0] in ("package", "matplotlib") or name.startswith("parity_of_"):
                del sys.modules[name]


def _checked(file):
    loaded = load(str(HERE / "files" / file))
    results = (one(c, None, (), 0) for c in candidates(loaded.modules))
    return {r.candidate: r for r in results if isinstance(r, Finding)}


def everything():
    return [(file, name, e) for file, names in EXPECTED.items() for name, e in names.items()]


def mistakes(finding):
    return [p.name for p in finding.problems if p.kind == "mistake"]


def test_every_file_is_judged():
    files = {p.name for p in (HERE / "files").iterdir() if p.name != "__pycache__"}
    assert files == set(EXPECTED)
    assert len(files) >= 40


def test_nearly_all_are_recognised(found):
    lost = [(f, n) for f, n, e in everything() if n not in found[f] or found[f][n].op != e.op]
    assert len(lost) <= 0.05 * len(everything()), lost


def test_nothing_right_is_called_wrong(found):
    right = [(f, n) for f, n, e in everything() if not e.mistakes and n in found[f]]
    assert len(right) >= 60
    assert [(f, n, mistakes(found[f][n])) for f, n in right if mistakes(found[f][n])] == []


def test_everything_wrong_is_called_wrong(found):
    wrong = [(f, n) for f, n, e in everything() if e.mistakes]
    assert len(wrong) >= 40
    assert [(f, n) for f, n in wrong if n not in found[f] or not mistakes(found[f][n])] == []


def test_the_right_cause_is_named_first(found):
    single = [(f, n, e.mistakes[0]) for f, n, e in everything() if len(e.mistakes) == 1]
    missed = [(f, n, c, mistakes(found[f][n])) for f, n, c in single if mistakes(found[f][n])[:1] != [c]]
    assert len(missed) <= 0.1 * len(single), missed


def test_composed_causes_are_all_named(found):
    composed = [(f, n, set(e.mistakes)) for f, n, e in everything() if len(e.mistakes) > 1]
    missed = [(f, n, c, mistakes(found[f][n])) for f, n, c in composed if set(mistakes(found[f][n])) != c]
    assert len(composed) >= 4
    assert len(missed) <= 0.3 * len(composed), missed
