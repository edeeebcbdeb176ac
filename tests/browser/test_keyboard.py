"""The commonest tasks without a mouse: to a page, a body, a place by the search box, another definition, a download."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server
from tests.browser.test_journey import ready

pytestmark = pytest.mark.browser
BOARD = "body=example-southwark&part=core&at=2026-09-30&definition=excluding&groups=broad"
FARTHEST = 90  # presses of Tab, after which it is not to be reached


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the thing with this role and name has the focus, and see that the focus can be seen."""
    wanted = page.get_by_role(role, name=re.compile(name)).first
    wanted.wait_for()
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            return
    raise AssertionError(f"{FARTHEST} presses of Tab do not reach the {role} {name!r}")


def test_to_another_page(page: Page, server: Server):
    page.goto(f"{server.url}/sources")
    ready(page)
    tab_to(page, "link", "^Ladder of engagement$")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("At which step does representation fall away?")


def test_from_a_finding_to_the_page_it_comes_from(page: Page, server: Server):
    page.goto(f"{server.url}/?body=illustrative")
    ready(page)
    tab_to(page, "link", "^Example Partnership for Wolverhampton: ")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who takes part, set against who lives here?")
    expect(page.locator(".finding").first).to_contain_text("Example Partnership for Wolverhampton")


def test_to_a_place_by_the_search_box(page: Page, server: Server):
    page.goto(f"{server.url}/sources")
    ready(page)
    tab_to(page, "textbox", "^Find a body, place")
    page.keyboard.type("kensington")
    page.keyboard.press("Enter")
    page.get_by_role("link", name=re.compile("^Place: Kensington and Chelsea")).first.wait_for()
    tab_to(page, "link", r"^Place: Kensington and Chelsea \(authority\)")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who lives here, and how has that changed?")
    expect(page.locator(".finding").first).to_contain_text("Kensington and Chelsea")


def test_an_area_of_the_map(page: Page, server: Server):
    page.goto(f"{server.url}/map?within=E12000007&level=ward")
    ready(page)
    tab_to(page, "combobox", "^Open an area")
    page.keyboard.type("faraday")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who lives here, and how has that changed?")
    expect(page.locator(".finding").first).to_contain_text("Faraday")


def test_another_definition(page: Page, server: Server):
    page.goto(f"{server.url}/representation?{BOARD}")
    ready(page)
    tab_to(page, "combobox", "Ethnic minorities")
    page.keyboard.type("Including")
    page.keyboard.press("Enter")
    expect(page.locator(".finding").first).to_contain_text("including White minorities")
    expect(page).to_have_url(re.compile("definition=including"))


def test_the_figures_to_keep(page: Page, server: Server):
    page.goto(f"{server.url}/ladder?body=example-southwark")
    ready(page)
    with page.expect_download() as waiting:
        tab_to(page, "button", r"^Figures \(XLSX\)$")
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "parity-ladder.xlsx"
