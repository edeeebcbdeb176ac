"""What changed: every figure and status that moved, why, and nothing that did not."""

from datetime import date

import pandas as pd
import pytest

from parity.choice import Choice
from parity.measures import changes, representation
from tests.measures.test_actions import an_action
from tests.measures.test_targets import a_target, counted
from tests.records import a_store_of
from tests.small import a_body

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def two_stores(tmp_path_factory):
    """A board, its target and an action, before and after: one figure corrected, one new, one gone; the target changed."""
    bodies = [a_body(), a_body("B2", "Another board"), a_body("B3", "A third")]
    same = counted("2024-01-01", 2, 20)
    before = {
        "bodies": bodies, "targets": [a_target()], "actions": [an_action("A1")],
        "seat_counts": [*same, *counted("2025-01-01", 4, 20), *counted("2025-01-01", 3, 30, "B2")],
    }  # fmt: skip
    after = {
        "bodies": bodies, "targets": [a_target(target_value=40, why_changed="The council asked for more")],
        "actions": [an_action("A1", status="done", done_on="2026-05-01")],
        "seat_counts": [*same, *counted("2025-01-01", 7, 20), *counted("2025-01-01", 9, 30, "B3")],
    }  # fmt: skip
    return [
        a_store_of(tmp_path_factory.mktemp(name), records) for name, records in (("before", before), ("after", after))
    ]


def test_two_stores_differ_by_what_was_corrected_sent_and_withdrawn(two_stores):
    frame = changes.between_stores(*two_stores, TODAY, "excluding")
    figures = frame[frame["what"] == "figure"].set_index("body_code")
    assert sorted(figures.index) == ["B1", "B2", "B3"]  # and not the figure of 2024, which both tell alike
    corrected = figures.loc["B1"]
    assert (corrected["before_count"], corrected["after_count"]) == (4, 7)
    assert (corrected["before"], corrected["after"]) == (0.2, 0.35)  # both values stay in sight
    assert figures["why"].to_dict() == {"B1": "correction", "B2": "withdrawn", "B3": "new_return"}


def test_a_changed_target_and_a_done_action_are_among_the_changes_with_the_reason(two_stores):
    frame = changes.between_stores(*two_stores, TODAY, "excluding").set_index("what")
    assert (frame.at["target", "verdict_before"], frame.at["target", "verdict"]) == ("on_track", "ahead")
    assert frame.at["action", "verdict_before"] == "in_progress"
    assert frame.at["action", "verdict"] == "done"


def test_a_body_that_serves_other_places_is_held_against_others(tmp_path_factory):
    records = {"bodies": [a_body()], "seat_counts": counted("2024-01-01", 2, 20)}
    moved = records | {"bodies": [a_body(areas=["E09000020"])]}
    stores = [a_store_of(tmp_path_factory.mktemp(name), each) for name, each in (("here", records), ("there", moved))]
    row = changes.between_stores(*stores, TODAY, "excluding").iloc[0]
    assert row["why"] == "places"
    assert row["reference_before"] != row["reference"] and row["before"] == row["after"]


def test_a_store_does_not_differ_from_itself(two_stores):
    assert changes.between_stores(two_stores[0], two_stores[0], TODAY, "excluding").empty
    assert changes.between_days(two_stores[0], TODAY, TODAY, "excluding").empty


def test_between_two_days_every_body_that_told_of_a_day_between_is_there_once(the_store):
    first, second = date(2025, 9, 30), date(2026, 9, 30)
    frame = changes.between_days(the_store, first, second, "including")
    core = frame[(frame["what"] == "figure") & (frame["code"] == "core")]
    told = representation.rounds(the_store)
    told = told[(told["part"] == "core") & (told["as_at"] > first) & (told["as_at"] <= second)]
    assert len(core) == core["body_code"].nunique() and set(core["body_code"]) <= set(told["body_code"])
    for body, day in told[~told["body_code"].isin(core["body_code"])].groupby("body_code")["as_at"].max().items():
        page = representation.by_group(the_store, Choice(body, "core", day, "including"))
        assert page.iloc[0]["mark"] == "[x]"  # it does not tell who is White British
    for row in core.head(4).to_dict("records"):
        for day, share in ((row["as_at_before"], row["before"]), (row["as_at"], row["after"])):
            page = representation.by_group(the_store, Choice(row["body_code"], "core", day, "including"))
            page = page[page["classification"] == "british-other"]
            assert page.iloc[0]["share"] == share or (pd.isna(share) and pd.isna(page.iloc[0]["share"]))


def test_only_what_moved_further_than_chance_or_is_found_otherwise_is_said(the_store):
    frame = changes.between_days(the_store, date(2025, 9, 30), date(2026, 9, 30), "including")
    said = changes.said(frame)
    quiet = frame[~frame.index.isin(said["place_in_all"])]
    assert 0 < len(said) < len(frame)
    assert set(quiet["what"]) == {"figure"}
    assert not quiet["clear"].isin(["rise", "fall"]).any()
    both = quiet["verdict_before"].notna()
    assert quiet.loc[both, "verdict_before"].eq(quiet.loc[both, "verdict"]).all()


def test_a_target_that_passes_its_date_is_overdue_because_of_time(the_store):
    frame = changes.between_days(the_store, date(2026, 3, 30), date(2026, 4, 30), "including")
    row = frame[frame["code"] == "EX-T09"].iloc[0]
    assert (row["verdict"], row["why"]) == ("overdue", "passed")
