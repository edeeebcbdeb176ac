"""All that the public can get of a dashboard, gathered over the wire: it says nothing but what the public store says."""

import csv
import io
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from parity.build import differing_tables
from parity.release.records import BOARD_TIERS
from tests.browser.dashboard import Server
from tests.loops import run
from tests.release import attacker, harvest
from tests.release.everything import Sent, everything
from tests.release.harvest import View

pytestmark = pytest.mark.browser  # a server of its own; no browser: what it sends is looked at before any draws it
LINKS = {page: {} for page in harvest.PAGES if page != "evidence_pack"}
OF_BODIES = {page: {} for page in ("ladder", "money", "monitoring", "recruitment", "representation", "trends")}


@contextmanager
def served(folder: Path, audience: str) -> Iterator[str]:
    """The address of a dashboard of this folder's stores, for an audience."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PARITY_AUDIENCE", audience)
        running = Server(folder)
    try:
        yield running.url
    finally:
        running.stop()


@pytest.fixture(scope="module")
def sent(tmp_path_factory) -> Sent:
    return everything(tmp_path_factory.mktemp("everything"))


@pytest.fixture(scope="module")
def public(sent) -> list[View]:
    """Every page and its files; those of bodies with the first choices of each box."""
    with served(sent.home.folder, "public") as url:
        others = {page: link for page, link in LINKS.items() if page not in OF_BODIES}
        views = run(harvest.gather(url, others, filters=0, files=["CSV"]))
        views += run(harvest.gather(url, OF_BODIES, most=2))
        return views + run(harvest.gather(url, {"evidence_pack": {"body": "N000"}}, filters=0, files=["data"]))


def found_in(views: list[View], sent: Sent) -> set[str]:
    """What of the counts, shares and words that nobody may find is in these views and their files."""
    text = harvest.everything_said(views)
    told = harvest.tokens(text)
    return {f"{each}" for each in sent.numbers if str(each) in told} | (sent.shares & told) | {
        word for word in sent.words if word in text
    }  # fmt: skip


def test_no_frame_and_no_file_of_the_public_holds_a_count_share_or_word_that_was_sent(public, sent):
    assert {view.page for view in public} == set(harvest.PAGES) and len(public) > 60
    names = {name.split(maxsplit=1)[1] for view in public for name in view.files}
    assert {"Figures (CSV)", "Its columns (CSVW)", "Figures (XLSX)"} < names
    assert found_in(public, sent) == set()


def test_the_same_look_finds_them_with_whoever_may_see_them(sent):
    with served(sent.home.folder, "") as url:
        pages = {"targets": {}, "returns": {}}
        views = run(harvest.gather(url, {"ladder": {"body": "N000"}}, filters=0))
        views += run(harvest.gather(url, pages, filters=0, files=()))
    found = found_in(views, sent)
    assert len(found & set(map(str, sent.numbers))) > 5 and found & sent.shares and set(sent.words) <= found


def test_pages_are_the_same_where_hidden_counts_change_places_and_the_public_store_is_all_there_is(
    public, sent, tmp_path
):
    """The frames are those of the public store alone: neither the full store, nor ledger or originals, nor what is hidden."""
    assert differing_tables(sent.home.store, sent.other.store)
    assert sent.home.public.read_bytes() != b"" and differing_tables(sent.home.public, sent.other.public) == []
    shutil.copy(sent.other.public, tmp_path / "public.duckdb")
    with served(tmp_path, "public") as url:
        alone = run(harvest.gather(url, OF_BODIES | {"targets": {}, "returns": {}}, filters=0, files=()))
    whole = {(view.page, *view.choices.items()): view for view in public}
    assert len(alone) == 2 * (len(OF_BODIES) + 2)
    for view in alone:
        assert view.said == whole[(view.page, *view.choices.items())].said, view.page


@pytest.mark.soak
def test_two_hundred_bodies_and_whatever_is_said_of_them(tmp_path, capsys):
    """Every page, choices of each box alone and two by two, files of every body: no figure of one board's groups, none unrounded.

    What is said of people is said in the cells of the public store and their sums, which test_many_bodies attacks.
    """
    began = time.monotonic()
    sent = everything(tmp_path, bodies=200, crowd=True)
    with served(sent.home.folder, "public") as url:
        views = run(harvest.gather(url, {"evidence_pack": {"body": "N007"}, **LINKS}, most=40))
        views += run(harvest.gather(url, LINKS, filters=2, most=2, files=()))
        for code in (f"N{number:03}" for number in range(200)):
            views += run(
                harvest.gather(
                    url, {"representation": {"body": code}, "ladder": {"body": code}}, filters=0, files=["(CSV)"]
                )
            )
    assert found_in(views, sent) == set()
    of_boards, of_people, cells = 0, 0, cells_of(sent)
    for view in views:
        for row in rows_of(view):
            if (
                row.get("standing") == "sent"
                and row.get("part") in BOARD_TIERS
                and not row["body_code"].startswith("TOGETHER")
            ):
                assert [name for name in FIGURES if row.get(name)] == [], (view.page, row)
                of_boards += 1
            elif row.get("standing") == "sent" and row.get("step") in ("consultee", "beneficiary") and row.get("count"):
                assert float(row["count"]) % 5 == 0 and float(row["base"]) % 5 == 0 and float(row["base"]) >= 25
                of_people += 1
    with capsys.disabled():
        print(f"\n{len(views):,} views, {sum(map(len, (v.said for v in views))):,} statements, {sum(len(v.files) for v in views):,} files,"
              f" {time.monotonic() - began:.0f} s; {of_boards:,} rows of single boards, {of_people:,} of people, {cells:,} cells sent")  # fmt: skip
    assert of_boards > 200 and of_people > 500


FIGURES = (
    "count",
    "share",
    "lower",
    "upper",
    "lowest",
    "highest",
    "gap",
    "gap_lower",
    "gap_upper",
    "p",
    "fewer",
    "more",
    "nearest",
)


def rows_of(view: View) -> Iterator[dict[str, str]]:
    """The rows of the figures that a view offers as CSV."""
    for name, data in view.files.items():
        if "(CSV)" in name:
            yield from csv.DictReader(io.StringIO(data.decode("utf-8-sig")))


def cells_of(sent: Sent) -> int:
    """How many counts were sent that are protected."""
    return len(attacker.rows(sent.home.store, "participation")) + len(attacker.rows(sent.home.store, "seats"))
