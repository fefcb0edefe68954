"""The house keeps its shape: sizes, names, one clock, and no mark of unfinished work."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "entraide"
FILES = sorted(p for p in SOURCE.rglob("*.py") if "migrations" not in p.parts)
TRACKED_KINDS = {".py", ".md", ".toml", ".html", ".css", ".js", ".po", ".service", ""}
MOST_LINES = 600
MOST_LINES_OF_A_FUNCTION = 60
NAMES_THAT_SAY_NOTHING = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "manager",
    "core",
}
OTHER_CLOCKS = {
    ("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"),
    ("time", "time"), ("time", "time_ns"), ("timezone", "now"),
}  # fmt: skip


def places(paths):
    return pytest.mark.parametrize("path", paths, ids=lambda p: str(p.relative_to(ROOT)))


@places(FILES)
def test_a_file_stays_readable_in_one_sitting(path):
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES


@places(FILES)
def test_a_function_fits_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < MOST_LINES_OF_A_FUNCTION, node.name


def test_every_file_is_named_for_what_it_holds():
    assert not [p for p in SOURCE.rglob("*") if p.stem in NAMES_THAT_SAY_NOTHING]


@places([p for p in FILES if p.name != "clock.py"])
def test_there_is_one_clock(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            assert (name, node.func.attr) not in OTHER_CLOCKS, f"line {node.lineno}"


@places(FILES)
def test_nothing_is_left_unfinished(path):
    # The words are put together here so that this file does not hold them.
    marks = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X:", "NotImplemented" + "Error"])
    )
    assert not marks.search(path.read_text("utf-8"))


@places(FILES)
def test_every_public_class_and_function_says_what_it_gives(path):
    tree = ast.parse(path.read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            assert node.name.startswith("_") or ast.get_docstring(node), node.name


def test_no_path_of_a_machine_stands_in_the_project():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    home = re.compile(r"/(?:work|home|Users)/[a-z]")
    found = []
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix in TRACKED_KINDS and path.is_file() and home.search(path.read_text("utf-8")):
            found.append(name)
    assert not [name for name in found if name != "tests/architecture/test_house.py"]


def test_every_room_of_the_readme_exists_and_every_room_stands_in_it():
    readme = (ROOT / "README.md").read_text("utf-8")
    rooms = {
        p.name for p in (SOURCE / "desks").iterdir() if p.is_dir() and (p / "__init__.py").exists()
    }
    rooms |= {
        p.name for p in (SOURCE / "engine").iterdir() if p.is_dir() and (p / "__init__.py").exists()
    }
    rooms |= {
        p.name
        for p in (SOURCE / "gateways").iterdir()
        if p.is_dir() and (p / "__init__.py").exists()
    }
    assert not [room for room in sorted(rooms) if f"{room}/" not in readme]
