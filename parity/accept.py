"""Accepting, replacing, withdrawing and erasing: each is one act, entirely done or not done at all."""

from __future__ import annotations

import dataclasses
import errno
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from parity import build, current, ledger, versions
from parity.intake import layouts
from parity.ledger import Event, Ledger
from parity.places import Home
from parity.returns import DamagedOriginal, Reader, Return, Unreadable, frame_of, table_of

if TYPE_CHECKING:
    import pandas as pd

    from parity.build import Built
    from parity.intake.check import Checked
    from parity.intake.context import Context
    from parity.intake.read import Limits

ACCEPTED, ALREADY, NEEDS_ANSWERS, REFUSED = "accepted", "already accepted", "needs answers", "refused"
# Answers that are about one file, not about what a sender's labels mean: the next file is asked again.
OF_ONE_FILE = ("kind", versions.VERSION)


class NotDone(Exception):
    """Nothing was changed; the message is a sentence for the person who can do something about it."""


@dataclasses.dataclass(frozen=True)
class Acceptance:
    """What became of a file. outcome: accepted, already accepted, needs answers or refused.

    message says it in a sentence or two; return_id, by and time name the return where it is in; replaces and changes
    are filled where it took the place of others.
    """

    outcome: str
    message: str
    checked: Checked | None = None
    return_id: str = ""
    by: str = ""
    time: str = ""
    replaces: tuple[str, ...] = ()
    changes: versions.Changes | None = None


def look(
    home: Home,
    data: bytes,
    filename: str,
    *,
    kind: str | None = None,
    sender: str = "",
    answers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Checked:
    """Checks a file as it would be accepted now, with what its sender has answered before. Keeps nothing of it."""
    with _in_words():
        known = ledger.read(home.ledger)
        reader = current.reader_of(home, writes=False)
        return _checked(data, filename, kind, {**known.answers(sender), **(answers or {})}, limits,
                        reader.context.with_bodies(bodies(home, known, reader)))  # fmt: skip


def accept(
    home: Home,
    data: bytes,
    filename: str,
    *,
    by: str,
    kind: str | None = None,
    sender: str = "",
    answers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Acceptance:
    """Checks a file and takes it in: the original, a line in the ledger, a new store. All of it, or none.

    Until the line is in the ledger nothing has happened; from then on the return is in, whatever happens next. Raises
    NotDone where the disk is full, somebody else has been writing for minutes, or the ledger is damaged.
    """
    by = _plain(by, "who accepts it (--by)")
    sender = _line(sender) or by
    answers = {_line(str(label)): _line(str(code)) for label, code in (answers or {}).items()}
    filename = _line(Path(filename).name)
    with _in_words():
        known = ledger.read(home.ledger)
        if not answers and (already := _already(known, data, kind)):
            return already
        reader = current.reader_of(home, writes=False)
        told = bodies(home, known, reader)
        given = {**known.answers(sender), **answers}
        checked = _checked(data, filename, kind, given, limits, reader.context.with_bodies(told))
        if checked.outcome != ACCEPTED:
            return Acceptance(checked.outcome, _why_not(checked), checked)
        with ledger.writing(home.ledger):
            known, reader.writes = current.recovered(home), True
            if already := _already(known, data, checked.kind, checked.answers):
                return already
            now, given = bodies(home, known, reader), {**known.answers(sender), **answers}
            if now != told:  # somebody else's return came in since, and names bodies that this one may mean
                told = now
                checked = _checked(data, filename, kind, given, limits, reader.context.with_bodies(told))
                if checked.outcome != ACCEPTED:
                    return Acceptance(checked.outcome, _why_not(checked), checked)
            return _take_in(home, known, reader, data, filename, by, sender, answers, limits, checked, told)


def withdraw(home: Home, return_id: str, *, by: str, why: str, erase: bool = False) -> str:
    """Takes a return out of the stores; with erase its original too, and all that the ledger says it held.

    Says in a sentence what was done. Raises NotDone for a return that is not there or has been withdrawn.
    """
    by, why = _plain(by, "who withdraws it (--by)"), _plain(why, "why (--why)")
    with _in_words(), ledger.writing(home.ledger):
        known, reader = current.recovered(home), current.reader_of(home)
        came = _came_in(known, return_id)
        left = known.left.get(return_id)
        if return_id in known.erased:
            raise NotDone(f"{return_id} has been erased already ({_when(left)}).")
        if left is not None and not erase:
            raise NotDone(f"{return_id} is not in the store: it was {left.event} {_when(left)}.")
        event = ledger.following(known, ledger.ERASED if erase else ledger.WITHDRAWN, by=by, why=why,
                                 return_id=return_id, kind=came.kind, sender=came.sender)  # fmt: skip
        known = _done(home, known, event, reader)
        if erase:
            current.recovered(home)  # which finishes erasures
        kept = erase and came.holds("sha256") in current.originals(known)
    back = [f"{one} stays out; send its file again to bring it back." for one in came.replaces]
    said = f"{return_id} is erased: its file is deleted." if erase else f"{return_id} is withdrawn; its file is kept."
    if kept:
        said = f"{return_id} is erased; its file is kept for another return that holds the same."
    return " ".join([said, *back])


def answer(home: Home, sender: str, answers: Mapping[str, str], *, by: str) -> None:
    """Remembers what a sender's labels mean, without a return. An empty code takes an answer back."""
    by, sender = _plain(by, "who answers"), _plain(sender, "whose labels they are")
    with _in_words(), ledger.writing(home.ledger):
        known = current.recovered(home)
        ledger.commit(home.ledger, ledger.following(known, ledger.ANSWERED, by=by, sender=sender,
                                                    content={"remembered": _remembered(answers)}))  # fmt: skip


def examples(home: Home, wanted: bool, *, by: str) -> bool:
    """Removes the illustrative returns for good, or brings them back; whether anything changed."""
    by = _plain(by, "who does it (--by)")
    with _in_words(), ledger.writing(home.ledger):
        known = current.recovered(home)
        if known.has_examples == wanted:
            return False
        kind = ledger.EXAMPLES_RESTORED if wanted else ledger.EXAMPLES_REMOVED
        _done(home, known, ledger.following(known, kind, by=by), current.reader_of(home))
    return True


def bodies(home: Home, known: Ledger, reader: Reader) -> dict[str, str]:
    """body_code -> name of every body that a return describes, the latest name of each."""
    found: dict[str, str] = {}
    for each in current.returns_of(home, known):
        if each.kind == "bodies" and (records := _records(reader, each)) is not None:
            found |= dict(zip(records["body_code"], records["name"], strict=True))
    return found


def _take_in(home, known, reader, data, filename, by, sender, answers, limits, checked, told) -> Acceptance:
    """The act itself, by whoever holds the lock: see accept."""
    layout = layouts.layout(checked.kind)
    sha256 = hashlib.sha256(data).hexdigest()
    others = _others(home, known, reader, checked)
    records = frame_of(table_of(checked.records)) if others else checked.records
    fate = versions.fate(layout, records, (checked.bodies, checked.period), sender,
                         others, answers.get(versions.VERSION, ""),
                         _replaced_copy(known, sha256))  # fmt: skip
    if fate.refused:
        return Acceptance(REFUSED, f"{filename}: {fate.refused}", checked)
    if fate.question:
        asked = dataclasses.replace(checked, outcome=NEEDS_ANSWERS, questions=(*checked.questions, fate.question))
        return Acceptance(NEEDS_ANSWERS, _ask(filename, fate.question), asked)
    changes = _changes(layout, fate, others, records, reader.context)
    mentioned = set(checked.bodies) | {code for _, one in _columns_of_bodies(layout, checked.records) for code in one}
    title = f"{layout.title}: {filename}"
    content = {
        "title": title, "filename": filename, "sha256": sha256, "bytes": len(data), "answers": dict(checked.answers),
        "known": {code: told[code] for code in sorted(mentioned) if code in told},
        "limits": dataclasses.asdict(limits) if limits else {}, "remembered": _remembered(checked.answers),
        "bodies": list(checked.bodies), "period": list(checked.period), "rows_read": checked.rows_read,
        "rows_accepted": checked.rows_accepted, "rows_left_out": checked.rows_left_out,
        "records": len(checked.records), "understood": checked.understood,
        "changes": changes.sentence if changes else "",
    }  # fmt: skip
    kind = ledger.REPLACED if fate.replaces else ledger.ACCEPTED
    event = ledger.following(known, kind, by=by, return_id=ledger.next_id(known), kind=checked.kind, sender=sender,
                             replaces=fate.replaces, content=content)  # fmt: skip
    original = home.originals / sha256
    already_there = original.exists()
    try:
        if not already_there:
            ledger.write_whole(original, data)
        reader.keep(current.returned(home, event), checked.records)
        _done(home, known, event, reader)
    except BaseException:
        if event.hash != ledger.read(home.ledger).head:  # it did not come in: nothing of it stays
            if not already_there:
                original.unlink(missing_ok=True)
            reader.forget(current.returns_of(home, known))
        raise
    said = f"Accepted as {event.return_id}: {checked.understood}."
    if changes:
        said += f" It takes the place of {_list(fate.replaces)}. {changes.sentence}"
    return Acceptance(ACCEPTED, said, checked, event.return_id, by, event.time, fate.replaces, changes)


def _done(home: Home, known: Ledger, event: Event, reader: Reader) -> Ledger:
    """Builds the store as it will be, commits the event, and only then swaps the store in."""
    after = ledger.with_event(known, event)
    built: Built = current.built_aside(home, after, reader)
    try:
        ledger.commit(home.ledger, event)
    except BaseException:
        build.discard(built)
        raise
    try:
        current.swapped_in(home, built, after, reader)
    except OSError:  # the event is in: whoever opens the store next finds it stale and builds it again
        build.discard(built)
    return after


def _checked(data, filename, kind, answers, limits, context: Context) -> Checked:
    from parity.intake.check import check

    return check(data, filename, context, kind=kind, answers=answers, limits=limits)


def _already(
    known: Ledger, data: bytes, kind: str | None, answers: Mapping[str, str] | None = None
) -> Acceptance | None:
    """The same file again changes nothing, unless its sender now says that its labels mean something else."""
    sha256 = hashlib.sha256(data).hexdigest()
    for event in known.live:
        same = answers is None or event.holds("answers", {}) == answers
        if event.holds("sha256") == sha256 and kind in (None, event.kind) and same:
            said = f"This file was already accepted as {event.return_id}, {_when(event)}. Nothing was changed."
            return Acceptance(ALREADY, said, None, event.return_id, event.by, event.time)
    return None


def _replaced_copy(known: Ledger, sha256: str) -> str:
    """The return this file once came in as, where a later version has taken its place."""
    for return_id, event in known.came_in.items():
        left = known.left.get(return_id)
        if event.holds("sha256") == sha256 and left is not None and left.event == ledger.REPLACED:
            successor = left.return_id
            if successor not in known.left:
                return return_id
    return ""


def _others(home: Home, known: Ledger, reader: Reader, checked: Checked) -> list[versions.Other]:
    """The returns of the same kind that may speak of the same things."""
    layout = layouts.layout(checked.kind)
    found = []
    for each in current.returns_of(home, known):
        if each.kind != checked.kind or (records := _records(reader, each)) is None:
            continue
        event = known.came_in.get(each.return_id)
        told = set(records[layout.body]) - {""} if layout.body else set()
        if layout.body and told.isdisjoint(checked.bodies) and (told or checked.bodies):
            continue
        period = event.holds("period", ["", ""]) if event else ["", ""]
        found.append(versions.Other(each.return_id, each.standing, _called(each), each.sender, tuple(sorted(told)),
                               tuple(period), records))  # fmt: skip
    return found


def _records(reader: Reader, each: Return) -> pd.DataFrame | None:
    """The records of a return, None where the checks of today do not read it."""
    try:
        return reader.frame(each)
    except Unreadable:
        return None


def _changes(layout, fate, others, records, context: Context) -> versions.Changes | None:
    import pandas as pd

    old = [other.records for other in others if other.return_id in fate.replaces]
    return versions.between(layout, pd.concat(old, ignore_index=True), records, context.groups) if old else None


def _columns_of_bodies(layout: layouts.Layout, records: pd.DataFrame) -> Iterator[tuple[str, set[str]]]:
    for field in layout.fields:
        if field.means == "body" and field.name in records:
            yield field.name, {str(code) for code in records[field.name].dropna().unique() if code}


def _remembered(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the sender's next file too: what labels mean, not what this one file is about."""
    columns = {field.name for layout in layouts.all_layouts() for field in layout.fields}
    return {label: code for label, code in answers.items() if label not in columns and label not in OF_ONE_FILE}


def _came_in(known: Ledger, return_id: str) -> Event:
    if return_id.startswith(("published-", "illustrative-")):
        how = "`python -m parity examples remove` removes all illustrative returns."
        raise NotDone(f"{return_id} comes with Parity and cannot be withdrawn. {how}")
    try:
        return known.came_in[return_id]
    except KeyError:
        raise NotDone(f"There is no return {return_id}: `python -m parity returns` lists them.") from None


def _line(text: str) -> str:
    """Text on one line that can be written down, whatever it was typed on."""
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def _plain(text: str, what: str) -> str:
    """A name or a reason on one line. Raises NotDone where it is empty."""
    plain = _line(text)
    if not plain:
        raise NotDone(f"Say {what}: it is kept with the return.")
    return plain


def _why_not(checked: Checked) -> str:
    worst = [problem for problem in checked.problems if problem.severity != "put_right"]
    more = f" (and {len(worst) - 1} more)" if len(worst) > 1 else ""
    head = "Not accepted" if checked.outcome == REFUSED else "Not accepted yet"
    return f"{head}: {worst[0].message}{more}." if worst else f"{head}."


def _ask(filename: str, question) -> str:
    codes = " or ".join(f"{choice.code} ({choice.label})" for choice in question.choices)
    return f"Not accepted yet: {filename}: {question.asks}. Answer {question.label} with {codes}."


def _called(each: Return) -> str:
    return f"{each.title}, from {each.sender}"


def _when(event: Event | None) -> str:
    if event is None:
        return ""
    return f"on {datetime.fromisoformat(event.time):%-d %B %Y} by {event.by}"


def _list(things) -> str:
    return " and ".join([", ".join(things[:-1]), things[-1]]) if len(things) > 1 else "".join(things)


@contextmanager
def _in_words() -> Iterator[None]:
    """Turns what can go wrong around the act into a sentence."""
    try:
        yield
    except (ledger.Busy, ledger.Damaged, build.CannotBuild, DamagedOriginal) as error:
        raise NotDone(str(error)) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NotDone("The disk is full, and nothing was changed. Make room, and send the file again.") from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            where = error.filename or "the folder of this installation"
            raise NotDone(f"Nothing was changed: Parity may not write to {where}.") from error
        raise
