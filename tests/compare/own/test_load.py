"""Loading: what fails costs itself only, and is named with its line."""

import io
import sys

import pytest

from compare.own.load import load
from compare.usage import UsageError


@pytest.fixture(autouse=True)
def _as_before():
    path, modules = list(sys.meta_path), set(sys.modules)
    yield
    sys.meta_path[:] = path
    for name in set(sys.modules) - modules:
        del sys.modules[name]


def loaded(folder, **files):
    for name, text in files.items():
        file = folder / (name.replace("__", "/") + ".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return load(str(folder / (next(iter(files)).replace("__", "/") + ".py")), seconds=0.3)


def names(found):
    return {n for m in found.modules for n in vars(m) if not n.startswith("__")}


def test_what_fails_is_named_and_the_rest_is_there(tmp_path):
    found = loaded(tmp_path, mine="a = 1\nb = 1 / 0\n\n\ndef f():\n    return a\n")
    assert names(found) == {"a", "f"}
    assert list(map(str, found.failed)) == ["mine.py, line 2: ZeroDivisionError: division by zero"]


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("x = input('name')", "it asks for input"),
        ("import sys; sys.exit(1)", "it exits the interpreter"),
        ("quit()", "it exits the interpreter"),
        ("while True: pass", "it did not end within 0.3 seconds"),
        ("try:\n    while True: pass\nexcept Exception: pass", "it did not end within 0.3 seconds"),
        ("raise BaseException('no')", "BaseException: no"),
    ],
)
def test_a_statement_may_do_anything(tmp_path, statement, why, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    found = loaded(tmp_path, mine=f"{statement}\nafter = 1\n")
    assert "after" in names(found)
    assert [f.what for f in found.failed] == [why]


def test_the_main_part_does_not_run(tmp_path):
    found = loaded(tmp_path, mine="a = 1\nif __name__ == '__main__':\n    1 / 0\n")
    assert found.failed == []


def test_a_part_that_does_not_parse_costs_itself(tmp_path):
    found = loaded(tmp_path, mine="def f(x):\n    return x\n\ndef g(x)\n    return x\n\ndef h(x):\n    return x\n")
    assert {"f", "h"} <= names(found)
    assert [(f.where, f.what.split(":")[0]) for f in found.failed] == [("line 4", "it does not parse")]


def test_an_absent_package_is_stood_in_for(tmp_path):
    lines = (
        "import nosuchpackage.pyplot as plt",
        "from nosuchjit import njit",
        "",
        "@njit",
        "def f(x):",
        "    return x + 1",
    )
    text = "\n".join((*lines, "", "plt.plot([1])", "plt.figure().add(2)", ""))
    found = loaded(tmp_path, mine=text)
    assert found.failed == []
    assert found.modules[0].f(1) == 2
    assert any("nosuchpackage is absent" in n for n in found.notes)


def test_siblings_are_found(tmp_path):
    (tmp_path / "pyproject.toml").touch()
    found = loaded(
        tmp_path,
        ch05__layers="import sys\nsys.path.append('..')\nfrom common.functions import *\nfrom helper import two\n",
        common__functions="def softmax(x):\n    return x\n",
        ch05__helper="two = 2\n",
    )
    assert found.failed == []
    assert {"softmax", "two"} <= names(found)


@pytest.mark.parametrize("initial", [True, False])
def test_relative_imports(tmp_path, initial):
    files = {
        "nets__layers": "from .functions import relu\nfrom . import functions\n",
        "nets__functions": "def relu(x):\n    return x\n",
    }
    if initial:
        files["nets____init__"] = "from .layers import *\n"
    found = loaded(tmp_path, **files)
    assert found.failed == []
    assert "relu" in names(found)


def test_a_file_named_like_a_module_hides_none(tmp_path):
    found = loaded(tmp_path, random="import random\nx = random.random()\n\n\ndef f():\n    return 1\n")
    assert found.failed == []
    assert sys.modules["random"].__name__ == "random"


def test_old_encodings_are_read(tmp_path):
    (tmp_path / "mine.py").write_bytes("# 活性化関数\ndef f(x):\n    return x\n".encode("cp932"))
    assert "f" in names(load(str(tmp_path / "mine.py")))


def test_the_source_of_what_was_loaded_can_be_read(tmp_path):
    import inspect

    found = loaded(tmp_path, mine="a = 1\n\n\nclass C:\n    def f(self):\n        return 1\n")
    assert inspect.getsourcelines(found.modules[0].C)[1] == 4


def test_a_folder_leaves_out_tests_and_environments(tmp_path):
    for name in ("layers.py", "test_layers.py", "setup.py", ".git/hook.py", "venv/x.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("a = 1\n", encoding="utf-8")
    assert len(load(str(tmp_path)).modules) == 1


@pytest.mark.parametrize("target", ["missing.py", "missing", "no such thing", "empty", "picture.png"])
def test_what_is_not_there_is_one_line(tmp_path, target, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\0\0")
    with pytest.raises(UsageError, match=target.split(".")[0]) as error:
        load(target)
    assert "\n" not in str(error.value)
