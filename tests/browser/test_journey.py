"""The main journey in a real browser: from the first page to a body, a map and an area."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from parity import places
from tests.browser.dashboard import Server

pytestmark = pytest.mark.browser
# All rules are tried; to write out where each holds takes as long again.
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
AXE = Axe().axe_script
PAGES = sorted(file.stem for file in (places.PROJECT / "pages").glob("*.py"))


def ready(page: Page) -> None:
    """The page has been drawn to its last line."""
    page.locator(".footer").wait_for()
    page.locator('[data-testid="stSidebar"] a').last.wait_for(state="attached")
    page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
    # What Streamlit loads when it is first needed: until then the list of pages cannot be reached by keyboard.
    page.get_by_test_id("stSidebar").get_by_role("link", include_hidden=True).last.wait_for(state="attached")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)


def violations(page: Page) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("options => axe.run(options).then(found => found.violations)", WCAG)
    return [f"{each['id']}: {each['help']}: {each['nodes'][0]['html'][:200]}" for each in found]


def against_policy(page: Page) -> list[str]:
    """All that the browser keeps a page from doing from now on, because the server's policy forbids it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    return said


def sideways(page: Page) -> list[str]:
    """What must be slid sideways to be read, but for the matrices, which say so."""
    return page.evaluate(
        """[...document.querySelectorAll('[data-testid=stMain] *')].filter(each => each.scrollWidth > each.clientWidth + 1
        && ['auto', 'scroll'].includes(getComputedStyle(each).overflowX) && !each.matches('.matrix'))
        .map(each => each.getAttribute('aria-label') || each.outerHTML.slice(0, 120))"""
    )


def outside(page: Page, server: Server) -> list[str]:
    """Every request from now on that leaves the server; read it when the page is done."""
    left: list[str] = []
    ours = (server.url, server.url.replace("http", "ws"), "data:", "blob:")
    page.on("request", lambda request: None if request.url.startswith(ours) else left.append(request.url))
    return left


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_accessibility_violation_light_dark_or_on_a_phone_and_stays_within_origin_and_policy(
    page: Page, server: Server, name: str
):
    left, against = outside(page, server), against_policy(page)
    page.goto(f"{server.url}/{'' if name == 'overview' else name}")
    ready(page)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    page.reload()
    ready(page)
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    ready(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert sideways(page) == []
    assert left == []
    assert against == []


def test_from_the_first_page_to_a_body_and_back_by_its_link(page: Page, server: Server):
    page.goto(f"{server.url}/?body=published")
    ready(page)
    page.get_by_role("link", name=re.compile("^Metropolitan Police Service: ")).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who takes part, set against who lives here?")
    ready(page)
    assert "body=E23000001" in page.url
    finding = page.locator(".finding").first.inner_text()
    assert "Metropolitan Police Service" in finding
    link = page.url
    page.goto("about:blank")
    page.goto(link)
    ready(page)
    assert page.locator(".finding").first.inner_text() == finding
    assert page.url == link


def test_the_map_opens_an_area_when_it_is_clicked(page: Page, server: Server):
    page.goto(f"{server.url}/map?within=E12000007&level=authority")
    ready(page)
    shape = page.locator("path.choroplethlayer, .choroplethlayer path").nth(10)
    shape.wait_for(state="attached")
    box = shape.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("heading", level=1)).to_have_text("Who lives here, and how has that changed?")
    ready(page)
    assert re.search(r"area=E09\d{6}", page.url)


def test_the_figures_can_be_downloaded(page: Page, server: Server):
    page.goto(f"{server.url}/representation?body=E23000001&part=officers&at=1999-09-30&definition=excluding")
    ready(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Figures (CSV)").first.click()
    text = waiting.value.path().read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "parity-representation.csv"
    assert "minorities_excluding,Ethnic minorities (excluding White minorities),907,25885" in text


@pytest.mark.parametrize(
    "command",
    [
        ["-m", "parity", "serve", "--port", "{port}"],
        ["-m", "streamlit", "run", "dashboard.py", "--server.port", "{port}"],
    ],
    ids=["serve", "streamlit run"],
)
def test_a_deep_link_opened_first_in_a_fresh_process_gets_page_title_and_navigation(page: Page, home, command):
    fresh = Server(home, command)
    try:
        page.goto(f"{fresh.url}/area_profile?area=E09000020&definition=including")
        ready(page)
        expect(page).to_have_title("Area profile")
        expect(page.get_by_role("link", name="Representation")).to_be_visible()
        assert "Kensington and Chelsea" in page.locator(".finding").first.inner_text()
    finally:
        fresh.stop()


def test_an_address_that_is_no_page_leads_to_the_first_page(page: Page, server: Server):
    page.goto(f"{server.url}/nowhere")
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Where do we stand?")


def test_the_picture_and_the_figures_can_be_kept(page: Page, server: Server):
    left = outside(page, server)
    page.goto(f"{server.url}/representation?body=E23000001&part=officers&at=1999-09-30&definition=excluding")
    ready(page)
    kept = {}
    for label in ("Figures (XLSX)", "Picture (SVG)", "Picture (PNG)"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).first.click()
        kept[label] = waiting.value.path().read_bytes()
    assert kept["Figures (XLSX)"][:2] == b"PK"
    svg = kept["Picture (SVG)"].decode("utf-8")
    assert "907 of the 25,885 police" in svg and "font/woff2;base64" in svg and "Source" in svg
    assert kept["Picture (PNG)"][:8] == b"\x89PNG\r\n\x1a\n" and len(kept["Picture (PNG)"]) > 20_000
    assert left == []


def test_on_paper_the_method_is_unfolded_and_what_cannot_be_pressed_is_gone(page: Page, server: Server):
    page.goto(f"{server.url}/ladder?body=example-southwark")
    ready(page)
    method = page.locator(".st-key-how .source").first
    expect(method).not_to_be_visible()
    page.emulate_media(media="print")
    expect(method).to_be_visible()
    expect(page.get_by_role("button", name="Figures (CSV)")).not_to_be_visible()
    expect(page.get_by_test_id("stSidebar")).not_to_be_visible()
