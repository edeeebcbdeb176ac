"""Accepting, replacing, withdrawing and erasing: each is one act, entirely done or not done at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from parity import access, audit, build, current, ledger, release
from parity.access import OWNER, Visitor
from parity.candidate import (
    ACCEPTED,
    Acceptance,
    Sent,
    already,
    answers,
    bodies,
    judged,
    known_to,
    not_theirs,
    one_line,
    overtaken,
    read,
    remembered,
    when,
)
from parity.checkers import Begun, Checkers, in_turn
from parity.intake import layouts
from parity.ledger import Event, Ledger
from parity.places import Home
from parity.release.worker import in_worker
from parity.returns import Reader, packed
from parity.trouble import NotDone, in_words

if TYPE_CHECKING:
    from parity.intake.check import Checked


def accept(home: Home, file: Sent, *, by: str, visitor: Visitor = OWNER) -> Acceptance:
    """Checks a file and takes it in: the original, a line in the ledger, a new store. All of it, or none.

    Until the line is in the ledger nothing has happened; from then on the return is in, whatever happens next. Raises
    NotDone where the disk is full, somebody else has been writing for minutes, or the ledger is damaged; Refused, one of
    those, where the visitor may not send it. Whoever signed in is who accepts it, whatever `by` says.
    """
    visitor = access.check(home, visitor, access.SEND)
    by = _needed(_who(visitor, by), "who accepts it (--by)")
    file = dataclasses.replace(file, sender=file.sender or by)
    with in_words():
        known = ledger.as_it_stands(home.ledger)
        if not file.answers and (again := already(known, file, file.kind)):
            return again
        reader = current.reader_of(home, writes=False)
        told = bodies(home, known, reader)
        checked = read(file, known, reader, told)
        if refused := _refused(home, file, checked, visitor):
            return refused
        if checked.outcome != ACCEPTED:
            return judged(home, known, reader, file, checked)
        with ledger.writing(home.ledger):
            known, reader.writes = current.recovered(home), True
            now = bodies(home, known, reader)
            if now != told:  # another return has come in since, and names bodies that this one may mean
                told, checked = now, read(file, known, reader, now)
            if again := already(known, file, checked.kind, checked.answers):
                return again
            found = overtaken(home, known, reader, file, checked) or judged(home, known, reader, file, checked)
            if found.outcome != ACCEPTED:
                return found
            visitor = access.check(home, visitor, access.SEND, _told_of(known, checked, found.replaces))
            return _take_in(home, known, reader, file, by, found, told, visitor)


def accept_all(home: Home, files: Iterable[Sent], *, by: str, visitor: Visitor = OWNER) -> list[Acceptance]:
    """Checks files one after another and takes in those that can come in: what became of each, in their order.

    One store is built for all of them, which is what takes time; each has its own line in the ledger, and a kill half-way
    leaves the files whose lines are there. Nobody else can write meanwhile. Raises as `accept` does, and then none came in.
    """
    visitor = access.check(home, visitor, access.SEND)
    by = _needed(_who(visitor, by), "who accepts them (--by)")
    found: list[Acceptance] = []
    events: dict[int, Event] = {}
    with in_words(), ledger.writing(home.ledger):
        known, reader = current.recovered(home), current.reader_of(home)
        after, told = known, bodies(home, known, reader)
        named = (dataclasses.replace(file, sender=file.sender or by) for file in files)

        def begin(file: Sent) -> Begun | None:
            return checkers.begin(file, answers(file, after), told)

        try:
            with Checkers(home.reference) as checkers:
                for file, begun in in_turn(named, begin):
                    one = _judged_in_turn(home, after, reader, file, told, visitor, begun)
                    if one.outcome == ACCEPTED:
                        event = _event(home, after, file, by, one, told)
                        _kept(home, event, file, one, reader)
                        after, events[len(found)] = ledger.with_event(after, event), event
                        told = bodies(home, after, reader) if event.kind == "bodies" else told
                        told_only = dataclasses.replace(one.checked, records=one.checked.records.iloc[:0], packed=b"")
                        one = dataclasses.replace(one, checked=told_only)
                    found.append(one)
            if events:
                _done(home, known, list(events.values()), reader)
        except BaseException:
            if ledger.read(home.ledger).head == known.head:  # none of them came in: nothing of them stays
                current.recovered(home)
                reader.forget(current.returns_of(home, known))
            raise
        return [_said(home, events[at], one, by, visitor) if at in events else one for at, one in enumerate(found)]


def _refused(home: Home, file: Sent, checked: Checked, visitor: Visitor) -> Acceptance | None:
    """The refusal of a file that speaks of bodies that are not the visitor's: written down."""
    refused = not_theirs(visitor, file, checked)
    if refused:
        audit.refused(home, visitor.who, visitor.role, access.SEND, about=checked.kind or "", bodies=checked.bodies)
    return refused


def _judged_in_turn(
    home: Home,
    known: Ledger,
    reader: Reader,
    file: Sent,
    told: Mapping[str, str],
    visitor: Visitor,
    begun: Begun | None,
) -> Acceptance:
    """What becomes of one of several files, after those before it."""
    if not file.answers and (again := already(known, file, file.kind)):
        return again
    checked = (begun and begun.result(answers(file, known), told)) or read(file, known, reader, told)
    if refused := _refused(home, file, checked, visitor):
        return refused
    if checked.outcome == ACCEPTED and (again := already(known, file, checked.kind, checked.answers)):
        return again
    one = judged(home, known, reader, file, checked)
    if one.outcome == ACCEPTED:
        access.check(home, visitor, access.SEND, _told_of(known, checked, one.replaces))
    return one


def withdraw(home: Home, return_id: str, *, by: str, why: str, erase: bool = False, visitor: Visitor = OWNER) -> str:
    """Takes a return out of the stores; with erase its original too, and all that the ledger says it held.

    Says in a sentence what was done. Raises NotDone for a return that is not there or has been withdrawn, and Refused
    for one that the visitor may not take out; which of the two is not told to someone who may not see it.
    """
    act = access.ERASE if erase else access.WITHDRAW
    visitor = access.check(home, visitor, act, about=return_id)
    by, why = _needed(_who(visitor, by), "who withdraws it (--by)"), _needed(why, "why (--why)")
    with in_words(), ledger.writing(home.ledger):
        known, reader = current.recovered(home), current.reader_of(home)
        of = known.came_in.get(return_id)
        access.check(home, visitor, act, of.holds("bodies", ()) if of else (), about=return_id)
        came, left = _came_in(known, return_id), known.left.get(return_id)
        if return_id in known.erased:
            raise NotDone(f"{return_id} has been erased already, {when(left)}.")
        if left is not None and not erase:
            raise NotDone(f"{return_id} is not in the store: it was {left.event} {when(left)}.")
        event = ledger.following(
            known,
            ledger.ERASED if erase else ledger.WITHDRAWN,
            by=by,
            why=why,
            return_id=return_id,
            kind=came.kind,
            sender=came.sender,
        )
        known = _done(home, known, [event], reader)
        if erase:
            known = current.recovered(home)  # which finishes erasures
        shared = came.holds("sha256") in current.originals(known)
    audit.noted(home, by, visitor.role, act, about=return_id, bodies=came.holds("bodies", ()))
    said = f"{return_id} is withdrawn; its file is kept."
    if erase:
        said = f"{return_id} is erased: its file is deleted."
        said = f"{return_id} is erased; another return holds the same file, which stays." if shared else said
    said = " ".join([said, *(f"{one} stays out: send its file again to bring it back." for one in came.replaces)])
    return said if not home.public.exists() else f"{said} {_released_without(home, by, visitor.role, erase)}"


def _released_without(home: Home, by: str, role: str, erased: bool) -> str:
    """The public store made again without what has gone, or taken down where that cannot be: it may not stay as it was."""
    if erased:  # for these seconds nothing is told, so that a kill now does not leave what was to be erased
        release.take_down(home)
    try:
        return f"The public store was made again without it: {in_worker(home, by=by, role=role)['release_id']}."
    except BaseException as why:
        release.take_down(home)
        if isinstance(why, NotDone):
            return f"The public store has been taken down, as it could not be made again: {why}"
        raise


def answer(home: Home, sender: str, answers: Mapping[str, str], *, by: str, visitor: Visitor = OWNER) -> None:
    """Remembers what a sender's labels mean, without a return. An empty code takes an answer back. Raises Refused."""
    visitor = access.check(home, visitor, access.SEND, [sender], about=sender)
    by, sender = _needed(_who(visitor, by), "who answers"), _needed(sender, "whose labels they are")
    with in_words(), ledger.writing(home.ledger):
        known = current.recovered(home)
        content = {"remembered": remembered(answers)}
        event = ledger.following(known, ledger.ANSWERED, by=by, sender=sender, content=content)
        ledger.commit(home.ledger, event)


def examples(home: Home, wanted: bool, *, by: str, visitor: Visitor = OWNER) -> bool:
    """Removes the illustrative returns for good, or brings them back; whether anything changed. Raises Refused."""
    visitor = access.check(home, visitor, access.EXAMPLES)
    by = _needed(_who(visitor, by), "who does it (--by)")
    with in_words(), ledger.writing(home.ledger):
        known = current.recovered(home)
        if known.has_examples == wanted:
            return False
        event = ledger.following(known, ledger.EXAMPLES_RESTORED if wanted else ledger.EXAMPLES_REMOVED, by=by)
        _done(home, known, [event], current.reader_of(home))
    return True


def _take_in(
    home: Home,
    known: Ledger,
    reader: Reader,
    file: Sent,
    by: str,
    found: Acceptance,
    told: Mapping[str, str],
    visitor: Visitor,
) -> Acceptance:
    """The act itself, by whoever holds the lock, for a file that can come in."""
    event = _event(home, known, file, by, found, told)
    original = home.originals / file.sha256
    there = original.exists()
    try:
        _kept(home, event, file, found, reader)
        _done(home, known, [event], reader)
    except BaseException:
        if ledger.read(home.ledger).head != event.hash:  # it did not come in: nothing of it stays
            if not there:
                original.unlink(missing_ok=True)
            reader.forget(current.returns_of(home, known))
        raise
    return _said(home, event, found, by, visitor)


def _event(home: Home, known: Ledger, file: Sent, by: str, found: Acceptance, told: Mapping[str, str]) -> Event:
    """The event by which a file comes in."""
    checked = found.checked
    assert checked is not None
    return ledger.following(
        known,
        ledger.REPLACED if found.replaces else ledger.ACCEPTED,
        by=by,
        return_id=ledger.next_id(known),
        kind=checked.kind,
        sender=file.sender,
        replaces=found.replaces,
        content=_content(file, checked, found, told),
    )


def _kept(home: Home, event: Event, file: Sent, found: Acceptance, reader: Reader) -> None:
    """The original of a return and its records, where they will be looked for."""
    assert found.checked is not None
    original = home.originals / file.sha256
    if not original.exists():
        ledger.write_whole(original, file.data)
    reader.keep(current.returned(home, event), found.checked.packed or packed(found.checked.records))


def _said(home: Home, event: Event, found: Acceptance, by: str, visitor: Visitor) -> Acceptance:
    """What became of a file that is in, noted."""
    assert found.checked is not None
    audit.noted(home, by, visitor.role, audit.ACCEPTED, about=event.return_id, bodies=found.checked.bodies)
    said = f"Accepted as {event.return_id}: {found.message}"
    return dataclasses.replace(found, message=said, return_id=event.return_id, by=by, time=event.time)


def _content(file: Sent, checked: Checked, found: Acceptance, told: Mapping[str, str]) -> dict[str, object]:
    """What the ledger keeps of a return until it is erased: enough to read it the same way again, and to list it."""
    return {
        "title": f"{layouts.layout(checked.kind).title}: {file.filename}",
        "filename": file.filename,
        "sha256": file.sha256,
        "bytes": len(file.data),
        "answers": dict(checked.answers),
        "known": known_to(checked, told),
        "limits": dataclasses.asdict(file.limits) if file.limits else {},
        "remembered": remembered(checked.answers),
        "bodies": list(checked.bodies),
        "period": list(checked.period),
        "rows_read": checked.rows_read,
        "rows_accepted": checked.rows_accepted,
        "rows_left_out": checked.rows_left_out,
        "records": len(checked.records),
        "understood": checked.understood,
        "changes": found.changes.sentence if found.changes else "",
    }


def _done(home: Home, known: Ledger, events: Sequence[Event], reader: Reader) -> Ledger:
    """Builds the store as it will be, commits the events, and only then swaps the store in."""
    after = known
    for event in events:
        after = ledger.with_event(after, event)
    built = current.built_aside(home, after, reader)
    try:
        for event in events:
            ledger.commit(home.ledger, event)
    except BaseException:
        build.discard(built)
        raise
    try:
        current.swapped_in(home, built, after, reader)
    except OSError:  # the events are in: whoever opens the store next finds it stale and builds it again
        build.discard(built)
    return after


def _came_in(known: Ledger, return_id: str) -> Event:
    if return_id.startswith(("published-", "illustrative-")):
        how = "`python -m parity examples remove` removes all illustrative returns."
        raise NotDone(f"{return_id} comes with Parity and cannot be withdrawn. {how}")
    if return_id not in known.came_in:
        raise NotDone(f"There is no return {return_id}: `python -m parity returns` lists them.")
    return known.came_in[return_id]


def _who(visitor: Visitor, by: str) -> str:
    """Who does it: whoever signed in, or at the machine itself the name that was written."""
    return by if visitor == OWNER else visitor.who


def _told_of(known: Ledger, checked: Checked, replaces: tuple[str, ...]) -> set[str]:
    """Every body that a return speaks of, and those of the returns that it takes the place of."""
    others = (known.came_in[one].holds("bodies", ()) for one in replaces if one in known.came_in)
    return {*checked.bodies, *(str(body) for told in others for body in told)}


def _needed(text: str, what: str) -> str:
    """A name or a reason on one line. Raises NotDone where it is empty."""
    if not (plain := one_line(text)):
        raise NotDone(f"Say {what}: it is kept with the return.")
    return plain
