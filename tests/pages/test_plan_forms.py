"""The forms of targets, actions and events: what they check, what they write, and what the pages then show."""

import shutil
from datetime import date
from types import SimpleNamespace

import pytest

from parity import current, past
from parity.measures import actions
from parity.places import Home
from tests.pages.test_pages import opened, told


@pytest.fixture(scope="module")
def own(home, tmp_path_factory):
    """An installation of this module's own."""
    folder = tmp_path_factory.mktemp("own") / "home"
    shutil.copytree(home, folder)
    return Home(folder)


@pytest.fixture
def here(own, monkeypatch) -> Home:
    monkeypatch.setenv("PARITY_HOME", str(own.folder))
    # AppTest begins every run as a fresh process, whose first run of a page ends at the guard: a button pressed is lost.
    monkeypatch.setattr("parity.ui.PagesManager", SimpleNamespace(uses_pages_directory=False))
    return own


def box(app, label: str):
    """The text box or the list with a label."""
    return next(each for each in (*app.text_input, *app.selectbox) if each.label == label)


def press(app, label: str):
    return next(each for each in app.button if each.label == label).click().run(timeout=90)


def errors(app) -> str:
    return " ".join(each.value for each in app.error)


def test_the_same_target_for_every_body_of_a_kind_is_checked_body_by_body(here):
    app = opened("targets", do="many")
    app.selectbox(key="region many 0").select("E12000005")
    box(app, "Baseline date").input("2026-03-31")
    box(app, "Target date").input("2030-03-31")
    press(app, "Check it")
    assert not app.exception and not app.error
    text = told(app)
    for body in ("Coventry", "Sandwell", "Wolverhampton"):
        assert f"Example Partnership for {body}: from" in text
    assert "Left out, as no return gives a baseline for that day: Example Partnership for Dudley" in text


@pytest.mark.parametrize(
    ("label", "words", "sentence"),
    [
        ("Baseline date", "soon", "Baseline date: 'soon' is not a day. Write it as 2029-03-31."),
        ("Baseline date", "1999-01-01", "No return gives a figure for the baseline date"),
        ("Baseline, per cent", "many", "The baseline: 'many' is not a number."),
        ("Why it is changed", "", "Say why it is changed"),
    ],
)
def test_what_cannot_be_read_in_a_form_is_said(here, label, words, sentence):
    app = opened("targets", do="EX-T01")
    box(app, "Why it is changed").input("A slip")
    if label == "Baseline date":
        box(app, "Baseline, per cent").input("")
    box(app, label).input(words)
    press(app, "Save it")
    assert sentence in errors(app)


def test_an_action_is_not_saved_half_said(here):
    app = opened("actions", **{"do-action": "EX-A02"})
    box(app, "Why it is changed").input("It is finished")
    box(app, "Status").select("done")
    press(app, "Save it")
    assert "Say on which day it was done." in errors(app)
    assert actions.history(current.store(here), "EX-A02")["version"].tolist() == [1]


def test_an_action_done_is_an_event_on_the_trend_and_among_the_changes(here):
    app = opened("actions", **{"do-action": "EX-A02"})
    box(app, "Your name").input("A. Officer").run()
    box(app, "Why it is changed").input("It is finished")
    box(app, "Status").select("done")
    box(app, "Done on").input("2026-05-01")
    press(app, "Save it")
    assert not app.exception and not app.error
    row = actions.listed(current.store(here), date(2026, 11, 26)).set_index("action_code").loc["EX-A02"]
    assert (row["status"], row["accepted_by"], row["why_changed"]) == ("done", "A. Officer", "It is finished")

    trend = opened("trends", what="core", body="example-southwark")
    assert "Advertise a third of the core seats as they fall vacant." in told(trend)

    last = len(past.moments(here)) - 1
    changed = opened("changes", mode="returns", after="0", then=str(last))
    assert not changed.exception
    assert "1 action changed." in told(changed)


def test_an_event_without_words_is_not_added(here):
    app = opened("trends", what="core", body="example-southwark")
    box(app, "On which day").input("2026-01-01")
    press(app, "Add it")
    assert "Say what was done." in errors(app)
