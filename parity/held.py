"""Copies to put away: everything an installation cannot make again, and everything it holds for one body."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path

from parity import access, audit, current, ledger
from parity.access import OWNER, Visitor
from parity.candidate import when
from parity.ledger import Event
from parity.places import Home
from parity.trouble import NotDone, in_words

# What cannot be made again. The full store can (from these); the public one is kept, as it is what was released.
KEPT = ("ledger.jsonl", "people.csv", "audit.jsonl", "public.duckdb")
FOLDERS = ("originals", "releases")
CONTENTS = "contents.json"
EARLIEST = (1980, 1, 1, 0, 0, 0)


def back_up(home: Home, to: Path) -> list[str]:
    """Copy what cannot be made again into one ZIP file; what went in. Nothing is taken in while it is being copied.

    The file of secrets stays out: a copy of it is another door to close. Raises NotDone where there is nothing yet.
    """
    with in_words(), ledger.writing(home.ledger):
        current.recovered(home)
        files = [home.folder / name for name in KEPT]
        files += [file for name in FOLDERS for file in sorted((home.folder / name).rglob("*"))]
        found = {file.relative_to(home.folder).as_posix(): file for file in files if file.is_file()}
        if home.ledger.name not in found:
            raise NotDone("Nothing has been sent here yet: there is nothing to back up.")
        aside = to.with_name(f"{to.name}.part")
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            with zipfile.ZipFile(aside, "w", zipfile.ZIP_DEFLATED) as copy:
                sums = {}
                for name, file in found.items():
                    data = file.read_bytes()
                    sums[name] = hashlib.sha256(data).hexdigest()
                    copy.writestr(zipfile.ZipInfo(name, EARLIEST), data, zipfile.ZIP_DEFLATED)
                copy.writestr(CONTENTS, json.dumps(sums, indent=2))
            aside.replace(to)
        finally:
            aside.unlink(missing_ok=True)
    return list(found)


def restore(home: Home, copy: Path) -> list[str]:
    """Put a copy back into an empty folder, after checking every byte of it; the store is built from it when it is opened.

    Raises NotDone where the folder already holds a ledger, or the copy is not whole.
    """
    if home.ledger.exists():
        raise NotDone(f"{home.folder} already holds an installation: restore into an empty folder.")
    try:
        with zipfile.ZipFile(copy) as opened:
            sums = json.loads(opened.read(CONTENTS))
            whole = {name: opened.read(name) for name in sums}
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise NotDone(f"{copy.name} is not a whole copy of an installation; nothing was put back.") from error
    for name, data in whole.items():
        inside = (home.folder / name).resolve().is_relative_to(home.folder.resolve())
        if not inside or hashlib.sha256(data).hexdigest() != sums[name]:
            raise NotDone(f"{name} in {copy.name} is not as it was copied; nothing was put back.")
    last = home.ledger.name  # without it the folder counts as empty, so a restore that was broken off can be done again
    with in_words():
        for name in sorted(whole, key=lambda name: name == last):
            ledger.write_whole(home.folder / name, whole[name])
    return list(whole)


def for_body(home: Home, body: str, visitor: Visitor = OWNER) -> bytes:
    """Everything held for one body as a ZIP file: its returns as they were sent, and what was done with each.

    Raises Refused, with an audit line, for a body that is not the visitor's; that it was given out is written down. A
    return that also speaks of other bodies is listed, and its file left out for anyone who may not see all of it.
    """
    visitor = access.check(home, visitor, access.EXPORT, [body], about=body)
    with in_words():
        known = ledger.read(home.ledger)
        events = [event for event in known.came_in.values() if body in _bodies(event)]
        audit.done(home, visitor.who, visitor.role, audit.EXPORTED, about="held", bodies=[body])
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            listed = []
            for event in events:
                whole = access.may(visitor, access.EXPORT, _bodies(event))
                file = home.originals / str(event.holds("sha256"))
                listed.append(_told(event, known.left.get(event.return_id), whole))
                if whole and file.exists():
                    name = f"{event.return_id}-{Path(str(event.holds('filename'))).name}"
                    made.writestr(zipfile.ZipInfo(name, EARLIEST), file.read_bytes(), zipfile.ZIP_DEFLATED)
            made.writestr("returns.json", json.dumps({"body": body, "returns": listed}, indent=2, ensure_ascii=False))
    return out.getvalue()


def _bodies(event: Event) -> list[str]:
    told = event.holds("bodies", [])
    return [str(body) for body in told] if isinstance(told, (list, tuple)) else []


def _told(event: Event, left: Event | None, whole: bool) -> dict[str, object]:
    return {
        "return": event.return_id,
        "kind": event.kind,
        "accepted": when(event),
        "state": f"{left.event} {when(left)}" if left else "in the store",
        "why": left.why if left else "",
        "file": event.holds("filename") if whole else "speaks of other bodies too: ask a regional officer",
        "records": event.holds("records", None) if whole else None,
        "period": event.holds("period", []),
        "answers": event.holds("answers", {}) if whole else {},
    }
