"""Several files at once: one store is built for all of them, and it equals one made from nothing."""

import subprocess

import pytest

from parity import build, checkers, current
from parity.accept import accept_all
from parity.candidate import sent
from parity.trouble import NotDone
from parity.verify import verify
from tests.ledger.homes import copied, participation, rows_of, seat_counts, text


def a_board(code: str) -> bytes:
    columns = ("body_code", "name", "body_type", "catchment")
    return text(columns, [(code, f"Board {code}", "neighbourhood_board", "E09000028")])


def test_each_of_several_files_is_judged_in_turn_and_one_store_holds_them(home, monkeypatch):
    made = []
    real = current.built_aside
    monkeypatch.setattr(current, "built_aside", lambda *given, **more: made.append(1) or real(*given, **more))
    counts = seat_counts({"White": 9, "Asian": 3}, body="B9")
    files = [a_board("B9"), counts, counts, seat_counts({"White": 9, "Asain": 3}), participation({"Forum": 12})]
    found = accept_all(home, [sent(data, f"{at}.csv", sender="Ann") for at, data in enumerate(files)], by="Ann")
    assert [one.outcome for one in found] == ["accepted", "accepted", "already accepted", "needs answers", "accepted"]
    assert [one.return_id for one in found] == ["R0001", "R0002", "R0002", "", "R0003"]
    assert len(made) == 1
    assert len(rows_of(home, "seat_counts")) == 2
    assert verify(home).wrong == ()


def test_files_checked_ahead_in_processes_of_their_own_are_kept_byte_for_byte_the_same(home, tmp_path, monkeypatch):
    files = [
        a_board("B9"),
        seat_counts({"White": 9, "Asian": 3}, body="B9"),
        seat_counts({"White": 9, "Asain": 3}),
        seat_counts({"White": 7, "Asian": 2, "Black": 1}),
        seat_counts({"White": 7, "Asian": 3, "Black": 1}),
        participation({"Forum": 12}),
    ]
    other = copied(home, tmp_path / "other")
    found = {}
    for at, large in ((home, 0), (other, 1_000_000)):
        monkeypatch.setattr(checkers, "LARGE", large)
        sending = [
            sent(data, f"{place}.csv", sender="Ann", kind="bodies" if not place else None, answers=answers_to(place))
            for place, data in enumerate(files)
        ]
        found[large] = accept_all(at, sending, by="Ann")
    assert [one.outcome for one in found[0]] == [one.outcome for one in found[1_000_000]]
    assert [one.message for one in found[0]] == [one.message for one in found[1_000_000]]
    assert [one.checked.problems for one in found[0]] == [one.checked.problems for one in found[1_000_000]]
    assert [one.changes for one in found[0]] == [one.changes for one in found[1_000_000]]
    assert found[0][4].replaces == ("R0003",)
    # The hashes of the original and of the records; between them stands the ledger's own, which is salted.
    kept = [sorted(file.stem.split("-")[::2] for file in at.kept.glob("*.parquet")) for at in (home, other)]
    assert kept[0] == kept[1]
    assert verify(home).wrong == ()


def answers_to(place: int) -> dict[str, str]:
    return {"version": "replaces"} if place == 4 else {}


def test_a_file_whose_checking_was_killed_is_checked_by_whoever_takes_it_in(home, monkeypatch):
    monkeypatch.setattr(checkers, "LARGE", 0)
    begin = subprocess.Popen
    monkeypatch.setattr(
        checkers.subprocess,
        "Popen",
        lambda command, **more: begin(["true"] if "parity.checkers" in command else command, **more),
    )
    found = accept_all(home, [sent(participation({"Forum": 12}), "p.csv")], by="Ann")
    assert [one.outcome for one in found] == ["accepted"]


def test_where_the_store_cannot_be_built_none_of_the_files_came_in(home, monkeypatch):
    before = files_of(home)

    def broken(*given, **more):
        raise build.CannotBuild("no.")

    monkeypatch.setattr(current, "built_aside", broken)
    with pytest.raises(NotDone):
        accept_all(home, [sent(a_board("B9"), "b.csv"), sent(participation({"Forum": 12}), "p.csv")], by="Ann")
    assert files_of(home) == before


def files_of(home) -> dict[str, bytes]:
    return {str(file.relative_to(home.folder)): file.read_bytes() for file in home.folder.rglob("*") if file.is_file()}
