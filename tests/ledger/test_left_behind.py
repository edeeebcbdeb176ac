"""What a killed process leaves is cleared by whoever looks next, and what a living one is writing is left alone."""

import os
import time

import pytest

from parity import current, ledger
from tests.ledger.homes import everything_in, rows_of, seat_counts, took

THREE = {"White": 9, "Asian": 3, "Black": 2}
LEFT = (
    "originals/" + 64 * "a",
    "originals/" + 64 * "a" + ".4711.part",
    "ledger.jsonl.4711.part",
    "store-0123456789ab-4711.building",
    "store-0123456789ab-4711.building.wal",
    "store-0123456789ab-4711.building.tmp/spilt",
    "kept/" + 32 * "a" + "-" + 32 * "b" + "-" + 32 * "c" + ".parquet",
    "kept/" + 32 * "a" + "-" + 32 * "b" + "-" + 32 * "c" + ".parquet.4711.part",
    "kept/reference-4711.building",
)


def leave(home, name):
    """Leaves a file, as a process does that is killed while it writes."""
    file = home.folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"an unlikely remark 4711")
    return file


def looked_at(home):
    """Looks at an installation, and finds it sound, long after anything in it changed."""
    for path in (home.ledger, home.folder, home.originals, home.kept):
        if path.exists():
            os.utime(path, ns=(0, path.stat().st_mtime_ns - 10 * current.CLOCK_TICK))
    current.store(home)


def test_what_a_kill_left_is_cleared_by_whoever_looks_next(home):
    took(home, seat_counts(THREE))
    looked_at(home)
    before = home.store.stat().st_ino
    for name in LEFT:
        leave(home, name)
        current.store(home)
        assert b"an unlikely remark 4711" not in everything_in(home), name
    assert home.store.stat().st_ino == before, "the store was sound, and is not built again"
    assert len(rows_of(home, "seat_counts")) == 3


def test_what_somebody_is_writing_is_left_alone_until_they_have_done(home):
    looked_at(home)
    for name in LEFT:
        with ledger.writing(home.ledger):
            writing = leave(home, name)
            assert current.store(home).ask("build").at[0, "returns"] == 3, "whoever looks does not wait"
            assert writing.exists(), name
        current.store(home)
        assert not writing.exists(), name


def test_what_changed_at_the_very_moment_it_was_looked_at_is_looked_at_again(home, monkeypatch):
    monkeypatch.setattr(current, "CLOCK_TICK", 10**15)  # as if the clock of the disk were that coarse
    home.originals.mkdir()
    at = home.originals.stat().st_mtime_ns
    current.store(home)
    left = leave(home, LEFT[0])
    os.utime(home.originals, ns=(at, at))
    current.store(home)
    assert not left.exists()


def test_a_store_that_was_looked_at_is_opened_without_reading_anything(home, monkeypatch):
    took(home, seat_counts(THREE))
    looked_at(home)
    monkeypatch.setattr(ledger, "read", lambda file: pytest.fail("the ledger was read again"))
    began = time.perf_counter()
    for _ in range(100):
        current.store(home)
    assert (time.perf_counter() - began) / 100 < 0.01, "a page can afford it"
