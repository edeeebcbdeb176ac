"""Targets: the status of every one worked out again by hand, its boundaries, and what it says when figures are missing."""

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from parity.measures import targets
from parity.measures.observed import PARTS, part_of
from parity.stats import intervals
from parity.stats.target import Status
from tests.records import a_store_of
from tests.small import a_body, a_count, everyone

TODAY = date(2026, 11, 26)


def a_target(code: str = "T1", **others: object) -> dict[str, object]:
    """One row of a targets return: from 10 % at the start of 2024 to 30 % at the start of 2028, on the core board of B1."""
    return {
        "target_code": code, "body_code": "B1", "area_code": "", "measure": "Share of core seats", "ethnic_group": "",
        "definition": "excluding", "baseline_date": "2024-01-01", "baseline_value": 10, "target_date": "2028-01-01",
        "target_value": 30, "kind": "value", "owner": "A board", "reason": "A promise", **others,
    }  # fmt: skip


def counted(day: str, people: int, of: int, body: str = "B1") -> list[dict[str, object]]:
    return [a_count("minorities_excluding", people, as_at=day, body=body), everyone(of, as_at=day, body=body)]


def a_row(**others: object) -> dict:
    """One target as `judged` takes it: 20 % expected on 1 January 2026."""
    row = {
        "kind": "value", "baseline_on": date(2024, 1, 1), "baseline": 0.1, "baseline_reference": np.nan,
        "due": date(2028, 1, 1), "value": 0.3, "census": {}, "observed_on": date(2026, 1, 1), "base": 100, "count": 20,
        "note": "",
    } | others  # fmt: skip
    row["share"] = row["count"] / row["base"]
    row["lower"], row["upper"] = intervals.wilson(row["count"], row["base"])
    return row


def by_hand(row: dict) -> str:
    """The status of one row of `standing` again, from the words of docs/methods.md alone."""
    aim, base = row["aim"], row["base"]
    begin = row["baseline"]
    if row["kind"] == "parity" and base > 0 and round(aim * base + 1e-9) > 0:
        aim = row["aim_count"] / base
    if row["kind"] == "parity" and begin > row["aim"]:
        begin = min(begin, aim)
    up = aim >= begin
    if (up and row["share"] >= aim - 1e-9) or (not up and row["share"] <= aim + 1e-9):
        return "met"
    if row["due"] < TODAY:
        return "overdue"
    gone = (row["observed_on"] - row["baseline_on"]).days / (row["due"] - row["baseline_on"]).days
    line = begin + (aim - begin) * min(1.0, max(0.0, gone))
    if up:
        if row["lower"] > line or row["upper"] < line:
            return "ahead" if row["lower"] > line else "behind"
        return "too_few" if row["lower"] <= line / 2 else "on_track"
    if row["lower"] > line or row["upper"] < line:
        return "behind" if row["lower"] > line else "ahead"
    return "too_few" if row["upper"] >= 1.5 * line else "on_track"


def test_every_target_of_the_store_has_the_status_worked_out_by_hand(the_store):
    frame = targets.standing(the_store, TODAY)
    assert len(frame) == 18
    assert frame["status"].tolist() == [by_hand(row) for row in frame.to_dict("records")]
    assert set(frame["status"]) >= {"met", "overdue", "behind", "too_few", "on_track"}


def test_the_share_of_a_target_is_counted_from_the_members_themselves(the_store):
    row = targets.by_code(targets.standing(the_store, TODAY), "EX-T10")
    members = the_store.ask("seats_on_day", bodies=["example-coventry"], part="core", as_at=row["observed_on"])
    members = members[~members["vacant"]]
    kinds = the_store.ask("groups_in", classifications=["2021-19"]).set_index("group_code")["excluding"]
    known = members[members["ethnic_group"].isin(kinds.index)]
    minority = known[known["ethnic_group"].map(kinds).eq("yes")]
    assert (row["count"], row["base"]) == (minority["seats"].sum(), known["seats"].sum())


def test_the_baselines_of_the_store_are_what_its_lists_of_members_give(the_store):
    frame = targets.standing(the_store, TODAY)
    checked = frame[frame["baseline_found"].notna()]
    assert len(checked) >= 16
    assert (checked["baseline"] - checked["baseline_found"]).abs().max() < 0.006


@pytest.mark.parametrize(
    ("count", "base", "status"),
    [
        (30, 100, "met"), (29, 100, "ahead"), (20, 100, "on_track"), (16, 100, "on_track"), (15, 100, "too_few"), (12, 100, "behind"),
        (2, 10, "too_few"), (0, 10, "too_few"), (3, 10, "met"), (0, 16, "behind"), (0, 15, "too_few"),
    ],
)  # fmt: skip
def test_the_status_at_its_boundaries(count, base, status):
    assert targets.judged(a_row(count=count, base=base), date(2026, 1, 1))["status"] == status


def test_a_target_is_overdue_the_day_after_its_date_and_not_on_it():
    row = a_row(count=20, observed_on=date(2027, 6, 1))
    assert targets.judged(row, date(2028, 1, 1))["status"] != "overdue"
    assert targets.judged(row, date(2028, 1, 2))["status"] == "overdue"
    assert targets.judged(a_row(count=30), date(2030, 1, 1))["status"] == "met"


RANK = {str(status): place for place, status in enumerate(targets.ORDER)}


@given(
    base=st.integers(1, 400), due=st.integers(-400, 1500), kind=st.sampled_from(["value", "parity"]),
    aim=st.floats(0.12, 0.9), data=st.data(),
)  # fmt: skip
def test_the_status_never_improves_when_a_count_falls(base, due, kind, aim, data):
    count = data.draw(st.integers(1, base))
    today = date(2026, 1, 1)
    more = {
        "kind": kind, "value": aim, "due": date.fromordinal(today.toordinal() + due), "baseline_on": date(2024, 1, 1),
        "census": {date(2011, 3, 27): aim, date(2021, 3, 21): aim}, "base": base,
    }  # fmt: skip
    before, after = (targets.judged(a_row(count=n, **more), today)["status"] for n in (count, count - 1))
    assert RANK[after] <= RANK[before]


def test_parity_on_a_board_is_the_nearest_whole_number_of_seats():
    census = {date(2011, 3, 27): 0.46, date(2021, 3, 21): 0.46}
    row = a_row(kind="parity", census=census, base=18, count=8)  # 46 % of 18 is 8.3 seats
    found = targets.judged(row, date(2026, 1, 1))
    assert (found["aim_count"], found["status"], found["needed_count"]) == (8, "met", 0)
    assert found["aim"] == pytest.approx(0.46)
    assert targets.judged(a_row(kind="parity", census=census, base=18, count=7), date(2026, 1, 1))["needed_count"] == 1


def test_a_board_too_small_for_a_whole_seat_has_not_met_parity_with_nobody():
    census = {date(2011, 3, 27): 0.08, date(2021, 3, 21): 0.08}
    row = a_row(kind="parity", census=census, base=5, count=0, baseline=0.0)
    assert targets.judged(row, date(2026, 1, 1))["status"] == "too_few"


def test_parity_moves_with_the_population_and_is_said_to_be_projected():
    census = {date(2011, 3, 27): 0.40, date(2021, 3, 21): 0.50}
    found = targets.judged(a_row(kind="parity", census=census, due=date(2031, 3, 16)), date(2026, 1, 1))
    assert found["aim"] == pytest.approx(0.60, abs=0.001)
    assert found["aim_basis"] == "projected"


def test_a_share_of_the_gap_is_of_the_gap_there_was():
    found = targets.judged(a_row(kind="share_of_gap", value=0.5, baseline_reference=0.4), date(2026, 1, 1))
    assert found["aim"] == pytest.approx(0.25)


def test_a_parity_target_that_began_above_parity_is_one_not_to_fall_below_it():
    census = {date(2011, 3, 27): 0.2, date(2021, 3, 21): 0.2}
    above = a_row(kind="parity", census=census, baseline=0.5, count=40)
    below = a_row(kind="parity", census=census, baseline=0.5, count=5)
    assert [targets.judged(row, date(2026, 1, 1))["status"] for row in (above, below)] == ["met", "behind"]


@pytest.fixture(scope="module")
def a_life(tmp_path_factory):
    """A board counted three times, a target on it, one without figures, one due before it begins, one for a survey."""
    records = {
        "bodies": [a_body(), a_body("B2", "A silent board")],
        "seat_counts": [*counted("2024-01-01", 2, 20), *counted("2025-01-01", 4, 20), *counted("2026-01-01", 7, 20)],
        "targets": [
            a_target(), a_target("T2", body_code="B2", owner=""), a_target("T3", measure="Share of sunny days"),
            a_target("T4", baseline_value=90, kind="value", target_value=50), a_target("T5", kind="parity", target_value=""),
        ],
    }  # fmt: skip
    return a_store_of(tmp_path_factory.mktemp("life"), records)


def test_a_target_is_tracked_over_its_returns(a_life):
    said = [
        targets.by_code(targets.standing(a_life, day), "T1")["status"]
        for day in (date(2024, 6, 1), date(2025, 6, 1), TODAY)
    ]
    assert said == ["too_few", "on_track", "met"]


def test_what_has_no_figure_is_not_monitored_and_says_so(a_life):
    frame = targets.standing(a_life, TODAY).set_index("target_code")
    assert set(frame.loc[["T2", "T3"], "status"]) == {"not_monitored"}
    assert set(frame.loc[["T2", "T3"], "mark"]) == {"[x]"}
    assert "Nobody is named to answer for it." in frame.at["T2", "remarks"]
    assert "no figure in Parity to measure it by" in frame.at["T3", "remarks"]


def test_remarks_say_what_is_wrong_with_a_baseline_and_an_aim(a_life):
    remarks = targets.standing(a_life, TODAY).set_index("target_code")["remarks"]
    assert "not the figure that the returns give for that day (10\N{NO-BREAK SPACE}%)" in remarks["T4"]
    assert "It aims below where it started." in remarks["T4"]
    assert remarks["T1"] == ""


def test_the_other_definition_is_judged_beside_it(a_life, the_store):
    assert targets.by_code(targets.standing(a_life, TODAY), "T1")["other_status"] == "not_monitored"
    frame = targets.standing(the_store, TODAY)
    assert (frame["other_status"].ne("") & frame["other_status"].ne(frame["status"])).any()


def test_a_closer_look_at_any_target_finds_all_that_was_observed_of_it_also_where_it_is_of_an_area(the_store):
    frame = targets.standing(the_store, TODAY)
    assert frame["body_code"].isna().any()
    for code in frame.loc[frame["share"].notna(), "target_code"]:
        row = targets.by_code(frame, code)
        seen = targets.observations(the_store, row, TODAY)
        assert seen["share"].iloc[-1] == row["share"], code


def test_a_store_without_targets_has_no_rows(tmp_path):
    frame = targets.standing(a_store_of(tmp_path, {"bodies": [a_body()]}), TODAY)
    assert frame.empty and list(frame) == targets.COLUMNS


def test_statuses_are_rolled_up_whole(the_store):
    frame = targets.standing(the_store, TODAY)
    for by in targets.ROLLED_UP:
        rolled = targets.rolled_up(frame, by)
        assert rolled["targets"].sum() == len(frame)
        assert rolled[[str(each) for each in targets.ORDER]].sum(axis=1).eq(rolled["targets"]).all()


def test_dates_of_terms_are_worked_out_from_the_list_of_seats(the_store):
    row = targets.by_code(targets.standing(the_store, TODAY), "EX-T01")
    held = the_store.ask("terms_held", bodies=["example-southwark"], part="core")
    present = held[held["ended"].isna() | (pd.to_datetime(held["ended"]) > pd.to_datetime(held["drawn_up"]))]
    kinds = the_store.ask("groups_in", classifications=["2021-19"]).set_index("group_code")["including"]
    ours = present.drop_duplicates("seat", keep="last").assign(
        ours=lambda seats: seats["ethnic_group"].map(kinds).eq("yes")
    )
    ends = ours.dropna(subset=["term_ends"]).sort_values("term_ends")
    now, reached = int(ours["ours"].sum()), None
    for end, group in ends.groupby("term_ends"):
        now += len(group) - int(group["ours"].sum())
        if now >= row["aim_count"]:
            reached = max(pd.Timestamp(end).date(), pd.Timestamp(ours["drawn_up"].iloc[0]).date())
            break
    assert row["earliest"] == reached


def test_the_words_of_a_measure_are_read_whatever_their_case():
    assert part_of(" share of  CORE seats ") == "core"
    assert part_of("Volunteering") == "Volunteering"
    assert len(set(PARTS.values())) == len(PARTS)


def test_a_met_target_needs_nothing_more(the_store):
    frame = targets.standing(the_store, TODAY)
    met = frame[frame["status"].eq(str(Status.MET)) & frame["needed_count"].notna()]
    assert len(met) and met["needed_count"].eq(0).all() and met["needed_per_year"].eq(0).all()
