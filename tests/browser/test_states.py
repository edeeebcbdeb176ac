"""What a new installation looks like: axe on pages with nothing to show and with one return, in the dark and on a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests import small
from tests.browser.dashboard import Server
from tests.browser.test_journey import PAGES, outside, ready, violations

pytestmark = pytest.mark.browser
# One return leaves most pages with nothing to show: between them these hold every way of saying so, and of showing one figure.
FEW = ["representation", "monitoring", "money", "targets", "opportunities"]


@pytest.fixture(scope="module")
def one_return(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    counts = [small.everyone(18), small.a_count("minorities_excluding", 3)]
    yield from _serving(tmp_path_factory.mktemp("one"), [small.a_body("B1", "Our board")], counts)


@pytest.fixture(scope="module")
def nothing_told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    yield from _serving(tmp_path_factory.mktemp("none"))


def _serving(folder: Path, *returns: list[dict]) -> Iterator[Server]:
    small.a_store(folder, *returns)
    running = Server(folder)
    yield running
    running.stop()


def _look(page: Page, server: Server, name: str) -> None:
    left = outside(page, server)
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{server.url}/{'' if name == 'overview' else name}")
    ready(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert left == []


@pytest.mark.parametrize("name", FEW)
def test_a_page_with_one_return_has_no_violation(page: Page, one_return: Server, name: str):
    _look(page, one_return, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_nothing_to_show_has_no_violation(page: Page, nothing_told: Server, name: str):
    _look(page, nothing_told, name)


@pytest.mark.soak
@pytest.mark.parametrize("name", [each for each in PAGES if each not in FEW])
def test_any_other_page_with_one_return_has_no_violation(page: Page, one_return: Server, name: str):
    _look(page, one_return, name)
