"""Several files at once: one store is built for all of them, and it equals one made from nothing."""

import pytest

from parity import build, current
from parity.accept import accept_all
from parity.candidate import sent
from parity.trouble import NotDone
from parity.verify import verify
from tests.ledger.homes import home_in, lay_out, participation, rows_of, seat_counts, text


@pytest.fixture
def home(tmp_path):
    lay_out(tmp_path)
    home = home_in(tmp_path)
    current.rebuild(home)
    return home


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
