"""Producing the tables: the same bytes every time, the bytes that are committed, and nothing copied."""

import csv
import hashlib
import re

import pyarrow.parquet as pq
import pytest

from parity.reference import produce
from parity.reference.files import read_text, table
from parity.reference.population import SCHEMA

LIMIT = 8_000_000


@pytest.fixture(scope="module")
def produced(sources, tmp_path_factory):
    target = tmp_path_factory.mktemp("first")
    return target, produce(sources, target)


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_producing_twice_gives_the_same_bytes(sources, produced, tmp_path):
    produce(sources, tmp_path)
    assert contents(tmp_path) == contents(produced[0])


def test_producing_gives_the_committed_files(produced, committed):
    for name, content in contents(produced[0]).items():
        assert (committed / name).read_bytes() == content, f"{name}: run `python -m parity reference` and commit it"


def described(committed):
    """The tables the guide lists, with the number of rows it gives for each."""
    guide = (committed / "README.md").read_text(encoding="utf-8")
    return {
        name: int(rows.replace(",", "")) for name, rows in re.findall(r"^\| `(\S+)` \|.*\| ([\d,]+) \|$", guide, re.M)
    }


def test_the_guide_lists_the_tables_that_are_produced(produced, committed):
    assert described(committed) == {one.file_name: one.rows for one in produced[1]}
    assert set(described(committed)) == set(contents(produced[0]))


def test_the_guide_gives_the_number_of_rows_of_every_table(committed):
    rows = described(committed)
    assert len(rows) == 15
    assert rows.pop("population.parquet") == pq.read_metadata(committed / "population.parquet").num_rows
    for name, expected in rows.items():
        with (committed / name).open(encoding="utf-8", newline="") as lines:
            assert sum(1 for _ in csv.reader(lines)) - 1 == expected, name


def test_the_committed_tables_are_small(committed):
    assert sum(path.stat().st_size for path in committed.rglob("*") if path.is_file()) < LIMIT


def test_csv_files_have_plain_line_ends_and_no_mark_at_the_start(committed):
    for path in committed.glob("*.csv"):
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert content.endswith(b"\n"), path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        content.decode("utf-8")


def test_population_has_the_agreed_columns_and_no_writers_notes(committed):
    file = pq.ParquetFile(committed / "population.parquet")
    assert file.schema_arrow.equals(SCHEMA)
    assert not file.schema_arrow.metadata
    assert file.metadata.num_row_groups == 1


def test_no_source_file_is_copied(sources, committed):
    kept = {hashlib.sha256(path.read_bytes()).digest() for path in committed.rglob("*") if path.is_file()}
    assert not kept & {hashlib.sha256(path.read_bytes()).digest() for path in sources.rglob("*") if path.is_file()}


def test_a_folder_without_the_sources_is_named_in_the_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="has no census2021/"):
        produce(tmp_path, tmp_path / "out")


def test_a_table_refuses_rows_of_the_wrong_length_and_rows_twice():
    with pytest.raises(ValueError, match="has 1 values for 2 columns"):
        table("t", ("a", "b"), [("x",)])
    with pytest.raises(ValueError, match="the same row occurs twice"):
        table("t", ("a",), [("x",), ("x",)])


def test_the_words_none_and_na_stay_text(tmp_path):
    (tmp_path / "t.csv").write_text("label\nNone\nNA\n", encoding="utf-8")
    assert list(read_text(tmp_path, "t.csv").label) == ["None", "NA"]
