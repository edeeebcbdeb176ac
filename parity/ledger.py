"""What was accepted, replaced, withdrawn and erased, by whom, when and why: a file that only grows, each line chained to the one before."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

BEGINNING = "0" * 64
# accepted: a return came in. replaced: a return came in, in the place of others. answered: what a label means.
ACCEPTED, REPLACED, WITHDRAWN, ERASED = "accepted", "replaced", "withdrawn", "erased"
ANSWERED, EXAMPLES_REMOVED, EXAMPLES_RESTORED = "answered", "examples removed", "examples restored"
EVENTS = (ACCEPTED, REPLACED, WITHDRAWN, ERASED, ANSWERED, EXAMPLES_REMOVED, EXAMPLES_RESTORED)
WAIT = 120.0  # seconds to wait for whoever else is writing


class Damaged(Exception):
    """The ledger is not as it was written; the message says where. It is never mended by guessing."""


class Busy(Exception):
    """Somebody else has been writing for too long; the message is a sentence."""


@dataclass(frozen=True)
class Event:
    """One line of the ledger. Order is by sequence; the time is only ever shown.

    content is what an erasure takes away: file name, hash of the original, answers, bodies, period and figures. The
    line holds a hash of it, so that the chain stays whole without it; content is None once it is erased.
    """

    sequence: int
    event: str
    time: str
    by: str
    why: str
    return_id: str
    kind: str
    sender: str
    replaces: tuple[str, ...]
    before: str
    content_hash: str
    hash: str
    content: Mapping[str, object] | None = field(default_factory=dict)

    @property
    def came_in(self) -> bool:
        """Whether a return came in with this event."""
        return self.event in (ACCEPTED, REPLACED)

    def holds(self, name: str, otherwise: object = "") -> object:
        """A piece of the content, or `otherwise` where there is none or it was erased."""
        return (self.content or {}).get(name, otherwise)

    @property
    def line(self) -> bytes:
        """The event as it stands in the file."""
        return _plain(self.__dict__) + b"\n"


class Torn(NamedTuple):
    """The end of a ledger that was being written when the machine stopped: how many bytes, from where."""

    at: int
    length: int


@dataclass(frozen=True)
class Ledger:
    """Every event in order, and what follows from them."""

    events: tuple[Event, ...] = ()
    torn: Torn | None = None

    @property
    def head(self) -> str:
        """The hash of the last event; BEGINNING where there is none."""
        return self.events[-1].hash if self.events else BEGINNING

    @property
    def store_head(self) -> str:
        """The hash of the last event that changes what a store holds: an answer alone does not."""
        return next((event.hash for event in reversed(self.events) if event.event != ANSWERED), BEGINNING)

    @cached_property
    def came_in(self) -> dict[str, Event]:
        """return_id -> the event with which it came in, in order."""
        return {event.return_id: event for event in self.events if event.came_in}

    @cached_property
    def left(self) -> dict[str, Event]:
        """return_id -> the event that took a return out of the stores: replaced by another, withdrawn or erased."""
        found: dict[str, Event] = {}
        for event in self.events:
            if event.event == REPLACED:
                found |= dict.fromkeys(event.replaces, event)
            elif event.event in (WITHDRAWN, ERASED):
                found[event.return_id] = event
        return found

    @property
    def live(self) -> list[Event]:
        """The events whose returns the stores hold, in order."""
        return [event for return_id, event in self.came_in.items() if return_id not in self.left]

    @cached_property
    def erased(self) -> frozenset[str]:
        """The returns whose content is gone, or has to go."""
        return frozenset(event.return_id for event in self.events if event.event == ERASED)

    @property
    def has_examples(self) -> bool:
        """Whether the illustrative returns are wanted: they are until someone removes them."""
        said = [event.event for event in self.events if event.event in (EXAMPLES_REMOVED, EXAMPLES_RESTORED)]
        return not said or said[-1] == EXAMPLES_RESTORED

    def answers(self, sender: str) -> dict[str, str]:
        """What a sender has said that labels mean, the latest answer to each, in the order first given."""
        found: dict[str, str] = {}
        for event in self.events:
            if event.sender == sender and sender:
                remembered = event.holds("remembered", {})
                assert isinstance(remembered, Mapping)
                found |= {str(label): str(code) for label, code in remembered.items()}
        return {label: code for label, code in found.items() if code}

    def contains(self, head: str) -> bool:
        """Whether an event with this hash is in the ledger."""
        return head == BEGINNING or any(event.hash == head for event in self.events)


def read(file: Path) -> Ledger:
    """The ledger as it stands; an unfinished last line is told of and not used. Raises Damaged."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return Ledger()
    whole = data.rfind(b"\n") + 1
    torn = Torn(whole, len(data) - whole) if whole < len(data) else None
    return Ledger(tuple(_events(file.name, data[:whole])), torn)


def as_it_stands(file: Path) -> Ledger:
    """The same, read again only when the file has changed: for pages, and for whoever looks twice before writing."""
    try:
        status = file.stat()
    except FileNotFoundError:
        return Ledger()
    return _as_it_stands(file, status.st_ino, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _as_it_stands(file: Path, *version: int) -> Ledger:
    return read(file)


def _events(name: str, data: bytes) -> Iterator[Event]:
    before = BEGINNING
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            told = json.loads(line)
            event = Event(**told | {"replaces": tuple(told["replaces"])})
        except (ValueError, TypeError, KeyError):
            raise Damaged(f"Line {number} of {name} is damaged: {ASK}") from None
        if event.before != before or event.sequence != number or event.hash != _hash_of(event.__dict__):
            raise Damaged(f"Line {number} of {name} does not follow from the line before it: {ASK}")
        if event.content is not None and event.content_hash != _digest(_plain(event.content)):
            raise Damaged(f"Line {number} of {name} does not hold what it held when it was written: {ASK}")
        before = event.hash
        yield event


ASK = (
    "it was changed by something other than Parity. Put back a copy of the folder from before; nothing was changed now."
)


@contextmanager
def writing(file: Path, wait: float = WAIT) -> Iterator[None]:
    """Holds the one lock for writing to an installation; it goes with the process that holds it. Raises Busy."""
    from filelock import FileLock, Timeout

    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file.with_suffix(".lock"), timeout=wait, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(
            f"Somebody else has been changing the returns for {wait:.0f} seconds. Nothing was changed: try again."
        ) from None
    try:
        yield
    finally:
        lock.release()


def following(
    ledger: Ledger,
    event: str,
    *,
    by: str,
    why: str = "",
    return_id: str = "",
    kind: str = "",
    sender: str = "",
    replaces: tuple[str, ...] = (),
    content: Mapping[str, object] | None = None,
) -> Event:
    """The event that would come next. A return that comes in is named after its place: see next_id."""
    if event not in EVENTS:
        raise ValueError(f"'{event}' is not an event; they are {', '.join(EVENTS)}")
    sequence = len(ledger.events) + 1
    # Salted, so that nobody can find out an erased content by trying likely ones.
    held = {"salt": secrets.token_hex(16), **(content or {})}
    told = {
        "sequence": sequence,
        "event": event,
        "time": datetime.now(UTC).isoformat(timespec="seconds"),
        "by": by,
        "why": why,
        "return_id": return_id,
        "kind": kind,
        "sender": sender,
        "replaces": replaces,
        "before": ledger.head,
        "content_hash": _digest(_plain(held)),
    }
    return Event(**told, hash=_hash_of(told), content=held)


def next_id(ledger: Ledger) -> str:
    """What a return that comes in next is called."""
    return f"R{len(ledger.events) + 1:04d}"


def with_event(ledger: Ledger, event: Event) -> Ledger:
    """The ledger as it will be once the event is in it."""
    return Ledger((*ledger.events, event))


def commit(file: Path, event: Event) -> None:
    """Adds an event for good: when this returns it is on the disk, when it raises nothing was added.

    Only for whoever holds the lock, with the event that follows from the ledger as it is. OSError where the disk is
    full.
    """
    new = not file.exists()
    with file.open("ab", buffering=0) as opened:
        end = opened.tell()
        try:
            if opened.write(event.line) != len(event.line):  # a disk that fills up takes the beginning of the line
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(opened.fileno())
        except OSError:
            os.ftruncate(opened.fileno(), end)
            raise
    if new:
        sync_folder(file.parent)


def cut_torn(file: Path, ledger: Ledger) -> Ledger:
    """Cuts off an unfinished last line, which was never accepted. Only for whoever holds the lock."""
    if ledger.torn:
        with file.open("r+b") as opened:
            opened.truncate(ledger.torn.at)
            os.fsync(opened.fileno())
    return Ledger(ledger.events)


def forget_content(file: Path, ledger: Ledger) -> Ledger:
    """Takes the content out of every event of an erased return; the chain stays whole. Only for whoever holds the lock."""
    gone = [event for event in ledger.events if event.return_id in ledger.erased and event.came_in and event.content]
    if not gone:
        return ledger
    events = tuple(_without_content(event) if event in gone else event for event in ledger.events)
    write_whole(file, b"".join(event.line for event in events))
    return Ledger(events)


def write_whole(file: Path, data: bytes) -> None:
    """Writes a file whole or not at all, for good."""
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f"{file.name}.{os.getpid()}.part")
    try:
        with aside.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
        aside.replace(file)
        sync_folder(file.parent)
    finally:
        aside.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder last, as fsync makes the bytes of a file last."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _without_content(event: Event) -> Event:
    return Event(**{**event.__dict__, "content": None})


def _plain(told: Mapping[str, object]) -> bytes:
    return json.dumps(dict(told), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hash_of(told: Mapping[str, object]) -> str:
    """The hash of an event: of everything in it but its own hash and its content, of which it holds a hash."""
    return _digest(_plain({name: value for name, value in told.items() if name not in ("hash", "content")}))
