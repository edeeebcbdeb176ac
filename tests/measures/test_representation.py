"""Representation, against counts worked out by hand and by plain loops over the raw records."""

import csv
import io
from datetime import date

import pandas as pd
import pytest

from parity import places
from parity.choice import Choice
from parity.measures import representation
from tests.small import HARTLEPOOL, KENSINGTON, SOUTHWARK, a_body, a_count, a_store, everyone

CENSUS = date(2021, 3, 21)


def by_group(store, as_at=CENSUS, body="B1", part="core"):
    frame = representation.by_group(store, Choice(body=body, part=part, as_at=as_at))
    return {row["group_code"]: row for row in frame.to_dict("records")}


def test_a_share_is_set_against_the_residents_of_the_catchment(tmp_path):
    store = a_store(
        tmp_path, [a_body()], [a_count("minorities_excluding", 3), everyone(18)],
    )  # fmt: skip
    row = by_group(store)["minorities_excluding"]
    assert (row["count"], row["base"]) == (3, 18)
    assert row["share"] == pytest.approx(3 / 18)
    assert (row["lower"], row["upper"]) == pytest.approx((0.0584, 0.3922), abs=1e-4)
    assert row["reference"] == pytest.approx(
        (307_640 - 158_220) / 307_640
    )  # Southwark: all less the five White groups, TS021
    assert (row["verdict"], row["basis"]) == ("below", "census")


def test_kensington_and_chelsea_has_two_very_different_references(tmp_path):
    store = a_store(tmp_path, [a_body(areas=[KENSINGTON])], [a_count("white_british", 10, classification="2011-18")])
    rows = by_group(store, as_at=date(2011, 3, 27))
    assert rows["minorities_including"]["reference"] == pytest.approx(0.607, abs=5e-4)
    assert rows["minorities_excluding"]["reference"] == pytest.approx(0.294, abs=5e-4)


def test_a_group_not_told_is_not_a_nought(tmp_path):
    store = a_store(tmp_path, [a_body()], [a_count("minorities_excluding", 3), everyone(18)])
    row = by_group(store)["minorities_including"]
    assert row["mark"] == "[x]"
    assert row["verdict"] == "not_monitored"
    assert row["count"] != row["count"]  # NaN


def test_nobody_in_the_group_is_a_nought(tmp_path):
    store = a_store(tmp_path, [a_body()], [a_count("minorities_excluding", 0), everyone(18)])
    row = by_group(store)["minorities_excluding"]
    assert (row["count"], row["share"], row["mark"]) == (0, 0, "")


def test_a_percentage_without_a_base_has_a_gap_and_no_verdict(tmp_path):
    store = a_store(tmp_path, [a_body()], [a_count("minorities_excluding", 11.7, unit="percent", base="x")])
    row = by_group(store)["minorities_excluding"]
    assert row["share"] == pytest.approx(0.117)
    assert row["gap"] == pytest.approx(0.117 - row["reference"])
    assert row["verdict"] == "no_base"
    assert row["p"] != row["p"]


def test_a_count_without_a_total_has_no_share(tmp_path):
    store = a_store(tmp_path, [a_body()], [a_count("minorities_excluding", 24)])
    row = by_group(store)["minorities_excluding"]
    assert (row["count"], row["verdict"], row["mark"]) == (24, "no_base", "[x]")
    assert row["share"] != row["share"]


def test_full_time_equivalents_are_said_to_be_so(tmp_path):
    store = a_store(tmp_path, [a_body()], [a_count("minorities_excluding", 33), everyone(2988.7, unit="fte")])
    row = by_group(store)["minorities_excluding"]
    assert (row["base"], row["mark"]) == (2989, "[e]")
    assert "2,988.7 full-time equivalents" in row["note"]


def test_nobody_in_the_tier_does_not_apply(tmp_path):
    store = a_store(tmp_path, [a_body()], [a_count("minorities_excluding", 0), everyone(0)])
    row = by_group(store)["minorities_excluding"]
    assert (row["mark"], row["verdict"]) == ("[z]", "")


def test_people_of_unknown_ethnicity_are_not_in_the_base_and_can_change_the_verdict(tmp_path):
    counts = [a_count("minorities_excluding", 0), everyone(27), a_count("not_stated", 9, classification="unknown")]
    row = by_group(a_store(tmp_path, [a_body()], counts))["minorities_excluding"]
    assert (row["base"], row["unknown"]) == (18, 9)
    assert (row["lowest"], row["highest"]) == (0, pytest.approx(1 / 3))
    assert row["verdict"] == "depends_on_unknowns"


def test_a_finer_return_is_added_up_to_both_definitions_and_the_broad_groups(tmp_path):
    told = {"white_british": 9, "white_irish": 1, "african": 4, "caribbean": 2, "indian": 1, "arab": 1}
    counts = [a_count(group, people, classification="2021-19") for group, people in told.items()]
    rows = by_group(a_store(tmp_path, [a_body()], [*counts, everyone(18)]))
    assert rows["minorities_including"]["count"] == 9
    assert rows["minorities_excluding"]["count"] == 8
    assert rows["black"]["count"] == 6
    assert rows["african"]["count"] == 4
    assert rows["african"]["row"] == "detail"


def test_a_coarser_return_is_never_spread_over_finer_groups(tmp_path):
    counts = [a_count("black", 6, classification="broad-5"), a_count("white", 12, classification="broad-5")]
    rows = by_group(a_store(tmp_path, [a_body()], counts))
    assert rows["minorities_including"]["mark"] == "[x]"  # White Irish may be among the White
    assert "african" not in rows


def test_a_catchment_of_several_areas_is_weighted_by_residents(tmp_path):
    store = a_store(
        tmp_path,
        [a_body(areas=[SOUTHWARK, HARTLEPOOL]), a_body("S", "S", [SOUTHWARK]), a_body("H", "H", [HARTLEPOOL])],
        [a_count("minorities_excluding", 3, body=body) for body in ("B1", "S", "H")]
        + [everyone(18, body=body) for body in ("B1", "S", "H")],
    )
    both, one, other = (by_group(store, body=body)["minorities_excluding"] for body in ("B1", "S", "H"))
    people = one["residents"] + other["residents"]
    weighted = (one["reference"] * one["residents"] + other["reference"] * other["residents"]) / people
    assert both["residents"] == people
    assert both["reference"] == pytest.approx(weighted)


def test_between_censuses_the_reference_is_on_the_straight_line(tmp_path):
    days = ["2011-03-27", "2016-03-24", "2021-03-21", "2025-01-01", "1999-09-30"]
    counts = [a_count("minorities_excluding", 3, as_at=day) for day in days] + [everyone(18, as_at=day) for day in days]
    store = a_store(tmp_path, [a_body(areas=[HARTLEPOOL])], counts)  # the survey has no estimate there
    at = {day: by_group(store, as_at=date.fromisoformat(day))["minorities_excluding"] for day in days}
    assert [at[day]["basis"] for day in days] == ["census", "interpolated", "census", "held", "nearest"]
    middle = (at["2011-03-27"]["reference"] + at["2021-03-21"]["reference"]) / 2
    assert at["2016-03-24"]["reference"] == pytest.approx(middle, abs=1e-5)
    assert at["2025-01-01"]["reference"] == at["2021-03-21"]["reference"]
    assert at["1999-09-30"]["reference"] == at["2011-03-27"]["reference"]


def test_a_body_that_is_not_in_the_store_has_no_rows(tmp_path):
    frame = representation.by_group(a_store(tmp_path), Choice(body="nobody", part="core", as_at=CENSUS))
    assert frame.empty
    assert list(frame.columns) == representation.COLUMNS


def test_every_column_is_described(the_store):
    told = representation.rounds(the_store)
    tier, day = representation.latest_testable(told)
    frame = representation.across_bodies(the_store, list(told["body_code"].unique()), Choice(None, tier, day))
    assert set(frame.columns) <= set(representation.DESCRIBED)


def test_support_officers_equal_a_plain_reading_of_the_return(the_store):
    """Counts, bases and references by plain loops over the committed files."""
    text = (places.PUBLISHED / "police_support_officers_2003_2004.csv").read_text(encoding="utf-8")
    returns = list(csv.DictReader(io.StringIO(text)))
    frame = representation.across_bodies(
        the_store,
        list(the_store.ask("bodies")["body_code"]),
        Choice(None, "community_support_officers", date(2004, 3, 31)),
    )
    told = {}
    for row in returns:
        if row["as_at"] == "2004-03-31":
            told.setdefault(row["body_code"], {})[row["ethnic_group"]] = float(row["people"])
    assert len(frame) == len(told) == 43
    for row in frame.to_dict("records"):
        assert row["count"] == told[row["body_code"]]["minorities_excluding"]
        assert row["base"] == told[row["body_code"]]["all"]
    met = frame[frame["body_code"] == "E23000001"].iloc[0]
    assert (met["count"], met["base"], met["verdict"]) == (368, 1463, "below")
    assert met["reference"] == pytest.approx(0.4022, abs=5e-5)  # London less the City, census 2011
    assert frame["p_adjusted"].dropna().ge(frame["p"].dropna()).all()


def test_the_references_of_the_forces_are_those_summed_by_hand_from_the_census(the_store):
    """BBC News, 22 October 2015, from Home Office diversity profiles: 38 of 40 forces agree within 0.06 points."""
    day = date(2015, 3, 31)
    frame = representation.across_bodies(
        the_store, list(the_store.ask("bodies")["body_code"]), Choice(None, "officers", day)
    )
    assert len(frame) == 40
    assert set(frame["verdict"]) == {"no_base"}
    west_midlands = frame[frame["body"] == "West Midlands Police"].iloc[0]
    assert west_midlands["share"] == pytest.approx(0.087)


def test_a_survey_estimate_is_preferred_between_censuses_and_widens_the_gap(tmp_path):
    counts = [a_count("minorities_excluding", 30, as_at="2015-03-31"), everyone(100, as_at="2015-03-31")]
    row = by_group(a_store(tmp_path, [a_body()], counts), as_at=date(2015, 3, 31))["minorities_excluding"]
    # Annual Population Survey, Southwark, 2015: 165,000 White (+/- 15,000) of 306,000
    assert row["basis"] == "estimate"
    assert row["reference"] == pytest.approx(141 / 306)
    assert (row["reference_lower"], row["reference_upper"]) == pytest.approx((126 / 306, 156 / 306))
    assert row["gap_lower"] < row["lower"] - row["reference"]
    assert row["gap_upper"] > row["upper"] - row["reference"]


def test_a_verdict_against_an_estimate_must_hold_at_both_ends_of_it(tmp_path):
    counts = [a_count("minorities_excluding", 36, as_at="2015-03-31"), everyone(100, as_at="2015-03-31")]
    row = by_group(a_store(tmp_path, [a_body()], counts), as_at=date(2015, 3, 31))["minorities_excluding"]
    assert row["p"] > 0.05  # against the lower end, which decides
    assert row["verdict"] in ("no_clear_difference", "too_few")


def test_a_list_of_seats_counts_those_who_are_not_in_it_as_nobody(the_store):
    frame = representation.by_group(the_store, Choice("example-southwark", "core", date(2026, 9, 30)))
    rows = {row["group_code"]: row for row in frame.to_dict("records")}
    assert (rows["asian"]["count"], rows["asian"]["base"], rows["asian"]["mark"]) == (0, 16, "")


def test_hidden_counts_stay_hidden(the_store):
    frame = representation.by_group(the_store, Choice("example-brent", "partner", date(2023, 3, 31)))
    row = {row["group_code"]: row for row in frame.to_dict("records")}["mixed"]
    assert (row["mark"], row["verdict"]) == ("[c]", "")
    assert row["count"] != row["count"]
    assert "1 to 4 people" in row["note"]


def test_a_board_can_be_held_against_adults_where_the_source_counts_them(tmp_path):
    counts = [a_count("minorities_excluding", 3), a_count("white", 15)]
    store = a_store(tmp_path, [a_body()], counts)
    choice = Choice("B1", "core", date(2021, 3, 21), ages="adults 18 and over")
    frame = representation.by_group(store, choice)
    assert set(frame["classification"]) == {"white-other"}
    row = frame.iloc[0]
    adults = pd.read_parquet(places.REFERENCE / "population.parquet").query(
        "area_code == @SOUTHWARK and age_base == 'adults 18 and over'"
    )
    people = adults.set_index("group_code")["residents"]
    assert row["reference"] == pytest.approx(people["minorities_excluding"] / people["all"])
    assert (row["basis"], str(row["dated"])) == ("held", "2011-03-27")
    everyone_there = representation.by_group(store, Choice("B1", "core", date(2021, 3, 21)))
    assert everyone_there.iloc[0]["reference"] != row["reference"]
