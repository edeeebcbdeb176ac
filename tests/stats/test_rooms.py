"""The rooms of the statistics: whom they know, what they import, and that their examples run."""

import ast
import doctest
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

import parity.stats

ROOMS = sorted(Path(parity.stats.__file__).parent.glob("*.py"))


def test_statistics_import_only_numpy_scipy_and_each_other():
    allowed = set(sys.stdlib_module_names) | {"numpy", "scipy"}
    for room in ROOMS:
        for node in ast.walk(ast.parse(room.read_text(encoding="utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.split(".")[0] in allowed or name.startswith("parity.stats"), f"{room.name} imports {name}"


def test_importing_every_room_does_not_import_scipy():
    names = ", ".join(f"parity.stats.{room.stem}" for room in ROOMS if room.stem != "__init__")
    code = f"import sys, {names}; sys.exit('scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_public_function_says_what_it_does_and_shows_an_example_that_runs():
    for room in ROOMS:
        for node in ast.parse(room.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                words = ast.get_docstring(node) or ""
                assert words, f"{room.name}: {node.name} has no docstring"
                assert ">>>" in words or node.name == "checked", f"{room.name}: {node.name} shows no example"


@pytest.mark.parametrize("room", [room.stem for room in ROOMS if room.stem != "__init__"])
def test_the_examples_in_a_room_come_out_as_written(room):
    found = doctest.testmod(importlib.import_module(f"parity.stats.{room}"))
    assert found.attempted > 0
    assert found.failed == 0
