"""`parity check` as a command: what it prints, what it writes, and what it survives."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = ROOT / "tests" / "own" / "files"


def parity(*args, cwd):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "compare", *args], capture_output=True, text=True, cwd=cwd, env=environment, timeout=300
    )


BAD = """
import os
import numpy as np


class Relu:
    def forward(self, x):
        while True:
            pass


class Tanh:
    def forward(self, x):
        os._exit(7)


def sigmoid(x):
    print("x" * 100000)
    return 1 / (1 + np.exp(-x))


def softmax(x):
    return np.ones((10**6, 10**6)).sum() + x


os._exit(4)


def relu(x):
    return np.maximum(x, 0)
"""


def test_whatever_happens_the_rest_is_checked(tmp_path):
    (tmp_path / "bad.py").write_text(BAD, encoding="utf-8")
    done = parity("check", "bad.py", "--seconds", "4", cwd=tmp_path)
    assert done.returncode == 0
    assert "Traceback" not in done.stdout + done.stderr
    for line in (
        "Relu: it never returned (stopped after 4 seconds)",
        "Tanh: it ended the process with status 7",
        "bad.py, line 26: it ended the process with status 4",
    ):
        assert line in done.stdout
    assert "MemoryError" in done.stdout
    assert "agree: 2 checked, 2 right" in done.stdout


def test_json_has_everything(tmp_path):
    done = parity(
        "check", str(FILES / "course_norm_wrong.py"), "--only", "dropout,layer_norm", "--format", "json", cwd=tmp_path
    )
    assert done.returncode == 1
    found = json.loads(done.stdout)
    assert set(found) == {"meta", "assumptions", "rows", "problems", "unrecognised", "failed", "notes"}
    assert {a["candidate"]: a["op"] for a in found["assumptions"]} == {
        "layernorm_forward": "layer_norm",
        "dropout_forward": "dropout",
    }
    assert all(
        {"sure", "layout", "mapping", "assumed", "called_by"} - set(a) == {"assumed"} for a in found["assumptions"]
    )
    row = next(r for r in found["rows"] if r["causes"] == ["variance-gradient-missing"])
    assert row["kind"] == "mistake"
    assert row["explained"] == 1.0
    assert row["line"] > 0
    assert row["mend"]
    assert {"concept", "op", "case", "dtype", "quantity", "status", "budget", "where", "cause", "candidate"} <= set(row)


def test_a_patch_is_written_only_if_it_mends(tmp_path):
    source = (FILES / "book_three.py").read_text(encoding="utf-8")
    (tmp_path / "layers.py").write_text(source, encoding="utf-8")
    done = parity("check", "layers.py", "--fix", cwd=tmp_path)
    assert "which mends 3 of 3 mistakes; the patched copy has no mistake" in done.stdout
    assert (tmp_path / "layers.py").read_text(encoding="utf-8") == source
    assert sorted(p.name for p in tmp_path.iterdir()) == ["layers.py", "layers.py.patch"]
    subprocess.run(["patch", "-p1", "-i", "layers.py.patch"], cwd=tmp_path, check=True, capture_output=True)
    assert parity("check", "layers.py", cwd=tmp_path).returncode == 0


def test_one_thing_can_be_explained(tmp_path):
    done = parity("check", str(FILES / "book_three.py"), "--explain", "Affine.backward", cwd=tmp_path)
    assert "every row about Affine.backward" in done.stdout
    assert "grad bias" in done.stdout
    assert "SoftmaxWithLoss" not in done.stdout


def test_a_name_is_told_what_it_is(tmp_path):
    thing = """
class Thing:
    def __init__(self, theta, c):
        self.t, self.c = theta, c

    def go(self, q):
        return q @ self.t + self.c
"""
    (tmp_path / "mine.py").write_text(thing, encoding="utf-8")
    assert parity("check", "mine.py", cwd=tmp_path).returncode == 2
    (tmp_path / "map.json").write_text(
        '{"Thing": {"op": "linear", "weight": "theta", "bias": "c", "input": "q"}}', encoding="utf-8"
    )
    assert parity("check", "mine.py", "--map", "map.json", cwd=tmp_path).returncode == 2  # go is no forward
    text = (tmp_path / "mine.py").read_text(encoding="utf-8").replace("def go", "def forward")
    (tmp_path / "mine.py").write_text(text, encoding="utf-8")
    assert parity("check", "mine.py", "--map", "map.json", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("missing.py",), "there is no"),
        (("layers.py:Nothing",), "has no Nothing"),
        (("layers.py", "--as", "linear"), "name it"),
        (("layers.py:relu", "--as", "conv9d"), "unknown op"),
        (("layers.py", "--map", "missing.json"), "cannot read"),
        (("layers.py", "--only", "conv2d"), "has nothing of that"),
        (("layers.py", "--output", "/no/such/folder/x"), "cannot write"),
    ],
)
def test_a_mistake_in_its_use_is_one_line(tmp_path, args, words):
    (tmp_path / "layers.py").write_text(
        "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n", encoding="utf-8"
    )
    done = parity("check", *args, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_submissions_are_graded(tmp_path):
    folder = tmp_path / "handed_in"
    folder.mkdir()
    (folder / "anna.py").write_text(
        "import numpy as np\n\n\ndef relu(x):\n    return np.maximum(x, 0)\n", encoding="utf-8"
    )
    (folder / "bert.py").write_text(
        "import numpy as np\n\n\ndef relu(x):\n    return np.minimum(x, 0)\n", encoding="utf-8"
    )
    (folder / "carl.py").write_text("while True:\n    pass\n", encoding="utf-8")
    (tmp_path / "points.json").write_text('{"relu": 2, "linear": 1}', encoding="utf-8")
    done = parity("grade", "handed_in", "--rubric", "points.json", "--seconds", "4", "--format", "csv", cwd=tmp_path)
    assert done.returncode == 0
    header, *lines = [line.split(",") for line in done.stdout.splitlines()]
    assert header[:5] == ["submission", "score", "of", "relu", "linear"]
    assert [line[:3] for line in lines] == [
        ["anna.py", "2.0", "3.0"],
        ["bert.py", "0.0", "3.0"],
        ["carl.py", "0.0", "3.0"],
    ]
    assert "did not end" in ",".join(lines[2])
