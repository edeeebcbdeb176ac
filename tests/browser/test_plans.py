"""A target's whole life in a real browser: set, checked, tracked over three returns, changed with a reason, met."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from parity import build, current
from parity.measures import targets
from parity.places import Home
from tests.browser.dashboard import Server
from tests.browser.test_journey import ready, violations
from tests.ledger.homes import seat_counts, took

pytestmark = pytest.mark.browser
BODY = "example-ealing"
SLOW = 120_000  # a store is built again, on a machine that may be doing other things


@pytest.fixture
def own(home, tmp_path):
    """An installation of this test's own, and its server."""
    shutil.copytree(home, tmp_path / "home")
    running = Server(tmp_path / "home")
    yield Home(tmp_path / "home"), running
    running.stop()


def told(home: Home, people: int, day: str) -> None:
    """One more return of the board's seats: so many of 20 from ethnic minorities."""
    groups = {"White British": 20 - people, "Asian or Asian British": people}
    assert took(home, seat_counts(groups, BODY, day)).outcome == "accepted"


def opened(page: Page, server: Server, address: str) -> None:
    page.goto(f"{server.url}/{address}")
    ready(page)


def form(page: Page) -> None:
    page.get_by_label("Your name").fill("A. Officer")
    page.get_by_label("Your name").press("Enter")
    ready(page)


def choose(page: Page, label: str, words: str) -> None:
    box = page.get_by_role("combobox", name=re.compile(label))
    box.focus()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def press(page: Page, button: str) -> None:
    """Leaves the field that was typed in, so that the page has heard of it and lies still, then presses the button."""
    page.keyboard.press("Tab")
    ready(page)
    page.get_by_role("button", name=button).click()


def finding(page: Page) -> str:
    return page.locator(".finding").nth(1).inner_text().replace("\xa0", " ")


@pytest.mark.parametrize(
    ("page", "address"),
    [("dark", "targets?do=EX-T01"), ("light", "actions?do-action=EX-A01")],
    indirect=["page"],
)
def test_the_forms_of_plans_have_no_accessibility_violation(page: Page, server: Server, address: str):
    opened(page, server, address)
    page.get_by_role("link", name="Sources and methods").wait_for()
    ready(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_target_is_set_checked_tracked_changed_with_a_reason_and_met(page: Page, own, tmp_path: Path):
    home, server = own
    other = Home(tmp_path / "ledger alone")
    shutil.copytree(home.kept, other.kept)  # what is made of the project's own files alone
    told(home, 2, "2024-03-31")

    opened(page, server, "targets?do=new")
    form(page)
    choose(page, "Body or place", "Example Partnership for Ealing")
    page.get_by_role("textbox", name="Baseline date").fill("2024-03-31")
    choose(page, "Kind of target", "A stated value")
    page.get_by_role("textbox", name="Per cent to reach").fill("40")
    page.get_by_role("textbox", name="Target date").fill("2031-03-31")
    page.get_by_role("textbox", name="Why this target").fill("The equality scheme")
    press(page, "Check it")
    expect(page.get_by_text("Nobody is named to answer for it.").last).to_be_visible(timeout=SLOW)
    page.get_by_role("textbox", name="Owner").fill("Example Partnership for Ealing")
    press(page, "Save it")
    expect(page.get_by_text(re.compile("Accepted as R0002")).first).to_be_visible(timeout=SLOW)

    held = targets.history(current.store(home), _code(home))
    assert held["baseline_value"].tolist() == [
        10.0
    ]  # taken from the return, with its range and the residents of that day
    assert held[["baseline_lower", "baseline_upper", "baseline_reference"]].notna().all(axis=None)

    told(home, 5, "2025-03-31")
    opened(page, server, f"targets?target={_code(home)}&do={_code(home)}")
    assert "On 31 March 2025 it was 5 of 20, 25 %" in finding(page)
    assert "on track" in finding(page)
    form(page)
    page.get_by_role("textbox", name="Per cent to reach").fill("45")
    press(page, "Save it")
    expect(page.get_by_text("Say why it is changed", exact=False).first).to_be_visible()
    page.get_by_role("textbox", name="Why it is changed").fill("The council asked for more")
    press(page, "Save it")
    expect(page.get_by_text(re.compile("Accepted as R0004")).first).to_be_visible(timeout=SLOW)

    told(home, 9, "2026-03-31")
    opened(page, server, f"targets?target={_code(home)}")
    assert "to 45 %, by 31 March 2031" in finding(page) and finding(page).endswith("met.")
    page.get_by_text("2 versions, none overwritten", exact=False).click()
    for words in ("target value 40 to 45", "The council asked for more", "A. Officer"):
        expect(page.get_by_text(words).first).to_be_visible()

    shutil.copy(home.ledger, other.ledger)
    shutil.copytree(home.originals, other.originals)
    current.rebuild(other)
    assert build.differing_tables(home.store, other.store) == []
    assert targets.history(current.store(other), _code(home)).equals(targets.history(current.store(home), _code(home)))


def test_of_two_people_who_edit_a_target_the_second_is_told_and_keeps_what_was_typed(page: Page, own):
    home, server = own
    opened(page, server, "targets?do=EX-T01")
    form(page)
    page.get_by_role("textbox", name="Why it is changed").fill("Mine")
    page.get_by_role("textbox", name="Owner").fill("The second office")
    _changed_by_another(home)
    press(page, "Save it")
    expect(page.get_by_text("EX-T01: changed in the meantime by R0001", exact=False).first).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("textbox", name="Owner")).to_have_value("The second office")
    press(page, "Save it")
    expect(page.get_by_text(re.compile("Accepted as R0002")).first).to_be_visible(timeout=SLOW)
    history = targets.history(current.store(home), "EX-T01")
    assert history["owner"].tolist()[1:] == ["The first office", "The second office"]


def _changed_by_another(home: Home) -> None:
    from parity import plan

    store = current.store(home)
    row = targets.by_code(targets.standing(store, date(2026, 11, 26)), "EX-T01")
    assert row is not None
    change = {
        "target_code": "EX-T01", "body_code": row["body_code"], "measure": row["measure"], "definition": row["definition"],
        "baseline_date": row["baseline_on"], "baseline_value": 33.3, "target_date": row["due"], "kind": "parity",
        "owner": "The first office", "reason": row["reason"], "why_changed": "Theirs",
    }  # fmt: skip
    assert plan.save(store, home, "targets", [change], by="Ann", seen=plan.last_event(store)).outcome == "accepted"


def _code(home: Home) -> str:
    told = current.store(home).ask("targets")
    return told[told["body_code"] == BODY].iloc[-1]["target_code"]
