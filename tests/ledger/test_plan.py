"""Targets and actions changed on screen: every version stays, nobody overwrites anybody, and the ledger alone tells it all."""

import threading
from datetime import date

import pytest

from parity import build, current, ledger, past, plan
from parity.accept import withdraw
from parity.access import ADMINISTRATOR, BODY_OFFICER, Refused, Visitor
from parity.measures import actions, changes, targets
from parity.trouble import NotDone
from tests.ledger.homes import copied, seat_counts, took

TODAY = date(2026, 11, 26)
T1 = {
    "target_code": "T1", "body_code": "B1", "measure": "Share of core seats", "definition": "excluding",
    "baseline_date": "2024-03-31", "baseline_value": 10.0, "target_date": "2029-03-31", "target_value": 40.0,
    "kind": "value", "owner": "First board", "reason": "A promise",
}  # fmt: skip
A1 = {
    "action_code": "A1",
    "body_code": "B1",
    "stage": "draft",
    "heading": "culture",
    "action": "Ask everybody",
    "status": "not_started",
}


def saved(home, kind, row, by="Ann", seen=None, visitor=None):
    store = current.store(home)
    more = {"visitor": visitor} if visitor else {}
    return plan.save(store, home, kind, [row], by=by, seen=plan.last_event(store) if seen is None else seen, **more)


def test_every_version_of_a_target_stays_with_who_when_and_why(home):
    saved(home, "targets", T1)
    saved(home, "targets", T1 | {"target_value": 45.0, "why_changed": "The council asked for more"}, by="Bo")
    history = targets.history(current.store(home), "T1")
    assert history["target_value"].tolist() == [40.0, 45.0]
    assert history["accepted_by"].tolist() == ["Ann", "Bo"]
    assert history["why_changed"].tolist() == [None, "The council asked for more"]
    assert history["received"].notna().all()
    assert targets.standing(current.store(home), TODAY)["value"].tolist() == [0.45]


def test_a_change_back_to_what_it_was_is_a_version_of_its_own(home):
    for value in (40.0, 45.0, 40.0):
        assert saved(home, "targets", T1 | {"target_value": value}).outcome == "accepted"
    assert targets.history(current.store(home), "T1")["target_value"].tolist() == [40.0, 45.0, 40.0]


def test_of_two_who_edit_the_same_target_the_second_is_told_and_loses_nothing(home):
    saved(home, "targets", T1)
    opened = plan.last_event(current.store(home))
    assert saved(home, "targets", T1 | {"target_value": 45.0}, by="Ann", seen=opened).outcome == "accepted"
    second = saved(home, "targets", T1 | {"target_value": 50.0}, by="Bo", seen=opened)
    assert second.outcome == "overtaken"
    assert "T1: changed in the meantime by R0002" in second.message and "by Ann" in second.message
    assert targets.history(current.store(home), "T1")["target_value"].tolist() == [40.0, 45.0]
    again = saved(home, "targets", T1 | {"target_value": 50.0}, by="Bo")  # having looked at the other change
    assert again.outcome == "accepted"
    assert targets.history(current.store(home), "T1")["accepted_by"].tolist() == ["Ann", "Ann", "Bo"]


def test_two_at_the_very_same_moment_are_still_one_after_the_other(home):
    saved(home, "targets", T1)
    opened, outcomes = plan.last_event(current.store(home)), []

    def edit(by: str) -> None:
        outcomes.append(saved(home, "targets", T1 | {"owner": by}, by=by, seen=opened).outcome)

    both = [threading.Thread(target=edit, args=(by,)) for by in ("Ann", "Bo")]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(outcomes) == ["accepted", "overtaken"]


def test_somebody_who_changes_another_target_is_not_in_the_way(home):
    opened = plan.last_event(current.store(home))
    saved(home, "targets", T1)
    assert saved(home, "targets", T1 | {"target_code": "T2"}, seen=opened).outcome == "accepted"
    assert saved(home, "actions", A1, seen=opened).outcome == "accepted"


def test_a_code_of_another_body_cannot_be_taken(home):
    saved(home, "targets", T1)
    found = saved(home, "targets", T1 | {"body_code": "B2"})
    assert found.outcome == "refused" and "Choose another code" in found.message


def test_withdrawing_a_version_brings_back_the_one_before(home):
    saved(home, "targets", T1)
    second = saved(home, "targets", T1 | {"target_value": 45.0})
    withdraw(home, second.return_id, by="Ann", why="A slip")
    assert targets.history(current.store(home), "T1")["target_value"].tolist() == [40.0]


def test_only_whoever_may_plan_for_a_body_does(home):
    store = current.store(home)
    with pytest.raises(Refused, match="may not change targets and actions"):
        plan.save(store, home, "targets", [T1], by="Nobody", visitor=Visitor("", "viewer"))
    officer = Visitor("bo@example.org", BODY_OFFICER, frozenset({"B2"}))
    with pytest.raises(Refused):
        plan.save(store, home, "targets", [T1], by="Bo", visitor=officer)
    assert ledger.read(home.ledger).events == ()
    assert ADMINISTRATOR  # the role that `saved` acts with


def test_an_action_that_would_wait_for_itself_is_refused_with_the_circle(home):
    saved(home, "actions", A1 | {"blocked_by": "A2"})
    with pytest.raises(NotDone, match="A2 waits for A1 waits for A2"):
        saved(home, "actions", A1 | {"action_code": "A2", "blocked_by": "A1"})
    assert saved(home, "actions", A1 | {"action_code": "A2", "blocked_by": "No money"}).outcome == "accepted"


def test_a_draft_is_endorsed_and_agreed_and_what_communities_said_is_kept(home):
    saved(home, "actions", A1)
    saved(home, "actions", A1 | {"stage": "modified", "comments": "In the evening, please."})
    saved(home, "actions", A1 | {"stage": "agreed", "comments": "Good."})
    row = actions.listed(current.store(home), TODAY).set_index("action_code").loc["A1"]
    assert (row["stage"], row["versions"]) == ("agreed", 3)
    assert row["comments_kept"] == "In the evening, please. / Good."
    assert actions.history(current.store(home), "A1")["stage"].tolist() == ["draft", "modified", "agreed"]


def test_the_whole_history_is_made_again_from_the_ledger_alone(home, tmp_path):
    took(home, seat_counts({"White": 18, "Asian or Asian British": 2}, as_at="2024-03-31"))
    saved(home, "targets", T1)
    took(home, seat_counts({"White": 15, "Asian or Asian British": 5}, as_at="2025-03-31"))
    saved(home, "targets", T1 | {"target_value": 45.0, "why_changed": "More"})
    took(home, seat_counts({"White": 11, "Asian or Asian British": 9}, as_at="2026-03-31"))
    there = targets.standing(current.store(home), TODAY)
    assert there["status"].tolist() == ["met"]
    other = copied(home, tmp_path / "other")
    for file in [other.store, *other.kept.glob("*")]:
        file.unlink()
    current.rebuild(other)
    assert build.differing_tables(home.store, other.store) == []
    again = current.store(other)
    assert targets.history(again, "T1").equals(targets.history(current.store(home), "T1"))
    assert targets.standing(again, TODAY).equals(there)


def test_the_store_of_an_earlier_day_is_what_was_known_then(home):
    took(home, seat_counts({"White": 18, "Asian or Asian British": 2}))
    took(home, seat_counts({"White": 14, "Asian or Asian British": 6}))
    assert [each.sequence for each in past.moments(home)] == [0, 1, 2]
    before, after = past.store_after(home, 1), current.store(home)
    row = changes.between_stores(before, after, TODAY, "excluding").iloc[0]
    assert (row["before_count"], row["after_count"], row["why"]) == (2, 6, "correction")
    assert current.is_current(home) and not current.strays(home, ledger.read(home.ledger))


def test_what_is_erased_is_in_no_store_of_the_past(home):
    first = took(home, seat_counts({"White": 18, "Asian or Asian British": 2}))
    took(home, seat_counts({"White": 9, "Asian or Asian British": 1}, as_at="2025-03-31"))
    past.store_after(home, 1)
    assert list(home.past.glob("*.duckdb"))
    withdraw(home, first.return_id, by="Ann", why="Sent by mistake", erase=True)
    assert not list(home.past.glob("*.duckdb"))
    told = past.store_after(home, 2).ask("rounds")
    assert told[told["body_code"] == "B1"]["as_at"].astype(str).tolist() == ["2025-03-31"]
