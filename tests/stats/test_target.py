"""References at a date and the status of a target: each boundary has its row."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.stats.target import (
    Basis,
    Status,
    Target,
    expected_on,
    needed_per_year,
    projected,
    reference_at,
    status,
)

CENSUS = {date(2001, 4, 29): 0.30, date(2011, 3, 27): 0.40, date(2021, 3, 21): 0.46}
RISE = Target(date(2024, 1, 1), 0.10, date(2028, 1, 1), 0.30)
FALL = Target(date(2024, 1, 1), 0.12, date(2028, 1, 1), 0.06)
MID = date(2026, 1, 1)  # the lines stand at 0.2001 and 0.0900 (2024 is a leap year)
LINE, FALL_LINE = expected_on(RISE, MID), expected_on(FALL, MID)


def test_between_two_censuses_the_reference_lies_on_the_line_between_them():
    halfway = date(2011, 3, 27) + (date(2021, 3, 21) - date(2011, 3, 27)) / 2
    found = reference_at(CENSUS, halfway)
    assert found.basis is Basis.INTERPOLATED
    assert found.share == pytest.approx(0.43, abs=1e-4)
    assert reference_at(CENSUS, date(2011, 3, 27)) == (0.40, Basis.COUNTED)


def test_after_the_last_census_the_reference_is_level_or_projected_and_says_which():
    later = date(2021, 3, 21) + (date(2021, 3, 21) - date(2011, 3, 27))
    assert reference_at(CENSUS, later) == (0.46, Basis.HELD_LEVEL)
    assert projected(CENSUS, later).basis is Basis.PROJECTED
    assert projected(CENSUS, later).share == pytest.approx(0.52)
    assert projected(CENSUS, date(2021, 3, 21)).basis is Basis.COUNTED
    assert projected({date(2021, 3, 21): 0.46}, later) == (0.46, Basis.HELD_LEVEL)


def test_a_projection_stays_within_0_and_1():
    steep = {date(2011, 3, 27): 0.50, date(2021, 3, 21): 0.90}
    assert projected(steep, date(2061, 1, 1)).share == 1
    assert projected({day: 1 - share for day, share in steep.items()}, date(2061, 1, 1)).share == 0


def test_before_the_first_census_there_is_no_reference():
    with pytest.raises(ValueError, match="no population for 01 January 1999: the first is of 29 April 2001"):
        reference_at(CENSUS, date(1999, 1, 1))
    with pytest.raises(ValueError, match="at least one census"):
        reference_at({}, MID)
    with pytest.raises(ValueError, match="between 0 and 1"):
        reference_at({MID: 46}, MID)


@given(st.dates(date(2001, 4, 29), date(2021, 3, 21)))
def test_an_interpolated_reference_lies_between_its_neighbours(on):
    assert 0.30 <= reference_at(CENSUS, on).share <= 0.46


@pytest.mark.parametrize(
    ("situation", "target", "today", "observed_on", "share", "interval", "expected"),
    [
        ("exactly at the aim", RISE, MID, MID, 0.30, (0.2, 0.4), "met"),
        ("5 of 12 against an aim of 5/12 typed in", Target(*RISE[:3], 0.4166666667), MID, MID, 5 / 12, None, "met"),
        ("a hair under the aim", RISE, MID, MID, 0.2999, (0.28, 0.31), "ahead"),
        ("beyond the aim after it was due", RISE, date(2029, 1, 1), MID, 0.31, None, "met"),
        ("short on the day it is due", RISE, date(2028, 1, 1), date(2028, 1, 1), 0.25, (0.24, 0.26), "behind"),
        ("short the day after", RISE, date(2028, 1, 2), date(2028, 1, 1), 0.25, (0.24, 0.26), "overdue"),
        ("never observed, due", RISE, date(2028, 1, 2), None, None, None, "overdue"),
        ("never observed, not yet due", RISE, MID, None, None, None, "not_monitored"),
        ("lower limit exactly on the line", RISE, MID, MID, 0.25, (LINE, 0.29), "on_track"),
        ("lower limit over the line", RISE, MID, MID, 0.25, (LINE + 0.001, 0.29), "ahead"),
        ("upper limit exactly on the line", RISE, MID, MID, 0.15, (LINE / 2 + 0.01, LINE), "on_track"),
        ("upper limit under the line", RISE, MID, MID, 0.15, (0.12, LINE - 0.001), "behind"),
        ("lower limit exactly at half the line", RISE, MID, MID, 0.2, (LINE / 2, 0.29), "too_few"),
        ("a board of 12", RISE, MID, MID, 2 / 12, (0.05, 0.45), "too_few"),
        ("a base not published", RISE, MID, MID, 0.2, None, "too_few"),
        ("a share to bring down, at its aim", FALL, MID, MID, 0.06, (0.04, 0.08), "met"),
        ("under its line", FALL, MID, MID, 0.07, (0.065, FALL_LINE - 0.001), "ahead"),
        ("over its line", FALL, MID, MID, 0.11, (FALL_LINE + 0.001, 0.13), "behind"),
        ("around its line", FALL, MID, MID, 0.09, (0.08, 0.10), "on_track"),
        ("upper limit at one and a half times its line", FALL, MID, MID, 0.09, (0.07, FALL_LINE * 1.5), "too_few"),
        ("a share to hold, held", Target(*RISE[:1], 0.3, RISE[2], 0.3), MID, MID, 0.3, (0.2, 0.4), "met"),
        ("a share to hold, slipped", Target(*RISE[:1], 0.3, RISE[2], 0.3), MID, MID, 0.2, (0.18, 0.22), "behind"),
        ("observed before the baseline", RISE, MID, date(2023, 1, 1), 0.10, (0.09, 0.11), "on_track"),
    ],
)
def test_each_situation_has_its_status(situation, target, today, observed_on, share, interval, expected):
    found = status(target, today, observed_on, share, interval)
    assert found == expected
    assert found.label


@given(st.floats(0, 1), st.floats(0, 0.3), st.dates(date(2023, 1, 1), date(2029, 12, 31)))
def test_a_higher_share_never_makes_a_rising_target_worse(share, half, on):
    order = [Status.BEHIND, Status.TOO_FEW, Status.ON_TRACK, Status.AHEAD, Status.MET]
    higher = min(1.0, share + 0.05)
    today = min(on, RISE.due)
    here, there = (status(RISE, today, on, s, (max(0, s - half), min(1, s + half))) for s in (share, higher))
    assert order.index(here) <= order.index(there)


@given(st.dates(date(2022, 1, 1), date(2030, 1, 1)))
def test_the_line_runs_from_baseline_to_aim_without_turning(on):
    value = expected_on(RISE, on)
    assert 0.10 <= value <= 0.30
    assert value <= expected_on(RISE, on + timedelta(days=1))


def test_the_pace_needed_reaches_the_aim_when_it_is_due():
    pace = needed_per_year(RISE, MID, 0.15)
    assert 0.15 + pace * (RISE.due - MID).days / 365.25 == pytest.approx(0.30)
    assert needed_per_year(FALL, MID, 0.10) < 0
    assert needed_per_year(RISE, MID, 0.35) == 0
    assert needed_per_year(RISE, RISE.due, 0.15) is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: expected_on(Target(MID, 0.1, MID, 0.3), MID), "due after its baseline"),
        (lambda: expected_on(RISE._replace(aim=30), MID), "shares between 0 and 1"),
        (lambda: status(RISE, MID, MID, 20), "between 0 and 1"),
        (lambda: status(RISE, MID, MID, 0.1, (0.2, 0.3)), "inside its own interval"),
    ],
)
def test_impossible_targets_are_refused_in_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()
