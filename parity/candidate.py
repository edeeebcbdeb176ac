"""A file on its way in: checked, and set against what is here already. Nothing is kept of it."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from parity import access, current, ledger, versions
from parity.access import OWNER, Visitor
from parity.intake import layouts
from parity.intake.context import light
from parity.ledger import Event, Ledger
from parity.places import Home
from parity.returns import Reader, Return, Unreadable, frame_of, table_of, unpacked
from parity.trouble import in_words

if TYPE_CHECKING:
    import pandas as pd

    from parity.intake.check import Checked
    from parity.intake.read import Limits

ACCEPTED, ALREADY, NEEDS_ANSWERS, REFUSED = "accepted", "already accepted", "needs answers", "refused"
OVERTAKEN = "overtaken"  # somebody else has changed the same thing since the sender looked at it
# Answers that are about one file, not about what a sender's labels mean: the next file is asked again.
OF_ONE_FILE = ("kind", versions.VERSION)


@dataclasses.dataclass(frozen=True)
class Sent:
    """A file and what its sender says about it.

    seen is the last event of the ledger in the store its sender was looking at, where the file changes something there:
    it does not come in if somebody else has changed the same thing since (OVERTAKEN).
    """

    data: bytes
    filename: str
    sender: str = ""
    kind: str | None = None
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    limits: Limits | None = None
    seen: str = ""

    @cached_property
    def sha256(self) -> str:
        """The hash of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclasses.dataclass(frozen=True)
class Acceptance:
    """What becomes of a file. outcome: accepted, already accepted, needs answers, refused or overtaken.

    message says it in a sentence or two; return_id, by and time name the return where it is in; replaces and changes
    are filled where it takes the place of others.
    """

    outcome: str
    message: str
    checked: Checked | None = None
    return_id: str = ""
    by: str = ""
    time: str = ""
    replaces: tuple[str, ...] = ()
    changes: versions.Changes | None = None


def sent(
    data: bytes,
    filename: str,
    *,
    sender: str = "",
    kind: str | None = None,
    answers: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Sent:
    """A file as it was sent; names and answers on one line each, whatever they were typed on."""
    given = {light(one_line(str(label))): one_line(str(code)) for label, code in (answers or {}).items()}
    return Sent(data, one_line(Path(filename).name), one_line(sender), kind, given, limits)


def preview(home: Home, file: Sent, visitor: Visitor = OWNER) -> Acceptance:
    """What would become of a file if this visitor sent it now, with what its sender has answered before."""
    with in_words():
        known, reader = ledger.read(home.ledger), current.reader_of(home, writes=False)
        checked = read(file, known, reader, bodies(home, known, reader))
        if refused := not_theirs(visitor, file, checked):
            return refused
        if again := already(known, file, checked.kind, checked.answers):
            return dataclasses.replace(again, checked=checked)
        return judged(home, known, reader, file, checked)


def not_theirs(visitor: Visitor, file: Sent, checked: Checked) -> Acceptance | None:
    """A refusal where a file is not the visitor's to send, before it is set against what anyone else has sent.

    A body officer sends for their own bodies alone, in their name: what others' labels mean is not for them to say.
    """
    if visitor.role != access.BODY_OFFICER:
        return None if access.may(visitor, access.SEND) else _not_sent(access.refusal(visitor, access.SEND))
    if checked.kind in access.NOT_OF_ONE_BODY or (checked.outcome == ACCEPTED and not checked.bodies):
        return _not_sent(f"A file of this kind is for a regional officer to send, not a {visitor.role}.")
    if not set(checked.bodies) <= visitor.bodies or file.sender not in visitor.bodies:
        return _not_sent(access.refusal(visitor, access.SEND, [*checked.bodies, file.sender]))
    return None


def _not_sent(why: str) -> Acceptance:
    return Acceptance(REFUSED, f"Not accepted: {why}")


def bodies(home: Home, known: Ledger, reader: Reader) -> dict[str, str]:
    """body_code -> name of every body that a return describes, the latest name of each."""
    found: dict[str, str] = {}
    for each in current.returns_of(home, known):
        if each.kind == "bodies" and (records := _records(reader, each)) is not None:
            found |= dict(zip(records["body_code"], records["name"], strict=True))
    return found


def read(file: Sent, known: Ledger, reader: Reader, told: Mapping[str, str]) -> Checked:
    """The file checked, with the bodies that are known and what its sender has answered before."""
    return checked(file, answers(file, known), reader, told)


def answers(file: Sent, known: Ledger) -> dict[str, str]:
    """What the sender of a file says of it, and has said of others before."""
    return {**known.answers(file.sender), **file.answers}


def checked(file: Sent, answers: Mapping[str, str], reader: Reader, told: Mapping[str, str]) -> Checked:
    """The file checked with these answers and bodies."""
    from parity.intake.check import check

    context = reader.context.with_bodies(told)
    return check(file.data, file.filename, context, kind=file.kind, answers=answers, limits=file.limits)


def already(known: Ledger, file: Sent, kind: str | None, answers: Mapping[str, str] | None = None) -> Acceptance | None:
    """The same file again changes nothing, unless its sender now says that its labels mean something else."""
    for event in known.live:
        same = answers is None or event.holds("answers", {}) == answers
        if event.holds("sha256") == file.sha256 and kind in (None, event.kind) and same:
            said = f"This file was already accepted as {event.return_id}, {when(event)}. Nothing was changed."
            return Acceptance(ALREADY, said, None, event.return_id, event.by, event.time)
    return None


def overtaken(home: Home, known: Ledger, reader: Reader, file: Sent, checked: Checked) -> Acceptance | None:
    """Who has changed the same thing since the sender of a file looked at it; None where nobody has."""
    if not file.seen:
        return None
    layout = layouts.layout(checked.kind)
    seen = next((event.sequence for event in known.events if event.hash == file.seen), 0)
    records = frame_of(table_of(checked.records))
    for event in reversed(known.live):
        if event.sequence <= seen or event.kind != checked.kind:
            continue
        others = _records(reader, current.returned(home, event))
        if others is not None and (codes := versions.share_records(layout, records, others)):
            said = (
                f"{_list(tuple(codes))}: changed in the meantime by {event.return_id}, accepted {when(event)}. Nothing of yours was kept or"
                " lost: look at the other change, then save yours again or leave it."
            )
            return Acceptance(OVERTAKEN, said, checked, event.return_id, event.by, event.time)
    return None


def judged(home: Home, known: Ledger, reader: Reader, file: Sent, checked: Checked) -> Acceptance:
    """What becomes of a file that has been checked: whether it is new, replaces others, is asked about or refused."""
    if checked.outcome != ACCEPTED:
        return Acceptance(checked.outcome, _why_not(checked), checked)
    layout = layouts.layout(checked.kind)
    others = _others(home, known, reader, checked)
    scope = (checked.bodies, checked.period)
    said = file.answers.get(versions.VERSION, "")
    fate = versions.fate(layout, checked.records, scope, file.sender, others, said, _replaced_copy(known, file.sha256))
    if fate.refused:
        return Acceptance(REFUSED, f"Not accepted: {file.filename}: {fate.refused}", checked)
    if fate.question:
        asked = dataclasses.replace(checked, outcome=NEEDS_ANSWERS, questions=(*checked.questions, fate.question))
        return Acceptance(NEEDS_ANSWERS, _ask(file.filename, fate.question), asked)
    said, changes = f"{checked.understood}.", None
    if fate.replaces:
        records = unpacked(checked.packed) if checked.packed else frame_of(table_of(checked.records))
        changes = versions.between(
            layout, _replaced(home, known, reader, fate.replaces), records, reader.context.groups
        )
        said += f" It takes the place of {_list(fate.replaces)}. {changes.sentence}"
    return Acceptance(ACCEPTED, said, checked, replaces=fate.replaces, changes=changes)


def remembered(answers: Mapping[str, str]) -> dict[str, str]:
    """The answers that hold for the sender's next file too: what labels mean, not what this one file is about."""
    columns = {field.name for layout in layouts.all_layouts() for field in layout.fields}
    return {light(label): code for label, code in answers.items() if label not in columns and label not in OF_ONE_FILE}


def known_to(checked: Checked, told: Mapping[str, str]) -> dict[str, str]:
    """The bodies that the records name and that were known: with these alone the file is read the same way again."""
    named = set(checked.bodies)
    for field in layouts.layout(checked.kind).fields:
        if field.means == "body" and field.name in checked.records:
            named |= {str(code) for code in checked.records[field.name].dropna().unique()}
    return {code: told[code] for code in sorted(named) if code in told}


def one_line(text: str) -> str:
    """Text on one line that can be written down.

    >>> one_line(" Ann\\n Other ")
    'Ann Other'
    """
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").split())


def ended(sentence: str) -> str:
    """A sentence with a full stop, unless it ends with another mark.

    >>> ended("did you mean 'Asian'?"), ended("nothing was kept")
    ("did you mean 'Asian'?", 'nothing was kept.')
    """
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def when(event: Event | None) -> str:
    """When something was done and by whom, as sentences end."""
    return f"on {datetime.fromisoformat(event.time):%-d %B %Y} by {event.by}" if event else ""


def _others(home: Home, known: Ledger, reader: Reader, checked: Checked) -> list[versions.Other]:
    """The returns of the same kind that may speak of the same things; of those that cannot, nothing is read."""
    layout = layouts.layout(checked.kind)
    every = checked.kind in versions.EVERY_VERSION
    found = []
    for each in current.returns_of(home, known):
        if each.kind != checked.kind:
            continue
        event = known.came_in.get(each.return_id)
        period = event.holds("period", ["", ""]) if event else ["", ""]
        named = set(event.holds("bodies", ())) if event else None
        if named is not None and not every and _apart(named, checked.bodies):
            continue
        if not versions.may_meet(layout, checked.period, tuple(period)):
            continue
        if (records := _records(reader, each, versions.told_by(layout))) is None:
            continue
        told = set(records[layout.body].dropna()) - {""} if layout.body else set()
        if not every and _apart(told, checked.bodies):
            continue
        called = f"{each.title}, from {each.sender}"
        found.append(
            versions.Other(
                each.return_id, each.standing, called, each.sender, tuple(sorted(told)), tuple(period), records
            )
        )
    return found


def _apart(told: set, bodies: tuple[str, ...]) -> bool:
    """Whether two returns speak of bodies, and of no body that both of them speak of."""
    return told.isdisjoint(bodies) and bool(told or bodies)


def _records(reader: Reader, each: Return, columns: list[str] | None = None) -> pd.DataFrame | None:
    """The records of a return, None where the checks of today do not read it."""
    try:
        return reader.frame(each, columns)
    except Unreadable:
        return None


def _replaced(home: Home, known: Ledger, reader: Reader, replaces: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    of = [each for each in current.returns_of(home, known) if each.return_id in replaces]
    return pd.concat([reader.frame(each) for each in of], ignore_index=True)


def _replaced_copy(known: Ledger, sha256: str) -> str:
    """The return this file once came in as, where a version that still counts has taken its place."""
    for return_id, event in known.came_in.items():
        left = known.left.get(return_id)
        later_counts = left is not None and left.event == ledger.REPLACED and left.return_id not in known.left
        if event.holds("sha256") == sha256 and later_counts:
            return return_id
    return ""


def _why_not(checked: Checked) -> str:
    worst = [problem for problem in checked.problems if problem.severity != "put_right"]
    more = f" (and {len(worst) - 1:,} more)" if len(worst) > 1 else ""
    head = "Not accepted" if checked.outcome == REFUSED else "Not accepted yet"
    return f"{head}: {ended(worst[0].message + more)}" if worst else f"{head}."


def _ask(filename: str, question) -> str:
    codes = " or ".join(f"{choice.code} ({choice.label})" for choice in question.choices)
    return f"Not accepted yet: {filename}: {ended(question.asks)} Answer {question.label} with {codes}."


def _list(things: tuple[str, ...]) -> str:
    return f"{', '.join(things[:-1])} and {things[-1]}" if len(things) > 1 else "".join(things)
