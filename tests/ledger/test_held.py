"""Copies to put away: what a backup brings back, and what is given out for one body."""

import io
import json
import zipfile

import pytest

from parity import access, audit, current, held
from parity.access import Person, Refused
from parity.places import Home
from parity.trouble import NotDone
from parity.verify import verify
from tests.ledger.homes import events, rows_of, seat_counts, took
from tests.ledger.test_who_may import OFFICER, who

SEATS = {"White British": 5, "Indian": 2}


def elsewhere(home: Home, tmp_path) -> Home:
    return home._replace(folder=tmp_path / "elsewhere")


def test_a_backup_brings_back_every_return_role_and_line(home, tmp_path):
    took(home, seat_counts(SEATS))
    took(home, seat_counts({"White British": 1}, body="B2"))
    access.give(home, Person("ann@example.org", access.ADMINISTRATOR))
    (home.folder / "secrets.toml").write_text("[auth]", encoding="utf-8")
    held.back_up(home, tmp_path / "copy.zip")
    other = elsewhere(home, tmp_path)
    held.restore(other, tmp_path / "copy.zip")
    current.up_to_date(other)
    assert not verify(other).wrong
    assert events(other) == events(home) and rows_of(other, "seat_counts") == rows_of(home, "seat_counts")
    assert access.people(other) == access.people(home) and audit.lines(other) == audit.lines(home)
    assert not (other.folder / "secrets.toml").exists()


def test_a_copy_is_the_same_for_the_same_content(home, tmp_path):
    took(home, seat_counts(SEATS))
    for name in ("one.zip", "two.zip"):
        held.back_up(home, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()


@pytest.mark.parametrize("harm", ["changed", "cut", "outside", "none"])
def test_a_copy_that_is_not_whole_puts_nothing_back(home, tmp_path, harm):
    took(home, seat_counts(SEATS))
    copy, bad = tmp_path / "copy.zip", tmp_path / "bad.zip"
    held.back_up(home, copy)
    if harm == "cut":
        bad.write_bytes(copy.read_bytes()[:-200])
    elif harm != "none":
        with zipfile.ZipFile(copy) as whole, zipfile.ZipFile(bad, "w") as made:
            for name in whole.namelist():
                data = whole.read(name)
                if name == held.CONTENTS and harm == "outside":
                    data = json.dumps(json.loads(data) | {"../outside": "0" * 64}).encode()
                    made.writestr("../outside", b"x")
                made.writestr(name, data + (b" " if name == "ledger.jsonl" and harm == "changed" else b""))
    other = elsewhere(home, tmp_path)
    with pytest.raises(NotDone, match="nothing was put back"):
        held.restore(other, bad)
    assert not other.folder.exists() and not (tmp_path / "outside").exists()


def test_nothing_is_put_over_an_installation(home, tmp_path):
    took(home, seat_counts(SEATS))
    held.back_up(home, tmp_path / "copy.zip")
    with pytest.raises(NotDone, match="already holds an installation"):
        held.restore(home, tmp_path / "copy.zip")


def test_everything_held_for_a_body_is_what_it_sent_and_what_was_done_with_it(home):
    data = seat_counts(SEATS)
    took(home, data, filename="board.csv")
    took(home, seat_counts({"White British": 9}, body="B2"), filename="other.csv")
    officer = who(home, access.BODY_OFFICER, "B1")
    with zipfile.ZipFile(io.BytesIO(held.for_body(home, "B1", officer))) as given:
        assert given.namelist() == ["R0001-board.csv", "returns.json"]
        assert given.read("R0001-board.csv") == data
        told = json.loads(given.read("returns.json"))
    assert [one["return"] for one in told["returns"]] == ["R0001"]
    last = audit.lines(home)[-1]
    assert (last["who"], last["act"], last["bodies"]) == (OFFICER, audit.EXPORTED, ["B1"])
    with pytest.raises(Refused):
        held.for_body(home, "B2", officer)
    assert audit.lines(home)[-1]["outcome"] == "refused"


def test_a_file_that_speaks_of_another_body_too_is_listed_and_not_given_to_one_of_them(home):
    both = seat_counts(SEATS) + seat_counts({"White British": 9}, body="B2").split(b"\n", 1)[1]
    took(home, both)
    officer = who(home, access.BODY_OFFICER, "B1")
    with zipfile.ZipFile(io.BytesIO(held.for_body(home, "B1", officer))) as given:
        assert given.namelist() == ["returns.json"]
        assert "White British" not in given.read("returns.json").decode()
    with zipfile.ZipFile(io.BytesIO(held.for_body(home, "B1"))) as given:
        assert "R0001-return.csv" in given.namelist()
