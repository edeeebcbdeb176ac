"""A board meeting by keyboard, from the first screen to the minutes, in a real browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.dashboard import Server
from tests.browser.test_journey import outside, ready, violations

pytestmark = pytest.mark.browser
SCREENS = 12


def test_a_meeting_is_led_by_the_keys_from_the_first_screen_to_the_minutes(page: Page, server: Server):
    left = outside(page, server)
    page.goto(f"{server.url}/board_meeting?body=example-southwark")
    ready(page)
    page.get_by_role("button", name="Begin the meeting").focus()
    page.keyboard.press("Enter")
    for number in range(1, SCREENS + 1):
        expect(page.locator(".screen-at").first).to_have_text(f"{number} of {SCREENS}", timeout=60_000)
        ready(page)
        if number in (1, 3, 11, 12):
            assert violations(page) == []
        if number < SCREENS:
            page.keyboard.press("ArrowRight")
    expect(page.locator(".minutes")).to_contain_text("What was shown")
    size = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.finding.screen')).fontSize)")
    assert size >= 28
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".screen-at").first).to_have_text(f"{SCREENS - 1} of {SCREENS}")
    assert left == []
