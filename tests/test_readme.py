"""The README is true: its commands run, and print what it says, but for figures that vary with the machine."""

import doctest
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)
SESSIONS = [text for language, text in BLOCKS if language == "console"]
EXAMPLES = [text for language, text in BLOCKS if language == "python"]


def commands(session):
    """The commands of a console block, each with the lines that it prints."""
    for part in re.split(r"^\$ ", session, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output.splitlines()


def unwrapped(text):
    """The lines of a text but those that are the rest of a table's cell."""
    return [line for line in text.splitlines() if not line.startswith(" " * 20)]


def steady(line):
    """A line without what varies: versions, rounding errors and where they are largest, how many bits are equal."""
    line = line.split(" agrees")[0]  # what follows in a row are its measures
    line = re.sub(r"\d+(\.\d+)+\S*|\d(\.\d*)?e[-+]\d+|\d+\.\d+", "#", line)
    line = re.sub(r"ulp [\d#]+", "ulp #", line)
    line = re.sub(r"\(\d+ bit-identical\)", "(# bit-identical)", line)
    words = line.split()
    if len(words) > 5 and words[0].isalpha() and all(w.isdigit() for w in words[1:6]):
        words = words[:5]  # concept, ops, cases, quantities, agree
    return " ".join(words)


def test_there_is_something_to_run():
    assert len(SESSIONS) >= 3
    assert len(EXAMPLES) >= 2


def test_every_block_is_run_or_is_a_set_up_command():
    assert {language for language, _ in BLOCKS} <= {"console", "python", "sh", "powershell", "text"}
    assert [len([1 for language, _ in BLOCKS if language == name]) for name in ("sh", "powershell")] == [2, 1]


@pytest.mark.parametrize("session", SESSIONS, ids=lambda text: text.splitlines()[0])
def test_a_session_prints_what_it_says(session, tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    for command, expected in commands(session):
        words = shlex.split(command)
        if words[0] == "cat":
            (tmp_path / words[1]).write_text("\n".join(expected) + "\n", encoding="utf-8")
            continue
        assert words[0] == "parity", command
        done = subprocess.run(
            [sys.executable, "-m", "compare", *words[1:]], capture_output=True, text=True, cwd=tmp_path, env=environment
        )
        found = "\n".join(map(steady, unwrapped(done.stdout + done.stderr)))
        parts = "\n".join(map(steady, unwrapped("\n".join(expected)))).split("\n...\n")  # dots are lines left out
        assert re.fullmatch("(\n.*)*\n".join(map(re.escape, parts)), found), found


def test_the_examples_give_what_they_say():
    """Read from top to bottom: a later one may use what an earlier one imported."""
    test = doctest.DocTestParser().get_doctest("\n".join(EXAMPLES), {}, "README", "README.md", 0)
    assert len(test.examples) >= 10
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


def test_quoted_lines_stand_in_the_code():
    named = set(re.findall(r"`(\w+(?:/\w+)+\.py)`", README))
    code = "".join((ROOT / file).read_text("utf-8") for file in named)
    quoted = [line for language, text in BLOCKS if language == "text" for line in text.splitlines()]
    lines = [line.strip() for line in quoted if line.strip() not in ("", "...")]
    assert len(lines) >= 6
    assert [line for line in lines if line not in code] == []


def test_set_up_commands_are_the_gates():
    """`.ci/run` takes them from here, each on a line of its own."""
    lines = README.splitlines()
    assert sum(line.startswith("python3 -m venv") for line in lines) == 1
    assert sum(line.startswith(".venv/bin/pip install") for line in lines) == 1
