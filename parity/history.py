"""What has come in, and what became of it: the list that the returns page and the command line show."""

from __future__ import annotations

from typing import NamedTuple

from parity import current, ledger, returns
from parity.places import Home


class Entry(NamedTuple):
    """One return, published, illustrative or sent, whether or not the store holds it.

    state: in the store, replaced, withdrawn, erased or removed (an illustrative one). accepted is when it came in (UTC),
    left when and by whom and why it went. records, bodies, period and understood are empty for what was erased.
    """

    return_id: str
    kind: str
    title: str
    sender: str
    standing: str
    state: str
    accepted: str
    accepted_by: str
    filename: str
    records: int | None
    bodies: tuple[str, ...]
    period: tuple[str, str]
    understood: str
    replaces: tuple[str, ...]
    replaced_by: str
    left: str
    left_by: str
    why: str
    changes: str
    answers: dict[str, str]


def entries(home: Home) -> list[Entry]:
    """Every return there is or has been: the project's own in their order, then those sent, in order of the ledger."""
    known = ledger.as_it_stands(home.ledger)
    own = [*returns.listed(home.published, "published"), *returns.listed(home.examples, "illustrative")]
    return [
        *(_own(each, known.has_examples) for each in own),
        *(_sent(event, known) for event in known.came_in.values()),
    ]


def answers(home: Home, sender: str) -> dict[str, str]:
    """What a sender has said that labels mean: label -> code of a group, place, category or mark."""
    return ledger.read(home.ledger).answers(sender)


def broken(home: Home) -> list[current.SetAside]:
    """Accepted returns that the checks of today no longer read, so that no store holds them, and why."""
    known = ledger.read(home.ledger)
    return list(current.inputs(home, known, current.reader_of(home, writes=False)).set_aside)


def _own(each: returns.Return, has_examples: bool) -> Entry:
    state = "in the store" if has_examples or each.standing != "illustrative" else "removed"
    return Entry(
        each.return_id, each.kind, each.title, each.sender, each.standing, state, each.received, "", each.filename,
        None, (), ("", ""), "", (), "", "", "", "", "", {},
    )  # fmt: skip


def _sent(event: ledger.Event, known: ledger.Ledger) -> Entry:
    left = known.left.get(event.return_id)
    held = event.content or {}
    start, end = held.get("period", ("", ""))
    return Entry(
        return_id=event.return_id,
        kind=event.kind,
        title=held.get("title", ""),
        sender=event.sender,
        standing="sent",
        state=left.event if left else "in the store",
        accepted=event.time,
        accepted_by=event.by,
        filename=held.get("filename", ""),
        records=held.get("records"),
        bodies=tuple(held.get("bodies", ())),
        period=(start, end),
        understood=held.get("understood", ""),
        replaces=event.replaces,
        replaced_by=left.return_id if left and left.event == ledger.REPLACED else "",
        left=left.time if left else "",
        left_by=left.by if left else "",
        why=left.why if left else "",
        changes=held.get("changes", ""),
        answers=dict(held.get("answers", {})),
    )
