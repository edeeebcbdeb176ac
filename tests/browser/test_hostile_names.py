"""Twenty hostile names through the door and onto every page and into the files: shown letter for letter, and nothing else."""

import csv
import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Page

from parity import places
from parity.accept import accept_all
from parity.candidate import sent
from parity.places import Home
from tests.browser.dashboard import Server
from tests.browser.test_journey import outside, ready
from tests.hostile import CODES, NAMES, plain

pytestmark = pytest.mark.browser
PAGES = sorted(file.stem for file in (places.PROJECT / "pages").glob("*.py"))
BOARD = {"body": CODES[0], "part": "core", "at": "2026-03-31", "definition": "excluding"}


def returned(columns: str, rows: list[tuple]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([columns.split(","), *rows])
    return out.getvalue().encode()


@pytest.fixture(scope="module")
def hostile(home: Path, tmp_path_factory) -> Iterator[Server]:
    """A dashboard of boards, actions and cases with such names."""
    folder = tmp_path_factory.mktemp("hostile") / "home"
    shutil.copytree(home, folder)
    pairs = list(zip(CODES, NAMES, strict=True))
    bodies = [(code, name, "council", "E09000028") for code, name in pairs]
    seats = [(code, "core", "2026-03-31", group, people, name[:200]) for code, name in pairs
             for group, people in (("White British", 9), ("Black African", 3))]  # fmt: skip
    actions = [(code, code, "agreed", "vision", name, name, name, name, "in_progress") for code, name in pairs]
    cases = [(code, name, name, name, "yes", name) for code, name in pairs]
    told = "action_code,body_code,stage,heading,weakness,action,outcome,lead_partner,status"
    files = [
        sent(returned("body_code,name,body_type,catchment", bodies), "bodies.csv"),
        sent(returned("body_code,tier,as_at,ethnic_group,people,note", seats), "seat_counts.csv"),
        sent(returned(told, actions), "actions.csv"),
        sent(returned("case_code,title,what_was_done,effect,worked,source", cases), "cases.csv"),
    ]
    for taken in accept_all(Home(folder), files, by="<b>test</b>"):
        assert taken.outcome == "accepted", (taken.message, taken.checked and taken.checked.problems[:3])
    running = Server(folder)
    yield running
    running.stop()


def live(page: Page) -> list[str]:
    """Whatever a name has become besides text."""
    found = page.locator(
        "a[href*='evil'], img[src*='evil'], a[href^='javascript'], main script, [data-testid='stMain'] b"
    )
    return [found.nth(number).evaluate("node => node.outerHTML.slice(0, 200)") for number in range(found.count())]


def test_no_page_fetches_runs_or_links_what_a_name_says(page: Page, hostile: Server):
    page.set_default_timeout(90_000)
    left, dialogs, errors = outside(page, hostile), [], []
    page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    address = "&".join(f"{name}={value}" for name, value in BOARD.items())
    for name in PAGES:
        page.goto(f"{hostile.url}/{'' if name == 'overview' else name}?{address}")
        page.locator(".footer, [data-testid='stAlertContentError']").first.wait_for()
        page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]').wait_for()
        assert live(page) == [], name
        errors += [name] if page.get_by_text("Something went wrong").count() else []
    assert (left, dialogs, errors) == ([], [], [])


def test_every_name_is_shown_letter_for_letter_and_no_file_holds_a_formula_or_a_link(page: Page, hostile: Server):
    address = "&".join(f"{name}={value}" for name, value in BOARD.items())
    page.goto(f"{hostile.url}/representation?{address}")
    ready(page)
    assert plain(NAMES[0]) in plain(page.locator(".finding").first.inner_text())
    shown = {plain(text) for text in page.locator("th, td").all_text_contents()}
    assert [name for name in NAMES if plain(name) not in shown] == []
    kept = {}
    for label in ("Figures (CSV)", "Figures (XLSX)"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=label).last.click()
        kept[label] = waiting.value.path().read_bytes()
    rows = list(csv.reader(io.StringIO(kept["Figures (CSV)"].decode("utf-8-sig"))))
    cells = [cell for row in rows for cell in row]
    assert any("HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "@", "\t")) or cell.startswith("-2+3")] == []
    with zipfile.ZipFile(io.BytesIO(kept["Figures (XLSX)"])) as book:
        texts = {name: book.read(name).decode() for name in book.namelist() if name.endswith((".xml", ".rels"))}
    assert not [name for name, text in texts.items() if "<f>" in text or "<f " in text or "<hyperlink" in text]
    assert not [name for name, text in texts.items() if name.endswith(".rels") and "evil" in text]
    assert any("HYPERLINK" in text for text in texts.values())


@pytest.mark.parametrize("number", [0, 4, 18])
def test_a_picture_that_is_kept_holds_the_name_as_text(page: Page, hostile: Server, number: int):
    page.goto(f"{hostile.url}/representation?body={CODES[number]}&part=core&at=2026-03-31&definition=excluding")
    ready(page)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Picture (SVG)").first.click()
    svg = etree.fromstring(waiting.value.path().read_bytes())
    texts = plain(" ".join("".join(each.itertext()) for each in svg.iter("{*}text")))
    assert plain(NAMES[number]) in texts
    for each in svg.iter("*"):
        assert etree.QName(each).localname not in ("script", "foreignObject", "a", "iframe"), etree.QName(
            each
        ).localname
        acts = [f"{name}={value}"[:80] for name, value in each.attrib.items()
                if etree.QName(name).localname.startswith("on") or (etree.QName(name).localname == "href" and "//" in value)]  # fmt: skip
        assert acts == []
    assert not [each for each in svg.iter("{*}style") if re.search(r"url\(\s*['\"]?(?!data:)[a-z]+:", each.text or "")]
