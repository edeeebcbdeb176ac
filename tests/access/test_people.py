"""The commands about people and copies."""

import json

from parity.__main__ import main


def said(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_role_is_given_listed_and_taken(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PARITY_HOME", str(tmp_path))
    assert said(capsys, "people")[1] == "Nobody has a role.\n"
    given = ("people", "Ben@Board.example", "--role", "body officer", "--body", "b1", "--until", "2027-03-31", "--json")
    expected = {"email": "ben@board.example", "role": "body officer", "bodies": "b1", "until": "2027-03-31"}
    assert json.loads(said(capsys, *given)[1]) == [expected]
    assert said(capsys, "people", "ben@board.example", "--role", "none")[1] == "Nobody has a role.\n"
    assert [line["about"] for line in json.loads(said(capsys, "audit", "--json")[1])] == [
        "ben@board.example: body officer",
        "ben@board.example: none",
    ]


def test_what_makes_no_sense_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("PARITY_HOME", str(tmp_path))
    assert "at least one body" in said(capsys, "people", "a@b.c", "--role", "body officer")[2]
    assert "who and which role" in said(capsys, "people", "a@b.c")[2]
    assert "has no role" in said(capsys, "people", "a@b.c", "--role", "none")[2]
    assert "nothing to back up" in said(capsys, "backup", str(tmp_path / "x.zip"))[2]
    assert "not a whole copy" in said(capsys, "restore", str(tmp_path / "x.zip"))[2]
