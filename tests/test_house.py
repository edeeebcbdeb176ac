"""Who may know whom: the walls of docs/architecture.md, kept by reading the imports."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
STREAMLIT_ROOMS = {"dashboard.py", "parity/server.py"}
DUCKDB_ROOMS = {"parity/store.py", "parity/build.py", "parity/lake.py", "parity/grow.py"}
KEPT = "parity.remembered.kept"  # the decorator: what is made of frames alone is made once
ROWS = "parity.rows"  # a frame's rows, one by one
ONCE = "parity.remembered.once"  # what is the same for every choice, worked out once for a build
ALLOWED = {
    "parity/stats": {"parity.stats"},
    "parity/disclosure": {"parity.disclosure"},
    "parity/intake": {"parity.intake"},
    "parity/ledger.py": set(),
    "parity/access.py": {"parity.audit", "parity.ledger", "parity.places", "parity.trouble"},
    "parity/audit.py": {"parity.places"},
    "parity/web": {"parity.web", "parity.access", "parity.places"},
    "parity/returns.py": {"parity.intake"},
    "parity/versions.py": {"parity.intake"},
    "parity/tables": {
        KEPT,
        ROWS,
        "parity.tables",
        "parity.stats.verdicts",
        "parity.stats.target",
        "parity.stats.trend",
    },
    "parity/charts": {KEPT, ROWS, "parity.charts", "parity.tables", "parity.stats.verdicts"},
    "parity/findings": {
        KEPT,
        ROWS,
        "parity.findings",
        "parity.tables",
        "parity.choice",
        "parity.stats.verdicts",
        "parity.stats.target",
        "parity.stats.trend",
    },
    "parity/choice.py": set(),
    "parity/rows.py": set(),
    "parity/measures": {KEPT, ONCE, ROWS, "parity.measures", "parity.stats", "parity.store", "parity.choice"},
    "parity/packs": {
        ROWS,
        "parity.packs",
        "parity.measures",
        "parity.findings",
        "parity.tables",
        "parity.choice",
        "parity.places",
        "parity.store",
        "parity.stats.verdicts",
    },
    "pages": {
        "parity.ui",
        "parity.ui_*",
        "parity.measures",
        "parity.findings",
        "parity.charts",
        "parity.tables",
    },
}


def python_files() -> list[Path]:
    folders = [PROJECT / "parity", PROJECT / "pages"]
    return [PROJECT / "dashboard.py", *(file for folder in folders for file in sorted(folder.rglob("*.py")))]


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def within(name: str, package: str) -> bool:
    if package.endswith("*"):
        return name.startswith(package[:-1])
    return name == package or name.startswith(package + ".")


@pytest.mark.parametrize("file", python_files(), ids=lambda file: str(file.relative_to(PROJECT)))
def test_a_room_knows_only_whom_it_may(file):
    path = file.relative_to(PROJECT).as_posix()
    known = imports(file)
    if path not in STREAMLIT_ROOMS and not path.startswith(("pages/", "parity/ui")):
        assert not [name for name in known if within(name, "streamlit")], "only the dashboard, ui and pages show things"
    if path not in DUCKDB_ROOMS:
        assert not [name for name in known if within(name, "duckdb")], "only store and build open the store"
    assert not [name for name in known if within(name, "plotly.express")], "graph_objects is four times as quick"
    for room, allowed in ALLOWED.items():
        if path == room or path.startswith(room + "/"):
            house = {name for name in known if within(name, "parity") and name != "parity"}
            strangers = [name for name in house if not any(within(name, each) for each in allowed)]
            assert not strangers, f"{path} knows {strangers}"


def test_every_room_says_what_it_is_for():
    for file in python_files():
        docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
        assert docstring, f"{file.name} has no docstring"


def test_no_room_is_too_large():
    for file in python_files():
        lines = len(file.read_text(encoding="utf-8").splitlines())
        assert lines <= 450, f"{file.relative_to(PROJECT)} has {lines} lines: find the wall"


@pytest.mark.parametrize(
    "file",
    [file for file in python_files() if file.name.startswith("ui") or file.parent.name == "pages"],
    ids=lambda file: file.name,
)
def test_a_page_writes_into_no_frame(file):
    """A remembered frame says which making it is of; written into, it would go on saying so."""
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"\.i?loc\[[^\]]*\] = |inplace=True|\bframe\[[^\]]+\] = ", text)
