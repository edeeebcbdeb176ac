"""The Board meeting: one question on each screen, decisions through the one door, and the minutes."""

from datetime import date
from types import SimpleNamespace

import pytest

from parity import current, places, ui
from parity.measures import actions
from parity.packs import questions
from parity.packs.meeting import SCREENS
from tests.ledger.homes import a_new_home
from tests.pages.test_pages import opened, told

BODY = {"body": "example-southwark", "definition": "excluding"}
LAST = len(SCREENS) + 2


def test_next_and_back_go_through_the_screens(at_home):
    app = opened("board_meeting", **BODY, screen="1")
    assert app.title[0].value == questions.QUESTIONS["body"][SCREENS[0]].asks
    app.button(key="next").click().run()
    assert app.query_params["screen"] == "2"
    assert app.title[0].value == questions.QUESTIONS["body"][SCREENS[1]].asks
    app.button(key="back").click().run()
    app.button(key="back").click().run()
    assert not app.exception
    assert app.button(key="begin").label == "Begin the meeting"


@pytest.mark.parametrize("screen", ["3", str(LAST), "99", "x"])
def test_every_screen_opens_for_a_body_that_told_little(screen, at_home):
    app = opened("board_meeting", body="E23000002", screen=screen)
    assert not app.exception
    assert app.title[0].value


def test_the_last_screen_has_minutes_with_the_release(at_home, the_store):
    app = opened("board_meeting", **BODY, screen=str(LAST))
    assert f"build {the_store.build_id}" in told(app)
    assert "Nothing was decided." in told(app)


@pytest.fixture
def own_home(tmp_path, monkeypatch):
    """An installation of this test's own, in which something may be decided."""
    home = a_new_home(tmp_path)
    monkeypatch.setattr(places, "this_home", lambda: home)
    # AppTest takes pages/ for an application of the older kind on every run, and the guard's second run forgets the button.
    monkeypatch.setattr(ui, "PagesManager", SimpleNamespace(uses_pages_directory=False))
    return home


def test_a_decision_becomes_an_action_and_is_in_the_minutes(own_home):
    app = opened("board_meeting", body="B1", screen=str(LAST - 1))
    app.text_input(key="decision words 0").input("Advertise two seats openly")
    app.text_input(key="decision lead 0").input("A council")
    app.text_input(key="decision dissent 0").input("Too soon")
    app.text_input(key="decision by 0").input("Clerk")
    next(each for each in app.button if each.label == "Write it down").click().run()
    assert not app.exception and not app.error
    (row,) = actions.listed(current.store(own_home), date.today()).to_dict("records")
    assert (row["body_code"], row["action"], row["lead_partner"]) == ("B1", "Advertise two seats openly", "A council")
    assert "Too soon" in row["comments_kept"] and row["accepted_by"] == "Clerk"
    app.button(key="next").click().run()
    assert "1. Advertise two seats openly" in told(app) and row["action_code"] in told(app)


@pytest.mark.usefixtures("own_home")
def test_a_decision_without_words_or_day_is_told_what_is_wanting():
    app = opened("board_meeting", body="B1", screen=str(LAST - 1))
    app.text_input(key="decision due 0").input("next May")
    next(each for each in app.button if each.label == "Write it down").click().run()
    assert "2027-03-31" in app.error[0].value
