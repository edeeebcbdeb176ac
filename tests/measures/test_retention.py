"""Retention, against seat-holdings followed by hand and by plain loops over random lists."""

from datetime import date, timedelta
from random import Random

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parity.measures import retention
from tests.measures.stores import AS_AT, COUNTS_AS, a_seat, a_store_of, a_vacancy, random_seats
from tests.small import a_body

DAY = date.fromisoformat(AS_AT)


def an_old_body(code="B1"):
    """A body that began before any of its seats were taken up, so that nobody is older than the record."""
    return a_body(code, code) | {"from": "2020-01-01"}


def a_record(tmp_path, rows, **others):
    return a_store_of(tmp_path, bodies=[an_old_body()], seats=rows, **others)


def row_of(store, group="minorities_excluding", bodies=("B1",), tier="core"):
    frame = retention.compared(store, list(bodies), tier)
    assert list(frame.columns) == retention.COLUMNS
    return frame[frame["group_code"].eq(group)].iloc[0]


def served(number, group, days, *, left=True, **others):
    """One holding that lasted so many days, up to the day of the list or, if left, to a day before it."""
    end = DAY - timedelta(days=7 if left else 0)
    return a_seat(
        f"S{number}", group, started=str(end - timedelta(days=days)), ended=str(end) if left else "", **others
    )


def test_those_who_left_and_those_still_serving_make_the_curve(tmp_path):
    rows = [served(n, "african", 365 * (n + 1) // 4) for n in range(6)]
    rows += [served(10 + n, "african", 400, left=False) for n in range(6)]
    rows += [served(20 + n, "white_british", 700) for n in range(12)]
    store = a_record(tmp_path, rows)
    curve = retention.curves(store, ["B1"], "core")
    ours = curve[curve["side"].eq("group") & curve["group_code"].eq("minorities_excluding")]
    assert list(curve.columns) == retention.CURVE_COLUMNS
    assert list(ours["at_risk"]) == [12, 11, 10]  # and no further: 9 are too few to draw
    assert list(ours["staying"]) == pytest.approx([11 / 12, 10 / 12, 9 / 12])
    row = row_of(store)
    assert (row["people"], row["left"], row["others_people"], row["others_left"]) == (12, 6, 12, 12)
    assert row["others_median"] == pytest.approx(700 / 365.25)
    assert (row["others_after_1"], row["after_1"] != row["after_1"]) == (1.0, True)
    assert pd.isna(row["median"])


def test_a_group_that_leaves_sooner_is_called_below(tmp_path):
    rows = [served(n, "indian", 200 + n) for n in range(25)] + [
        served(100 + n, "white_british", 900 + n) for n in range(25)
    ]
    row = row_of(a_record(tmp_path, rows))
    assert row["verdict"] == "below"
    assert row["left"] > row["expected_left"]
    assert row_of(a_record(tmp_path / "again", rows), "white")["verdict"] == "above"


def test_under_ten_of_a_group_there_is_no_curve_and_no_test(tmp_path):
    rows = [served(n, "indian", 200) for n in range(9)] + [served(100 + n, "white_british", 900) for n in range(30)]
    store = a_record(tmp_path, rows)
    row = row_of(store)
    assert (row["people"], row["verdict"]) == (9, "too_few")
    assert pd.isna(row["p"]) and pd.isna(row["after_1"])
    curve = retention.curves(store, ["B1"], "core")
    assert curve[curve["group_code"].eq("minorities_excluding") & curve["side"].eq("group")].empty


def test_a_seat_taken_up_again_was_not_left(tmp_path):
    rows = [
        a_seat("1", "indian", member="M1", started="2022-04-01", ended="2024-03-31"),
        a_seat("1", "indian", member="M1", started="2024-05-01"),  # 31 days later
        a_seat("2", "indian", member="M2", started="2022-04-01", ended="2024-03-31"),
        a_seat("2", "indian", member="M2", started="2024-05-02"),  # 32 days later: left, and came back
        a_seat("3", "indian", member="", started="2022-04-01", ended="2024-03-31"),
        a_seat("3", "indian", member="", started="2024-04-01"),  # without a key nobody can say it is the same member
        a_vacancy("4", started="2022-04-01"),
    ]
    row = row_of(a_record(tmp_path, rows))
    assert (row["people"], row["left"]) == (5, 2)


def test_holdings_older_than_the_record_are_left_out_and_counted(tmp_path):
    """A body that says nothing of when it began: its record begins with the first departure it tells."""
    rows = [a_seat(f"{n}", "indian", started="2015-04-01") for n in range(5)]
    rows.append(a_seat("x", "indian", started="2016-04-01", ended="2022-01-31"))
    rows += [a_seat(f"y{n}", "indian", started="2022-02-01") for n in range(3)]
    row = row_of(a_store_of(tmp_path / "a", bodies=[a_body()], seats=rows))
    assert (row["people"], row["left"], row["older"]) == (3, 0, 6)
    assert "6 seat-holdings begun before the record began left out" in row["note"]
    row = row_of(a_store_of(tmp_path / "b", bodies=[a_body() | {"from": "2015-04-01"}], seats=rows))
    assert (row["people"], row["left"], row["older"]) == (9, 1, 0)
    row = row_of(a_store_of(tmp_path / "c", bodies=[a_body() | {"from": "2018-04-01"}], seats=rows))
    assert row["older"] == 6  # holdings older than the body: its own record cannot be told to begin with it


def test_a_list_that_tells_of_nobody_who_left_may_be_of_present_members_only(tmp_path):
    row = row_of(a_record(tmp_path, [a_seat(f"{n}", "indian") for n in range(30)]))
    assert (row["people"], row["silent_bodies"], row["mark"], row["verdict"]) == (0, 1, "[x]", "not_monitored")
    assert "1 body left out" in row["note"]


def test_the_day_of_the_list_is_as_far_as_anybody_is_followed(tmp_path):
    rows = [a_seat("1", "indian", started="2025-03-31", ended="2026-06-30"), a_seat("2", started="2024-03-31", ended="2025-03-31"),
            a_seat("3", "indian", started="2026-05-01")]  # fmt: skip
    row = row_of(a_record(tmp_path, rows))
    assert (row["people"], row["left"], row["others_left"]) == (1, 0, 1)


def test_the_last_list_of_a_body_is_the_one_that_counts(tmp_path):
    early = [a_seat("1", "indian", as_at="2025-03-31"), a_seat("2", "indian", ended="2024-10-01", as_at="2025-03-31")]
    late = [a_seat("1", "indian", ended="2025-10-01"), a_seat("2", "indian", ended="2024-10-01")]
    store = a_store_of(tmp_path, bodies=[an_old_body()], seats_1=late, seats_2=early)
    assert row_of(store)["left"] == 2


def test_members_of_unknown_group_can_turn_the_finding(tmp_path):
    rows = [served(n, "indian", 400 + 10 * n) for n in range(20)] + [
        served(100 + n, "white_british", 700 + 10 * n) for n in range(20)
    ]
    assert row_of(a_record(tmp_path / "a", rows))["verdict"] == "below"
    rows += [served(200 + n, "Refused", 100 + n) for n in range(25)]
    row = row_of(a_record(tmp_path / "b", rows))
    assert (row["unknown"], row["verdict"]) == (25, "depends_on_unknowns")


def test_no_clear_difference_needs_enough_departures_to_have_shown_one(tmp_path):
    few = [served(n, code, 100 + 40 * (n // 2)) for n, code in enumerate(["indian", "white_british"] * 20)]
    assert row_of(a_record(tmp_path / "a", few))["verdict"] == "too_few"  # 40 have left, where 66 are needed
    many = [served(n, code, 100 + 20 * (n // 2)) for n, code in enumerate(["indian", "white_british"] * 40)]
    assert row_of(a_record(tmp_path / "b", many))["verdict"] == "no_clear_difference"


def test_a_body_that_tells_some_members_too_broadly_is_left_out_of_what_it_cannot_tell(tmp_path):
    rows = [served(n, "indian", 200) for n in range(5)] + [served(9, "white", 300)]
    store = a_record(tmp_path, rows)
    assert (row_of(store, "minorities_including")["people"], row_of(store, "minorities_including")["bodies"]) == (0, 0)
    assert row_of(store)["people"] == 5


def test_nothing_is_an_empty_frame_with_its_columns(tmp_path):
    store = a_store_of(tmp_path, bodies=[a_body()])
    for bodies in ([], ["B1"]):
        assert list(retention.compared(store, bodies, "core").columns) == retention.COLUMNS
        assert list(retention.curves(store, bodies, "core").columns) == retention.CURVE_COLUMNS
        assert retention.compared(store, bodies, "core").empty and retention.curves(store, bodies, "core").empty


def test_every_column_is_described():
    assert list(retention.DESCRIBED) == retention.COLUMNS
    assert list(retention.CURVE_DESCRIBED) == retention.CURVE_COLUMNS


def spells_by_hand(rows, body):
    """(group code, days, left) of each unbroken holding of one body, by following each seat and member."""
    held = {}
    for row in rows:
        if row["body_code"] == body and row["vacant"] == "no":
            start = date.fromisoformat(row["started"])
            end = date.fromisoformat(row["ended"]) if row["ended"] else None
            held.setdefault((row["seat_ref"], row["member_ref"]), []).append((start, end, row["ethnic_group"]))
    spells = []
    for parts in held.values():
        for start, end, code in sorted(parts):
            if spells and spells[-1][0] is parts and (start - (spells[-1][2] or DAY)).days <= 31:
                spells[-1] = (parts, spells[-1][1], end, code)
            else:
                spells.append((parts, start, end, code))
    departures = [end for _, _, end, _ in spells if end]
    began = min((end for rows_of in held.values() for _, end, _ in rows_of if end), default=None)
    if not departures and began is None:
        return []
    return [(code, ((end or DAY) - start).days, end is not None) for _, start, end, code in spells if start >= began]


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6))
def test_retention_equals_a_plain_loop_over_the_records(tmp_path_factory, seed):
    bodies = [f"B{number}" for number in range(8)]
    rows = random_seats(Random(seed), bodies)
    folder = tmp_path_factory.mktemp("retention")
    store = a_store_of(folder, bodies=[a_body(body, body) for body in bodies], seats=rows)
    found = retention.compared(store, bodies, "core").set_index("group_code")
    curves = retention.curves(store, bodies, "core")
    for side, group in enumerate(("minorities_including", "minorities_excluding")):
        ours, theirs, expected, variance, unknown = [], [], 0.0, 0.0, 0
        for body in bodies:
            spells = spells_by_hand(rows, body)
            answers = [COUNTS_AS[code][side] if code in COUNTS_AS else "silent" for code, _, _ in spells]
            if None in answers:
                continue
            unknown += answers.count("silent")
            us = [(days, left) for (_, days, left), answer in zip(spells, answers, strict=True) if answer is True]
            them = [(days, left) for (_, days, left), answer in zip(spells, answers, strict=True) if answer is False]
            ours, theirs = ours + us, theirs + them
            for moment in {days for days, left in us + them if left}:
                one, other = sum(days >= moment for days, _ in us), sum(days >= moment for days, _ in them)
                gone = sum(days == moment and left for days, left in us + them)
                expected += gone * one / (one + other)
                if one + other > 1:
                    variance += gone * one * other * (one + other - gone) / ((one + other) ** 2 * (one + other - 1))
        row = found.loc[group]
        assert (row["people"], row["others_people"], row["unknown"]) == (len(ours), len(theirs), unknown)
        assert row["left"] == sum(left for _, left in ours)
        if len(ours) >= 10 and len(theirs) >= 10 and variance:
            assert row["expected_left"] == pytest.approx(expected)
            assert row["chi_squared"] == pytest.approx((row["left"] - expected) ** 2 / variance)
        drawn = curves[curves["group_code"].eq(group) & curves["side"].eq("group")]
        staying, steps = 1.0, {}
        for moment in sorted({days for days, _ in ours}):
            risk = sum(days >= moment for days, _ in ours)
            staying *= 1 - sum(days == moment and left for days, left in ours) / risk
            if risk >= 10 and len(ours) >= 10:
                steps[round(moment / 365.25, 9)] = staying
        assert dict(zip(drawn["years"].round(9), drawn["staying"], strict=True)) == pytest.approx(steps)
