"""A process killed at any instant of accepting: the return is entirely in or entirely out, and nothing is left lying about."""

import random
import time
from collections import Counter

import pytest

from parity import current, ledger
from parity.places import Home
from parity.verify import verify
from tests.ledger.child import Nursery
from tests.ledger.homes import rows_of, seat_counts


def a_file(number: int) -> bytes:
    """A return like no other: its own day and its own remark."""
    return seat_counts({"White": 9, "Asian": 3}, as_at=f"{1990 + number % 30}-{1 + number // 30:02}-01",
                       note=f"remark {number:06}")  # fmt: skip


def files_of(home: Home) -> set[str]:
    """All but the record of who did what, which grows whatever happens."""
    found = {str(file.relative_to(home.folder)) for file in home.folder.rglob("*") if file.is_file()}
    return found - {home.audit.name}


def found_after(home: Home, data: bytes, number: int) -> str:
    """What a kill left: nothing yet, stray files, a return whose store is stale, or all of it."""
    known = ledger.read(home.ledger)
    came_in = any(event.by == f"Ann {number}" for event in known.events)
    if came_in:
        return "in, and the store too" if current.is_current(home) else "in, and the store stale"
    strays = current.strays(home, known)
    return "out, with strays" if strays or known.torn else "out, without a trace"


def kill_often(home: Home, times: int) -> Counter:
    """Accept a file of its own in a process that is killed after a delay, so many times; count what the kills left."""
    chosen = random.Random(1977)
    found: Counter = Counter()
    with Nursery.started() as nursery:
        took = []
        for day in (1, 2, 3):  # how long it takes when nobody kills it
            started = time.monotonic()
            data = seat_counts({"White": 1}, as_at=f"1970-01-0{day}")
            assert nursery.came_to(nursery.begins(home, data))[0] == "accepted"
            took.append(time.monotonic() - started)
        for number in range(times):
            # Each run strikes in its own part of the whole span, and the last is left alone.
            delay = min(took) * 1.1 * (number + chosen.random()) / (times - 1)
            data = a_file(number)
            one = nursery.begins(home, data, by=f"Ann {number}")
            if number < times - 1:
                time.sleep(delay)
                nursery.kills(one)
            else:
                assert nursery.came_to(one)[0] == "accepted"
            found[found_after(home, data, number)] += 1
            must_be_whole(home, data, number)
    return found


def must_be_whole(home: Home, data: bytes, number: int) -> None:
    """The return is entirely in or entirely out, once anybody has looked."""
    current.store(home)  # as a page does
    assert current.strays(home, ledger.read(home.ledger)) == []
    known = ledger.read(home.ledger)
    assert current.is_current(home)
    remark = f"remark {number:06}"
    told = [row for row in rows_of(home, "seat_counts") if remark in row]
    originals = [file.read_bytes() for file in home.originals.iterdir()] if home.originals.exists() else []
    came_in = [event for event in known.events if event.by == f"Ann {number}"]
    assert (len(came_in), len(told), originals.count(data)) in ((1, 2, 1), (0, 0, 0))
    kept = [file for file in home.kept.iterdir() if file.suffix == ".parquet"]
    assert len(kept) == 3 + len(known.live)
    assert len(files_of(home)) == 3 + 1 + len(kept) + len(originals), sorted(files_of(home))
    assert len(originals) == len(known.live)


def test_ten_kills_leave_every_return_in_or_out(home):
    found = kill_often(home, 10)
    assert sum(count for state, count in found.items() if state.startswith("in")) >= 1, found
    assert sum(count for state, count in found.items() if state.startswith("out")) >= 1, found
    assert verify(home).wrong == ()


@pytest.mark.soak
def test_two_hundred_kills_leave_every_return_in_or_out(home):
    found = kill_often(home, 200)
    print(f"\n200 kills: {dict(found)}")
    assert sum(count for state, count in found.items() if state.startswith("in")) >= 10, found
    assert found["out, without a trace"] >= 10, found
    assert found["out, with strays"] >= 1, found
    assert verify(home).wrong == ()
