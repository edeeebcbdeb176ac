"""The store of an installation, as its reference data, its returns and its ledger say it should be."""

from __future__ import annotations

import hashlib
import shutil
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from parity import build, grow, lake, ledger, returns
from parity.build import Built
from parity.ledger import Event, Ledger
from parity.places import Home
from parity.returns import Kept, Reader, Return, Unreadable
from parity.store import Store, open_store

AUDIENCES = ("full", "public")


class SetAside(NamedTuple):
    """A return that was accepted once and that the checks of today do not read; it is in no store until they do."""

    of: Return
    why: str


class Inputs(NamedTuple):
    """What a store is made from: the records of each return in order, those that could not be read, a fingerprint."""

    returns: tuple[Kept, ...]
    set_aside: tuple[SetAside, ...]
    fingerprint: str
    head: str


def reader_of(home: Home, writes: bool = True) -> Reader:
    """Reads returns with the reference data of an installation; with `writes`, keeps what it has read there."""
    return Reader(home.reference, home.kept, writes)


def returns_of(home: Home, known: Ledger) -> list[Return]:
    """Every return that a store holds, in the order in which later ones come after earlier ones."""
    examples = returns.listed(home.examples, "illustrative") if known.has_examples else []
    return [
        *returns.listed(home.published, "published"),
        *examples,
        *(returned(home, event) for event in known.live),
    ]


def returned(home: Home, event: Event) -> Return:
    """The return that came in with an event, whose content must not have been erased."""
    held: Mapping = event.content or {}
    return Return(
        return_id=event.return_id,
        kind=event.kind,
        title=held["title"],
        sender=event.sender,
        standing="sent",
        source_code=None,
        received=event.time[:10],
        file=home.originals / held["sha256"],
        sha256=held["sha256"],
        filename=held["filename"],
        accepted_by=event.by,
        replaces=event.replaces,
        answers=held["answers"],
        known=held["known"],
        limits=held["limits"],
        content_hash=event.content_hash,
    )


def is_current(home: Home) -> bool:
    """Was the store built from just what there is now, and is it the one in the lake, where there is a lake?"""
    known, held = ledger.read(home.ledger), build.made_from(home.store)
    if held is None or held[0] != _fingerprint(home, reader_of(home), returns_of(home, known), known):
        return False
    there = lake.configured()
    return there is None or lake.made_from(there) == held


def inputs(home: Home, known: Ledger, reader: Reader) -> Inputs:
    """The records of every return, read or kept. CannotBuild where one of the project's own cannot be read."""
    listed = returns_of(home, known)
    kept: list[Kept] = []
    aside: list[SetAside] = []
    for each in listed:
        try:
            kept.append(reader.records(each))
        except Unreadable as why:
            if each.standing != "sent":
                raise build.CannotBuild(f"{each.filename} of the project cannot be read: {why}") from why
            aside.append(SetAside(each, str(why)))
    return Inputs(tuple(kept), tuple(aside), _fingerprint(home, reader, listed, known), known.store_head)


def built_aside(home: Home, known: Ledger, reader: Reader, afresh: bool = False) -> Built:
    """The store of a ledger, beside the present one and not swapped in. Only for whoever holds the lock.

    It is grown from the present store where that serves, or made `afresh`, from nothing.
    """
    started = time.perf_counter()
    with ThreadPoolExecutor(1) as beside:  # where both are new, returns are read while the reference part is made
        base = beside.submit(build.reference_part, home)
        made = inputs(home, known, reader)
        made_of = {grow.OF_ALL: grow.base(home.reference, known.erased)}
        made_of |= {kept.of.return_id: grow.follows(reader.checks, kept) for kept in made.returns}
        grown = None if afresh else grow.grown_aside(home, made.returns, made_of, made.fingerprint, made.head)
        built = grown or build.build_aside(home, base.result(), made.returns, made.fingerprint, made.head)
    if grown is None:
        grow.note(built.path, made_of)
    return built._replace(seconds=time.perf_counter() - started)


def swapped_in(home: Home, built: Built, known: Ledger, reader: Reader) -> Built:
    """The store that was built aside in the place of the old one, and nothing kept that it does not need."""
    swapped = build.swap_in(built, home.store)
    shutil.rmtree(home.past, ignore_errors=True)  # what has been erased must be in none of them
    reader.forget(returns_of(home, known))
    if there := lake.configured():
        with suppress(lake.NoLake):  # the return is in: whoever writes next finds the lake behind, and publishes again
            lake.publish(there, home.store)
    return swapped


def rebuild(home: Home) -> Built:
    """Build the store of an installation and swap it in. Raises Busy, Damaged and CannotBuild."""
    with ledger.writing(home.ledger):
        return rebuilt(home, recovered(home))


def rebuilt(home: Home, known: Ledger) -> Built:
    """The store built again and swapped in. Only for whoever holds the lock."""
    reader = reader_of(home)
    return swapped_in(home, built_aside(home, known, reader, afresh=True), known, reader)


def up_to_date(home: Home) -> Built | None:
    """Rebuild the store where it is not what the ledger says, and finish what a kill broke off; None where all was well."""
    if _is_sound(home) and is_current(home):
        return None
    with ledger.writing(home.ledger):
        known = recovered(home)
        return None if is_current(home) else rebuilt(home, known)  # somebody else may have built it meanwhile


# folder of an installation -> the ledger and the store that were found to agree; the folders that held nothing stray.
_agreed: dict[Path, tuple] = {}
_tidy: dict[Path, tuple] = {}
# A folder changed within this time of being looked at may change again without showing it.
CLOCK_TICK = 50_000_000  # nanoseconds


def store(home: Home, audience: str = "full") -> Store:
    """The store of an installation for an audience: what pages and commands open.

    The full store is rebuilt first where it is out of date, and what a kill left is cleared; what was found sound is
    not looked at again until the ledger, the store or a folder changes. The public store is the last release, as it
    is: NoStore where there is none.
    """
    if audience == "public":
        return opened(home, audience)
    seen = _states(home.ledger, home.store)
    if _agreed.get(home.folder) != seen:
        if not is_current(home) and up_to_date(home):
            seen = _states(home.ledger, home.store)
        _agreed[home.folder] = seen
    _tidied(home)
    return opened(home, audience)


def opened(home: Home, audience: str = "full") -> Store:
    """The finished store for an audience as it is, from the lake where there is one. Raises NoStore and NoLake."""
    if audience not in AUDIENCES:
        raise ValueError(f"An audience is one of {', '.join(AUDIENCES)}, not {audience!r}")
    if there := lake.configured(audience):
        return lake.open_store(there)
    return open_store(home.public if audience == "public" else home.store)


def _tidied(home: Home) -> None:
    """Clears what a killed process left. What a living one is writing is its own: the next to look will look again.

    A folder that this process may not write to is left as it is: the store in it is sound all the same.
    """
    began = time.time_ns()
    seen = _states(home.ledger, home.folder, home.originals, home.kept)
    if _tidy.get(home.folder) == seen:
        return
    if not _is_sound(home):
        with suppress(ledger.Busy, OSError), ledger.writing(home.ledger, wait=0):
            recovered(home)
    elif all(state is None or abs(began - state[1]) > CLOCK_TICK for state in seen):
        _tidy[home.folder] = seen


def recovered(home: Home) -> Ledger:
    """The ledger, with everything put right that a kill or a power cut can leave. Only for whoever holds the lock.

    Cuts off a line that was not finished, finishes erasures, and deletes files that belong to no event. Raises
    Damaged where the ledger ends before the store does.
    """
    known = ledger.cut_torn(home.ledger, ledger.as_it_stands(home.ledger))
    held = build.made_from(home.store)
    if held is not None and not known.contains(held[1]):
        raise ledger.Damaged(
            f"{home.ledger.name} ends before the store does: lines are missing at its end. Put back a copy of the folder"
            f" from before, or delete {home.store.name} to go on with what the ledger holds; nothing was changed now."
        )
    known = ledger.forget_content(home.ledger, known)
    for left in strays(home, known):
        build.remove(left)
    return known


def originals(known: Ledger) -> dict[str, Event]:
    """sha256 -> the last event that came in with that original, erased ones left out."""
    return {str(event.holds("sha256")): event for event in known.came_in.values() if event.content is not None}


def strays(home: Home, known: Ledger) -> list[Path]:
    """Files of an installation that belong to nothing in the ledger: a kill left them, or somebody is writing them now."""
    wanted = originals(known)
    found = [file for file in _files(home.originals) if file.name not in wanted]
    told = {each.sha256[:32] for each in returns_of(home, known)}
    found += [file for file in home.kept.glob("*.parquet") if file.name[:32] not in told]
    return found + [file for folder in (home.folder, home.kept) for file in _files(folder) if _is_unfinished(file)]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_unfinished(file: Path) -> bool:
    return file.suffix == ".part" or ".building" in file.name


def has_its_bytes(file: Path, sha256: str) -> bool:
    """Whether an original is there, and is what was accepted."""
    try:
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == sha256
    except FileNotFoundError:
        return False


def _is_sound(home: Home) -> bool:
    known = ledger.read(home.ledger)
    unforgotten = any(event.content for event in known.came_in.values() if event.return_id in known.erased)
    return not known.torn and not unforgotten and not strays(home, known)


def _states(*paths: Path) -> tuple:
    """What tells whether a file or the names in a folder changed: which it is, when it changed, how large it is."""
    found = []
    for path in paths:
        try:
            status = path.stat()
            found.append((status.st_ino, status.st_mtime_ns, status.st_size))
        except FileNotFoundError:
            found.append(None)
    return tuple(found)


def _fingerprint(home: Home, reader: Reader, listed: list[Return], known: Ledger) -> str:
    return build.fingerprint(home.reference, [reader.checks, known.store_head, *(one.told for one in listed)])
