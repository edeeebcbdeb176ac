"""Installations to accept returns in: three real areas, two invented boards, one illustrative return, nothing sent yet."""

import csv
import io
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import duckdb

from parity import current, ledger
from parity.accept import accept
from parity.candidate import Acceptance, sent
from parity.places import Home
from tests import once
from tests.small import a_body, a_count, a_little_reference, returns_in

BOARDS = (a_body("B1", "First board"), a_body("B2", "Second board"))


def home_in(folder: Path) -> Home:
    """The installation in a folder: its own state in `local`, the project's files beside it."""
    return Home(folder / "local", folder / "reference", folder / "published", folder / "examples")


def lay_out(folder: Path) -> Home:
    """The files of an installation, before anything is built."""
    home = home_in(folder)
    a_little_reference(home)
    returns_in(home.published, {"bodies": BOARDS, "seat_counts": [a_count("all", 12, classification="all", body="B2")]})
    returns_in(home.examples, {"seat_counts": [a_count("white", 5, body="B2", as_at="2020-03-31")]})
    return home


def a_new_home(folder: Path) -> Home:
    """An installation that nobody has sent anything to, built."""
    shutil.copytree(once.made("laid-out", lambda made: current.rebuild(lay_out(made))), folder, dirs_exist_ok=True)
    return home_in(folder)


def copied(home: Home, folder: Path) -> Home:
    """The same installation in another folder."""
    shutil.copytree(home.folder.parent, folder, dirs_exist_ok=True)
    return home_in(folder)


def seat_counts(
    groups: Mapping[str, object], body: str = "B1", as_at: str = "2026-03-31", tier: str = "core", note: str = ""
) -> bytes:
    """A return of seat counts as someone would send it."""
    rows = [(body, tier, as_at, group, people, note) for group, people in groups.items()]
    return text(("body_code", "tier", "as_at", "ethnic_group", "people", "note"), rows)


def participation(activities: Mapping[str, int], body: str = "B1", day: str = "2026-02-01") -> bytes:
    """A return of participation: people of one group at each activity."""
    rows = [(body, activity, day, "Indian", people) for activity, people in activities.items()]
    return text(("body_code", "activity", "from", "ethnic_group", "people"), rows)


def text(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    return out.getvalue().encode()


def took(home: Home, data: bytes, by: str = "Ann", filename: str = "return.csv", **said) -> Acceptance:
    """A file accepted, or what became of it."""
    return accept(home, sent(data, filename, **said), by=by)


def rows_of(home: Home, table: str) -> list[tuple]:
    """What the store holds of the returns that were sent."""
    with duckdb.connect(str(home.store), read_only=True) as connection:
        return connection.execute(f"select * from {table} where return_id like 'R%' order by all").fetchall()


def everything_in(home: Home) -> bytes:
    """Every byte of an installation, file names too."""
    return b"\n".join(
        str(file.relative_to(home.folder)).encode() + b"\n" + (file.read_bytes() if file.is_file() else b"")
        for file in sorted(home.folder.rglob("*"))
    )


def events(home: Home) -> list[str]:
    """The names of the events in the ledger, in order."""
    return [event.event for event in ledger.read(home.ledger).events]
