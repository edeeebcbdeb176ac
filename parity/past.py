"""The store as it was after an event of the ledger: made again from what had been accepted by then."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from parity import build, current, ledger
from parity.ledger import ANSWERED, Event, Ledger
from parity.places import Home
from parity.store import Store, open_store
from parity.trouble import NotDone

KEPT = 4  # stores of the past that are kept, until the next return comes in


class Moment(NamedTuple):
    """A point of the ledger that can be gone back to: after its event number `sequence`; 0 is before any."""

    sequence: int
    time: str
    words: str


def moments(home: Home) -> list[Moment]:
    """Every point at which the store changed, the first first, in words for a list to choose from."""
    known = ledger.as_it_stands(home.ledger)
    return [
        Moment(0, "", "Before anything was sent"),
        *(
            Moment(event.sequence, event.time, _words(event, known))
            for event in known.events
            if event.event != ANSWERED
        ),
    ]


def store_after(home: Home, sequence: int) -> Store:
    """The store as it was after an event of the ledger, without what has been erased since.

    Made with the checks and the reference data of today: what differs from the store of today differs by returns alone.
    Takes some seconds where it is not kept. Raises NotDone for a point that is not there.
    """
    with ledger.writing(home.ledger):
        known = current.recovered(home)
        if not 0 <= sequence <= len(known.events):
            raise NotDone(f"The ledger has no event {sequence}: it has {len(known.events)}.")
        then = Ledger(tuple(event for event in known.events[:sequence] if event.return_id not in known.erased))
        reader = current.reader_of(home)
        wanted = home.past / f"{current.inputs(home, then, reader).fingerprint[:32]}.duckdb"
        if not wanted.exists():
            wanted.parent.mkdir(parents=True, exist_ok=True)
            build.swap_in(current.built_aside(home, then, reader), wanted)
            for older in sorted(wanted.parent.glob("*.duckdb"), key=lambda file: file.stat().st_mtime)[:-KEPT]:
                older.unlink()
            reader.forget(current.returns_of(home, known))  # what was read of returns that are gone
    return open_store(wanted)


def _words(event: Event, known: Ledger) -> str:
    day = datetime.fromisoformat(event.time)
    named = event.holds("filename") or event.kind
    what = {
        ledger.ACCEPTED: f"{event.return_id} accepted",
        ledger.REPLACED: f"{event.return_id} accepted in the place of {', '.join(event.replaces)}",
        ledger.WITHDRAWN: f"{event.return_id} withdrawn",
        ledger.ERASED: f"{event.return_id} erased",
    }.get(event.event, event.event)
    return f"{event.sequence}. {day:%-d %B %Y, %H:%M}: {what}{f' ({named})' if named and event.came_in else ''} by {event.by}"
