"""The bodies of a place are those that serve it, each with the verdict of its own page."""

from datetime import date

import pytest

from parity import findings, tables
from parity.choice import Choice
from parity.measures import representation, serving
from tests.records import a_store_of
from tests.small import HARTLEPOOL, KENSINGTON, SOUTHWARK, a_body, a_count, everyone

LONDON, PECKHAM, TODAY = "E12000007", "E05011110", date(2026, 11, 26)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    bodies = [a_body("A", "Authority board"), a_body("W", "Ward board", [PECKHAM]), a_body("R", "Region board", [LONDON]),
              a_body("N", "North board", [HARTLEPOOL]), a_body("S", "Silent board"),
              a_body("T", "Two boroughs", [SOUTHWARK, KENSINGTON])]  # fmt: skip
    told = []
    for body, few, all_ in (("A", 2, 15), ("W", 3, 8), ("R", 30, 60), ("N", 1, 9), ("T", 8, 20)):
        for day in ("2020-03-31", "2021-03-31"):
            told += [everyone(all_, body=body, as_at=day), a_count("minorities_excluding", few, body=body, as_at=day)]
    told += [everyone(20, body="A", tier="wider", as_at="2021-03-31"),
             a_count("minorities_excluding", 9, body="A", tier="wider", as_at="2021-03-31"),
             a_count("minorities_excluding", 3, body="A", as_at="2022-03-31")]  # fmt: skip
    return a_store_of(tmp_path_factory.mktemp("serving"), {"bodies": bodies, "seat_counts": told})


def test_a_place_is_served_by_bodies_of_itself_of_what_is_around_it_and_of_its_parts(store):
    def names(area):
        return set(serving.bodies(store, area, "excluding", TODAY)["body_code"])

    assert names(SOUTHWARK) == {"A", "W", "R", "S", "T"}
    assert names(PECKHAM) == {"A", "W", "R", "S", "T"}
    assert names(KENSINGTON) == {"R", "T"}
    assert names(LONDON) == {"A", "R", "S", "T", "W"}, "half of the two authorities of this small London"
    assert names("K04000001") == {"T"}, "two of three authorities, and no body that serves it all"


def test_each_has_the_verdict_of_its_own_page_on_the_latest_day_with_a_total(store):
    frame = serving.bodies(store, SOUTHWARK, "excluding", TODAY)
    for row in frame[frame["part"].notna()].to_dict("records"):
        assert row["as_at"] == date(2021, 3, 31), "2022 was told without a total"
        page = representation.by_group(store, Choice(row["body_code"], row["part"], row["as_at"]))
        of = page[page["group_code"] == "minorities_excluding"].iloc[0]
        for name in ("count", "base", "share", "reference", "verdict"):
            assert row[name] == of[name]
    assert list(frame.loc[frame["body_code"] == "A", "part"]) == ["core", "wider"]


def test_what_was_told_later_is_not_known_on_an_earlier_day(store):
    frame = serving.bodies(store, SOUTHWARK, "excluding", date(2020, 12, 31))
    assert set(frame["as_at"].dropna()) == {date(2020, 3, 31)}


def test_a_body_that_never_told_has_a_row_and_no_figure(store):
    frame = serving.bodies(store, SOUTHWARK, "excluding", TODAY)
    silent = frame[frame["body_code"] == "S"].iloc[0]
    assert silent["verdict"] == "not_monitored" and silent["mark"] == "[x]" and silent["count"] != silent["count"]
    table = tables.serving.bodies(frame, {"core": "Core board"})
    assert [cell.replace("\\", "") for cell in table.loc["Silent board"]] == [
        "[x]",
        "[x]",
        "[x]",
        "[x]",
        "[x]",
        "[x]",
        "[x]",
        "Not monitored",
    ]
    said = findings.serving.bodies(frame, "Southwark", "excluding")
    assert said.startswith("5 bodies serve Southwark.") and said.endswith("1 body has not told who its members are.")


def test_a_place_that_nobody_serves_says_so(store):
    frame = serving.bodies(store, "W92000004", "excluding", TODAY)
    assert frame.empty and list(frame) == serving.COLUMNS
    assert findings.serving.bodies(frame, "Wales", "excluding") == "No body in the store serves Wales."
