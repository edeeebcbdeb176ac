"""A return on its way through the door: looked at, asked about, accepted, seen on the pages, withdrawn."""

import re
import shutil
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server
from tests.browser.test_journey import ready, violations

pytestmark = pytest.mark.browser

DAYS = (f"2026-10-{day:02}" for day in count(1))  # each attempt tells of a day of its own


def seats(day: str, asian: str = "Asain") -> str:
    rows = [("White British", 12), (asian, 3), ("Black African", 1)]
    told = [f"example-ealing,core,{day},{group},{people}" for group, people in rows]
    return "\n".join(["Body code,Tier,As at,Ethnic group,People", *told, ""])


@pytest.fixture(scope="module")
def own(home, tmp_path_factory):
    """An installation of these tests' own, so that what it accepts is nobody else's."""
    return shutil.copytree(home, tmp_path_factory.mktemp("returns") / "home")


@pytest.fixture(scope="module")
def own_server(own):
    running = Server(own)
    yield running
    running.stop()


def send(page: Page, name: str, text: str) -> None:
    """Drops a file once the page lies still: one that is being drawn anew may not take it."""
    page.wait_for_timeout(1_000)
    ready(page)
    page.locator('input[type="file"]').set_input_files({"name": name, "mimeType": "text/csv", "buffer": text.encode()})


def test_a_return_is_asked_about_accepted_shown_and_withdrawn(page: Page, own_server: Server):
    day = next(DAYS)
    page.goto(f"{own_server.url}/returns")
    ready(page)
    page.get_by_label("Your name").first.fill("A. Officer")
    page.get_by_label("Sender").first.fill(f"Ealing {day}")
    page.get_by_label("Sender").first.press("Enter")
    send(page, "ealing.csv", seats(day))
    expect(page.get_by_text("'Asain' is not a group we know").first).to_be_visible()
    ready(page)
    assert violations(page) == []

    page.get_by_role("combobox", name=re.compile("Asain")).focus()
    page.keyboard.type("Asian or Asian")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Use these answers").click()
    expect(page.get_by_text("This file can be accepted as it is.")).to_be_visible()
    page.get_by_role("button", name="Accept this return").click()
    expect(page.get_by_text(re.compile("Accepted as [^i]")).first).to_be_visible(timeout=90_000)

    page.goto(f"{own_server.url}/representation?body=example-ealing&part=core&at={day}&definition=excluding")
    ready(page)
    assert "4 of the 16 members of the core board" in page.locator(".finding").first.inner_text().replace("\xa0", " ")

    page.goto(f"{own_server.url}/returns")
    ready(page)
    page.get_by_label("Why").fill("Sent by mistake")
    page.get_by_test_id("stForm").first.get_by_label("Your name").fill("A. Officer")
    page.get_by_role("button", name="Withdraw", exact=True).click()
    expect(page.get_by_text("Withdrawn", exact=False).first).to_be_visible(timeout=90_000)


def test_the_same_file_again_is_said_to_be_here_already(page: Page, own_server: Server):
    text = seats(next(DAYS), "Asian or Asian British")
    for expected in ("This file can be accepted as it is.", "already accepted"):
        page.goto(f"{own_server.url}/returns")
        ready(page)
        page.get_by_label("Your name").first.fill("A. Officer")
        page.get_by_label("Your name").first.press("Enter")
        send(page, "ealing.csv", text)
        expect(page.get_by_text(expected, exact=False).first).to_be_visible(timeout=60_000)
        ready(page)
        accept = page.get_by_role("button", name="Accept this return")
        if accept.count():
            accept.click()
            expect(page.get_by_text(re.compile("Accepted as [^i]")).first).to_be_visible(timeout=90_000)


def test_a_file_with_peoples_names_is_refused_and_leaves_nothing(page: Page, own_server: Server, own: Path):
    page.goto(f"{own_server.url}/returns")
    ready(page)
    send(page, "members.csv", "Name,E-mail,Ethnic group\nOluwaseun Adeyemi-Clarke,seun@example.org,Black African\n")
    expect(page.get_by_test_id("stAlertContentError").first).to_be_visible()
    expect(page.get_by_text("Adeyemi")).to_have_count(0)
    kept = [file for file in own.rglob("*") if file.is_file() and b"Adeyemi" in file.read_bytes()]
    assert kept == []
