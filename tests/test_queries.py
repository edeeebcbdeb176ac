"""Every query file keeps its promises, and runs on a store with nothing in it."""

import re
from pathlib import Path

import duckdb
import pytest

from parity import build
from parity.store import QUERIES, read_question

FILES = sorted(QUERIES.glob("*.sql"))
EMPTY = {
    "including": False,
    "together": False,
    "area": "E09000001",
    "level": "ward",
    "bodies": [],
    "involvements": ["funded"],
    "part": "core",
    "parts": ["core"],
    "tier": "core",
    "as_at": "2021-03-21",
    "date": "2021-03-21",
    "classification": "broad-5",
    "classifications": ["broad-5"],
    "ethnic_group": "asian",
    "ethnic_groups": ["asian"],
    "age_base": "all ages",
    "by": "year",
    "ways": ["all"],
    "funder": None,
    "programme": None,
    "since": "2001-01-01",
    "indicator": None,
    "until": "2021-12-31",
    "named": "south",
    "day": "2021-12-31",
    "areas": ["E09000001"],
    "words": ["forum"],
    "mechanism": None,
    "community": None,
    "worked": None,
    "grade": None,
    "kind": None,
    "language": None,
    "definitions_alone": True,
    "illustrative": False,
}


@pytest.fixture(scope="module")
def empty_store(tmp_path_factory):
    file = tmp_path_factory.mktemp("empty") / "empty.duckdb"
    with duckdb.connect(str(file)) as connection:
        build.make_empty_tables(connection)
        yield connection


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_declares_its_question_its_rows_and_its_parameters(file: Path, empty_store):
    sql = file.read_text(encoding="utf-8")
    assert re.match(r"-- Question: .+\?", sql)
    assert re.search(r"^-- One row", sql, re.MULTILINE)
    declared = read_question(file.stem).parameters
    statements = duckdb.extract_statements(sql)
    assert len(statements) == 1
    assert statements[0].named_parameters == set(declared)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_query_runs_on_an_empty_store(file: Path, empty_store):
    question = read_question(file.stem)
    answer = empty_store.execute(question.sql, {name: EMPTY[name] for name in question.parameters})
    assert answer.fetchall() == []


def test_no_query_is_unused():
    code = "".join(
        file.read_text(encoding="utf-8")
        for folder in ("parity", "pages")
        for file in (QUERIES.parent / folder).rglob("*.py")
    )
    unused = [file.stem for file in FILES if f'"{file.stem}"' not in code]
    assert not unused


def test_asking_with_the_wrong_parameters_says_which_are_right(the_store):
    with pytest.raises(ValueError, match=r"area\.sql asks for \['area'\], not \[\]"):
        the_store.ask("area")


def test_the_names_of_columns_are_python_s_own_words_which_a_new_frame_finds_without_converting_them(the_store):
    assert the_store.ask("build").assign(more=1).columns.dtype.storage == "python"
