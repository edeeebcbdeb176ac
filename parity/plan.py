"""A change to targets or actions made on screen: written as a small return, and taken in through the one door."""

from __future__ import annotations

import csv
import dataclasses
import hashlib
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from parity import access, candidate
from parity.accept import accept
from parity.access import OWNER, Visitor
from parity.candidate import Acceptance
from parity.intake import layouts
from parity.measures.actions import circle
from parity.places import Home
from parity.store import Store
from parity.trouble import NotDone

Rows = Sequence[Mapping[str, object]]


def save(
    store: Store, home: Home, kind: str, rows: Rows, *, by: str, visitor: Visitor = OWNER, seen: str = ""
) -> Acceptance:
    """Takes in a change to targets or actions (`kind`), one row each, as a return written here. Nothing is overwritten.

    `store` is the one the change was made from, `seen` the last event of the ledger in it (`last_event`) when the form was
    opened: where somebody else has changed one of the same things since, the outcome is `overtaken` and nothing is done.
    Raises Refused where the visitor may not change plans, NotDone for an action that would wait for itself.
    """
    bodies = {str(row["body_code"]) for row in rows if row.get("body_code")}
    visitor = access.check(home, visitor, access.PLAN, bodies, about=kind)
    if kind == "actions":
        _refuse_circles(store, rows)
    name = f"{kind} set on screen.csv"
    sender = next(iter(sorted(bodies))) if visitor.role == access.BODY_OFFICER else ""
    file = candidate.sent(as_file(kind, rows, datetime.now(UTC)), name, kind=kind, sender=sender)
    return accept(home, dataclasses.replace(file, seen=seen), by=by, visitor=visitor)


def as_file(kind: str, rows: Rows, now: datetime) -> bytes:
    """The change as a CSV return, under a line that says when it was written: the same change twice is two versions."""
    fields = [field for field in layouts.layout(kind).fields if field.staged]
    out = io.StringIO()
    out.write(f"Set on screen {now:%Y-%m-%d %H:%M:%S.%f} UTC\n\n")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([field.title for field in fields])
    for row in rows:
        writer.writerow([_cell(row.get(field.name)) for field in fields])
    return out.getvalue().encode()


def last_event(store: Store) -> str:
    """The last event of the ledger that a store holds: what somebody who looks at it has seen."""
    return str(store.ask("build").at[0, "ledger_head"])


def new_code(prefix: str, taken: Sequence[str], *about: object) -> str:
    """A code that nothing has yet, the same for the same thing.

    >>> new_code("T", [], "a board"), new_code("T", [new_code("T", [], "a board")], "a board") != new_code("T", [], "a board")
    ('T-2a7d86', True)
    """
    for turn in range(len(taken) + 1):
        told = "|".join(str(each) for each in (*about, *([turn] if turn else [])))
        code = f"{prefix}-{hashlib.sha256(told.encode()).hexdigest()[:6]}"
        if code not in taken:
            return code
    raise ValueError("There is always one more code than those taken.")


def _refuse_circles(store: Store, rows: Rows) -> None:
    told = store.ask("actions")
    last = told[told["version"] == told["versions"]]
    waits = dict(zip(last["action_code"], last["blocked_by"], strict=True))
    waits |= {str(row["action_code"]): row.get("blocked_by") or None for row in rows}
    for row in rows:
        if found := circle(waits, str(row["action_code"])):
            raise NotDone(
                f"{' waits for '.join([*found, found[0]])}: an action cannot wait for itself. Nothing was changed."
            )


def _cell(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value):
        return ""
    return f"{value:.10g}" if isinstance(value, float) else str(value)
