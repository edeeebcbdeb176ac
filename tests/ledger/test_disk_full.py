"""A disk that fills up: a sentence, nothing half done, and the same file works once there is room."""

import shutil
import subprocess
from pathlib import Path

import pytest

from parity import current, ledger
from parity.places import Home
from parity.trouble import NotDone
from parity.verify import verify
from tests.ledger.homes import a_new_home, home_in, rows_of, seat_counts, took

SIZE = 64_000_000


@pytest.fixture
def small_disk(tmp_path: Path):
    """A disk of its own of 64 MB, in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(disk)], capture_output=True, text=True, check=False
    )
    if made.returncode:
        pytest.skip(f"a disk in memory cannot be made here: {made.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.fixture
def on_small_disk(small_disk: Path) -> Home:
    """An installation whose own folder is on the small disk."""
    made = a_new_home(small_disk.parent / "elsewhere")
    shutil.move(made.folder, small_disk / "local")
    return home_in(small_disk.parent / "elsewhere")._replace(folder=small_disk / "local")


def fill(disk: Path, leaving: int) -> Path:
    """Fills a disk but for so many bytes."""
    filler = disk / "filler"
    filler.write_bytes(b"\0" * max(0, shutil.disk_usage(disk).free - leaving))
    return filler


def state_of(home: Home) -> tuple:
    files = {
        str(file.relative_to(home.folder)): file.stat().st_size for file in home.folder.rglob("*") if file.is_file()
    }
    return files, ledger.read(home.ledger).events


def try_with(home: Home, leaving: list[int]) -> tuple[int, int]:
    """Accept a file with so many bytes left on the disk, for each of them; how many came in and how many did not."""
    came_in = out = 0
    for number, left in enumerate(leaving):
        data = seat_counts({"White": 9, "Asian": 3}, as_at=f"{1990 + number // 12}-{1 + number % 12:02}-01")
        before = state_of(home)
        filler = fill(home.folder.parent, left)
        try:
            assert took(home, data).outcome == "accepted"
            came_in += 1
        except NotDone as full:
            assert str(full) == "The disk is full, and nothing was changed. Make room, and do it again."
            assert state_of(home) == before
            out += 1
        finally:
            filler.unlink()
        if took(home, data).outcome == "accepted":  # there is room now
            assert state_of(home) != before
        assert len(rows_of(home, "seat_counts")) == 2 * (number + 1)
        assert current.is_current(home)
    assert verify(home).wrong == ()
    return came_in, out


def test_a_full_disk_is_said_in_a_sentence_and_the_file_works_later(on_small_disk):
    store = on_small_disk.store.stat().st_size
    came_in, out = try_with(on_small_disk, [0, 4_096, 16_384, store // 2, store, store + 16_384, 4 * store])
    assert came_in >= 1
    assert out >= 4


@pytest.mark.soak
def test_a_disk_that_is_full_at_any_byte(on_small_disk):
    store = on_small_disk.store.stat().st_size
    came_in, out = try_with(on_small_disk, [place * (store + 200_000) // 60 for place in range(60)] + [4 * store])
    print(f"\nA full disk: {came_in} came in, {out} did not")
    assert min(came_in, out) >= 1
