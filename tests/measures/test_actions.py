"""Actions: what is late, led by nobody or in its own way; what is due; and the history none of which is lost."""

from datetime import date

import pytest

from parity.measures import actions, due, targets
from parity.measures.actions import circle
from tests.measures.test_targets import a_target, counted
from tests.records import a_store_of
from tests.small import a_body

TODAY = date(2026, 11, 26)


def an_action(code: str, **others: object) -> dict[str, object]:
    return {
        "action_code": code, "body_code": "B1", "area_code": "", "stage": "agreed", "comments": "", "heading": "culture",
        "sector": "Councils", "weakness": "", "action": f"Do {code}", "outcome": "", "lead_partner": "A council",
        "partners": "", "due": "2027-03-31", "status": "in_progress", "done_on": "", "blocked_by": "", "target_code": "",
        "source": "", "why_changed": "", **others,
    }  # fmt: skip


@pytest.fixture(scope="module")
def a_plan(tmp_path_factory):
    first = [
        an_action("A1", due="2026-11-25", comments="Start with evenings."), an_action("A2", lead_partner=""),
        an_action("A3", blocked_by="A4"), an_action("A4", blocked_by="A3"), an_action("A5", target_code="T9"),
        an_action("A6", due="2026-11-26"), an_action("A7", status="done", due="2020-01-01", done_on="2019-12-31"),
        an_action("A8", due="", blocked_by="No money", target_code="T1"),
    ]  # fmt: skip
    later = [
        an_action("A1", due="2026-11-25", action="Do it sooner", comments="Better.", why_changed="The forum asked")
    ]
    records = {"bodies": [a_body()], "actions": first, "targets": [a_target(target_date="2027-01-15")]}
    own = {"actions": later, "seat_counts": counted("2025-06-30", 2, 20)}
    return a_store_of(tmp_path_factory.mktemp("plan"), records, own)


def test_each_action_is_late_alone_or_blocked_as_it_was_told(a_plan):
    frame = actions.listed(a_plan, TODAY).set_index("action_code")
    assert frame.index[frame["overdue"]].tolist() == ["A1"]  # due today is not late, and what was done never is
    assert frame.at["A1", "days_late"] == 1
    assert frame.index[frame["orphaned"]].tolist() == ["A2", "A5"]
    assert frame.at["A5", "why_orphaned"] == "it serves a target that is not there (T9)"
    assert (frame.at["A3", "circle"], frame.at["A4", "circle"]) == ("A3, A4", "A4, A3")
    assert frame.at["A3", "note"] == "Waits for itself: A3 waits for A4 waits for A3."
    assert frame.at["A8", "waits_for"] == "No money"


def test_the_last_version_counts_and_the_comments_of_every_version_are_kept(a_plan):
    row = actions.listed(a_plan, TODAY).set_index("action_code").loc["A1"]
    assert (row["action"], row["versions"]) == ("Do it sooner", 2)
    assert row["comments_kept"] == "Start with evenings. / Better."
    history = actions.history(a_plan, "A1")
    assert history["action"].tolist() == ["Do A1", "Do it sooner"]
    assert history["why_changed"].tolist() == [None, "The forum asked"]


def test_the_matrix_counts_every_action_once(the_store):
    frame = actions.listed(the_store, TODAY)
    table = actions.matrix(frame)
    assert table["actions"].sum() == len(frame)
    for row in table.itertuples():
        mine = [each for each in frame.itertuples() if (each.sector, each.heading) == (row.sector, row.heading)]
        assert row.actions == len(mine)
        assert row.open == sum(each.status not in ("done", "dropped") for each in mine)
        assert row.overdue == sum(each.overdue for each in mine)


def test_the_recommendations_of_2005_are_a_starting_point(the_store):
    frame = actions.listed(the_store, TODAY)
    published = frame[frame["standing"] == "published"]
    assert len(published) == 51
    assert set(published["stage"]) == {"draft"} and published["place"].eq("West Midlands").all()


def test_a_circle_is_found_from_each_of_its_actions_and_from_no_other():
    waits = {"A": "B", "B": "C", "C": "B", "D": "no money", "E": None}
    assert [bool(circle(waits, code)) for code in waits] == [False, True, True, False, False]


def test_an_event_is_an_action_done_on_a_known_day(a_plan):
    found = actions.events(a_plan, ["B1"])
    assert found["year"].tolist() == [date(2019, 12, 31)]
    assert found["words"].tolist() == ["A board: Do A7"]


def test_what_is_late_or_due_comes_soonest_first_and_no_further_than_asked(a_plan):
    frame = due.due(a_plan, TODAY, within=60)
    assert [(row.kind, row.code, row.days) for row in frame.itertuples()] == [
        ("return", "seats", -149), ("action", "A1", -1), ("action", "A6", 0), ("target", "T1", 50),
    ]  # fmt: skip
    late, coming = due.split(frame)
    assert (len(late), len(coming)) == (2, 2)
    assert "T1" not in due.due(a_plan, TODAY, within=49)["code"].tolist()


def test_a_target_that_is_met_is_not_due(tmp_path):
    records = {"bodies": [a_body()], "seat_counts": counted("2026-06-30", 12, 20), "targets": [a_target()]}
    store = a_store_of(tmp_path, records)
    assert targets.standing(store, TODAY)["status"].tolist() == ["met"]
    assert "target" not in due.due(store, TODAY, within=5000)["kind"].tolist()


def test_published_figures_are_nobodys_to_send_again(the_store):
    frame = due.due(the_store, TODAY)
    assert set(frame.loc[frame["kind"] == "return", "standing"]) == {"illustrative"}
