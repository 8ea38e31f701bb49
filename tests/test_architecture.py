"""Dependencies point one way, and what should load fast loads little."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("scratch", "torch_ref", "compare")
MAY_IMPORT_SCRATCH = ("port", "trace", "trajectory.py", "bench.py", "faults", "cli")


def imported(file: Path) -> set[str]:
    """The top-level packages that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
    return found


def files(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def test_every_package_is_looked_at():
    assert all(len(files(package)) > 10 for package in PACKAGES)


def test_scratch_imports_numpy_and_the_standard_library_alone():
    allowed = set(sys.stdlib_module_names) | {"numpy"}
    assert {str(f): bad for f in files("scratch") if (bad := imported(f) - allowed)} == {}


def test_torch_ref_imports_nothing_of_ours():
    allowed = set(sys.stdlib_module_names) | {"numpy", "torch", "sklearn"}
    assert {str(f): bad for f in files("torch_ref") if (bad := imported(f) - allowed)} == {}


def test_only_the_named_rooms_of_compare_import_scratch():
    rooms = {f.relative_to(ROOT / "compare").parts[0] for f in files("compare") if "scratch" in imported(f)}
    assert rooms <= set(MAY_IMPORT_SCRATCH)


def test_no_star_imports():
    for package in PACKAGES:
        for file in files(package):
            stars = [
                n
                for n in ast.walk(ast.parse(file.read_text()))
                if isinstance(n, ast.ImportFrom) and n.names[0].name == "*"
            ]
            assert not stars, file


def loaded(code: str) -> set[str]:
    """The modules that are loaded after a fresh interpreter has run `code`."""
    code += "\nimport sys; print('\\n' + ' '.join(sorted({m.split('.')[0] for m in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_needs_neither_numpy_nor_torch():
    code = "import sys; sys.argv = ['parity', '--help']\nfrom compare.cli import main\n"
    code += "try: main()\nexcept SystemExit as e: assert e.code == 0"
    assert not {"numpy", "pandas", "torch", "sklearn"} & loaded(code)


def test_import_compare_is_lazy():
    assert not {"numpy", "pandas", "torch", "scratch", "rich"} & loaded("import compare")


def test_import_scratch_needs_numpy_alone():
    code = "import scratch, scratch.models, scratch.training, scratch.data"
    assert not {"pandas", "torch", "torch_ref", "compare", "sklearn", "scipy", "rich"} & loaded(code)


def test_check_needs_no_terminal_library():
    code = "import compare; assert compare.check('scratch', only='relu').ok"
    assert not {"rich", "typer", "jinja2", "matplotlib"} & loaded(code)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_module_says_what_it_is(package):
    assert [f for f in files(package) if not ast.get_docstring(ast.parse(f.read_text(encoding="utf-8")))] == []
