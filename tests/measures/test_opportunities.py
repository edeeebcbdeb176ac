"""The directory: what is open where, none apart from not told."""

import math
from datetime import date
from random import Random

import pandas as pd
import pytest

from parity import places
from parity.measures import opportunities
from parity.stats import rates
from tests.records import a_store_of
from tests.small import HARTLEPOOL, KENSINGTON, SOUTHWARK, a_body

DAY = date(2026, 3, 31)
LONDON = "E12000007"
TIMES = [("", ""), ("2024-01-01", ""), ("2026-03-31", ""), ("2026-04-01", ""), ("", "2026-03-30"), ("", "2026-03-31"),
         ("2024-01-01", "2026-03-30"), ("2026-03-31", "2026-03-31"), ("2026-04-01", "2027-01-01")]  # fmt: skip


def an_entry(code: str, **told: str) -> dict[str, str]:
    row = {"entry_code": code, "name": f"Entry {code}", "kind": "opportunity", "area_code": SOUTHWARK, "open_to": "Anyone",
           "languages": "English", "contact": "", "url": "", "from": "2024-01-01", "to": ""}  # fmt: skip
    return row | told


def random_entries(chance: Random, wards: list[str], number: int) -> list[dict[str, str]]:
    return [
        an_entry(
            f"D{n:03}",
            kind=chance.choice(list(opportunities.KINDS)),
            area_code=chance.choice([*wards, *wards, SOUTHWARK, LONDON]),
            languages=chance.choice(["English", "English; Somali", "Somali; Arabic", ""]),
            open_to=chance.choice(["Anyone", "Women", ""]),
            **dict(zip(("from", "to"), chance.choice(TIMES), strict=True)),
        )
        for n in range(number)
    ]  # fmt: skip


def is_open(row: dict[str, str]) -> bool:
    return (row["from"] or "0") <= DAY.isoformat() and (row["to"] or "9") >= DAY.isoformat()


@pytest.fixture(scope="module")
def wards() -> list[str]:
    areas = pd.read_csv(places.REFERENCE / "areas.csv", dtype=str)
    return sorted(areas.loc[areas["parent_code"].eq(SOUTHWARK) & areas["standing"].eq("current"), "area_code"])


@pytest.fixture(scope="module")
def entries(wards) -> list[dict[str, str]]:
    return random_entries(Random(2), wards[:8], 70)


@pytest.fixture(scope="module")
def store(tmp_path_factory, entries):
    return a_store_of(tmp_path_factory.mktemp("directory"), {"bodies": [a_body()], "directory": entries})


def test_entries_are_counted_where_they_are_for_and_around_as_plain_counting_has_it(store, entries, wards):
    frame = opportunities.by_area(store, SOUTHWARK, "ward", DAY).set_index("area_code")
    assert set(frame.index) == set(wards)
    for ward in wards:
        here = [row for row in entries if row["area_code"] == ward and is_open(row)]
        for kind in opportunities.KINDS:
            assert frame.at[ward, kind] == sum(row["kind"] == kind for row in here)
        assert frame.at[ward, "entries"] == len(here)
        assert frame.at[ward, "around"] == sum(
            row["area_code"] in (SOUTHWARK, LONDON) and is_open(row) for row in entries
        )
        living = store.ask("residents_of_area", area=ward, age_base="all ages").query("classification == 'broad-5'")
        people = living.loc[living["date"] == living["date"].max(), "residents"].sum()
        assert frame.at[ward, "rate"] == pytest.approx(10_000 * frame.at[ward, "opportunity"] / people, rel=1e-4)
        expected = rates.rate(frame.at[ward, "opportunity"], frame.at[ward, "residents"], 10_000)
        assert (frame.at[ward, "rate_lower"], frame.at[ward, "rate_upper"]) == (expected.lower, expected.upper)


def test_an_authority_holds_what_is_for_its_wards_and_a_region_is_around_it(store, entries):
    frame = opportunities.by_area(store, LONDON, "authority", DAY).set_index("area_code")
    inside = [row for row in entries if row["area_code"] != LONDON and is_open(row)]
    assert frame.at[SOUTHWARK, "entries"] == len(inside)
    assert frame.at[SOUTHWARK, "around"] == sum(row["area_code"] == LONDON and is_open(row) for row in entries)


def test_an_authority_nobody_told_of_has_no_figure_and_one_told_of_has_none(store):
    frame = opportunities.by_area(store, LONDON, "authority", DAY).set_index("area_code")
    assert math.isnan(frame.at[KENSINGTON, "opportunity"]) and frame.at[KENSINGTON, "mark"] == "[x]"
    wards = opportunities.by_area(store, SOUTHWARK, "ward", DAY)
    none = opportunities.none_here(wards)
    assert len(none) and none["opportunity"].eq(0).all() and none["told"].all()
    assert list(none["residents"]) == sorted(none["residents"], reverse=True)
    assert opportunities.not_told(wards).empty
    assert list(opportunities.not_told(frame.reset_index())["area_code"]) == [KENSINGTON]


@pytest.mark.parametrize("kind", [None, "training"])
@pytest.mark.parametrize("language", [None, "Somali", "somali"])
@pytest.mark.parametrize("text", ["", "women", "entry d00"])
def test_the_directory_lists_what_reading_every_entry_lists(store, entries, kind, language, text):
    frame = opportunities.directory(store, SOUTHWARK, DAY, text, kind, language)
    expected = {
        row["entry_code"]
        for row in entries
        if is_open(row)
        and kind in (None, row["kind"])
        and (language is None or language.title() in row["languages"].split("; "))
        and all(word in f"{row['name']} {row['open_to']}".lower() for word in text.split())
    }
    assert set(frame["entry_code"]) == expected
    at = {row["entry_code"]: row["area_code"] for row in entries}
    assert all((at[row.entry_code] == LONDON) == (row.held == "around") for row in frame.itertuples())


def test_without_a_day_entries_of_any_time_are_listed(store, entries):
    assert len(opportunities.directory(store, SOUTHWARK, None)) == len(entries)


def test_languages_are_each_named_once_english_first(store):
    assert opportunities.languages(opportunities.directory(store, SOUTHWARK, None)) == ["English", "Arabic", "Somali"]


def test_a_ward_finds_what_is_for_its_authority_but_not_for_its_neighbour(store, entries, wards):
    frame = opportunities.directory(store, wards[0], None)
    assert set(frame["area_code"]) <= {wards[0], SOUTHWARK, LONDON}
    assert len(frame) == sum(row["area_code"] in (wards[0], SOUTHWARK, LONDON) for row in entries)


def test_invented_entries_are_never_counted_with_real_ones(tmp_path):
    invented = {"directory": [an_entry("I1", area_code=HARTLEPOOL), an_entry("I2")]}
    both = a_store_of(tmp_path / "both", {"bodies": [a_body()], "directory": [an_entry("R1")]}, invented)
    assert opportunities.by_area(both, LONDON, "authority", DAY).set_index("area_code").at[SOUTHWARK, "entries"] == 1
    assert list(opportunities.directory(both, SOUTHWARK, DAY)["entry_code"]) == ["R1"]
    alone = a_store_of(tmp_path / "alone", {"bodies": [a_body()]}, invented)
    frame = opportunities.by_area(alone, LONDON, "authority", DAY)
    assert frame.set_index("area_code").at[SOUTHWARK, "entries"] == 1 and set(frame["standing"]) == {"illustrative"}


def test_a_store_without_a_directory_knows_of_nothing_and_says_so(tmp_path):
    empty = a_store_of(tmp_path, {"bodies": [a_body()]})
    frame = opportunities.by_area(empty, SOUTHWARK, "ward", DAY)
    assert len(frame) and set(frame["mark"]) == {"[x]"} and frame["opportunity"].isna().all()
    assert opportunities.none_here(frame).empty
    assert list(opportunities.directory(empty, SOUTHWARK, DAY)) == opportunities.COLUMNS
