"""The command line: the same figures as the pages, and a sentence where something is wrong."""

import csv
import io
import json
import shutil

import pytest

from parity.__main__ import main
from parity.measures.catalogue import MEASURES


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_representation_of_one_body_as_json(at_home, capsys):
    code, out, _ = said(
        capsys, "measure", "representation", "--body", "E23000001", "--date", "1999-09-30", "--format", "json"
    )
    rows = {row["group_code"]: row for row in json.loads(out)}
    assert code == 0
    assert (rows["minorities_excluding"]["count"], rows["minorities_excluding"]["base"]) == (907, 25885)
    assert rows["minorities_excluding"]["verdict"] == "below"
    assert rows["minorities_including"]["share"] is None


def test_all_bodies_as_csv(at_home, capsys):
    code, out, _ = said(capsys, "measure", "representation", "--date", "2004-03-31", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert code == 0
    assert len(rows) == 43
    assert {row["verdict"] for row in rows} == {"below", "too_few", ""}


def test_a_table_for_people_is_the_default(at_home, capsys):
    code, out, _ = said(capsys, "measure", "representation", "--body", "E23000014")
    assert code == 0
    assert "West Midlands Police" in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--body", "E99"], "E99 is not a body with a return"),
        (["--date", "1850-01-01"], "No return matches"),
        (["--part", "nobody"], "No return matches"),
    ],
)
def test_what_cannot_be_answered_is_said(arguments, sentence, at_home, capsys):
    code, out, err = said(capsys, "measure", "representation", *arguments)
    assert (code, out) == (1, "")
    assert sentence in err


def test_a_date_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit):
        main(["measure", "representation", "--date", "yesterday"])
    assert "'yesterday' is not a date written as 2021-03-21" in capsys.readouterr().err


def test_every_measure_is_listed_with_its_question(capsys):
    code, out, _ = said(capsys, "measures")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[1:]] == list(MEASURES)
    code, out, _ = said(capsys, "measures", "--json")
    assert json.loads(out)[0]["arguments"] == ["body", "part", "date", "definition", "ages"]


def test_a_measure_of_bodies_together_says_what_is_illustrative(at_home, capsys):
    of = ["--body", "example-dudley", "--body", "example-sandwell", "--since", "2024-04-01", "--until", "2025-03-31"]
    code, out, err = said(capsys, "measure", "scorecard", *of, "--format", "csv")
    rows = {row["indicator"]: row for row in csv.DictReader(io.StringIO(out))}
    assert code == 0
    assert rows["boards"]["bodies"] == "2"
    assert err.startswith("Illustrative figures are among these")


def test_nothing_told_is_said_aside_and_no_table_is_printed(at_home, capsys):
    code, out, err = said(capsys, "measure", "reach", "--body", "E23000001")
    assert (code, out) == (0, "")
    assert "No return tells this" in err


def test_without_a_store_one_is_built_first(home, tmp_path, monkeypatch, capsys):
    shutil.copytree(home / "kept", tmp_path / "kept")  # the committed returns as they were checked
    monkeypatch.setenv("PARITY_HOME", str(tmp_path))
    code, out, _ = said(capsys, "measure", "representation", "--body", "E23000014")
    assert code == 0
    assert "West Midlands Police" in out
    assert (tmp_path / "store.duckdb").exists()


def test_build_prints_rows_per_table_and_does_nothing_twice(home, tmp_path, monkeypatch, capsys):
    shutil.copytree(home / "kept", tmp_path / "kept")  # the committed returns as they were checked
    monkeypatch.setenv("PARITY_HOME", str(tmp_path))
    code, out, _ = said(capsys, "build", "--json")
    told = json.loads(out)
    assert code == 0
    assert told["rows"]["forces"] == 43
    made = (tmp_path / "store.duckdb").stat().st_mtime_ns
    assert said(capsys, "build", "--if-stale") == (0, "", "")
    assert (tmp_path / "store.duckdb").stat().st_mtime_ns == made


def test_sources_that_are_not_there_are_said(tmp_path, capsys):
    code, _, err = said(capsys, "reference", "--from", str(tmp_path / "nowhere"))
    assert code == 1
    assert "is not a folder" in err
