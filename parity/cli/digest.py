"""The command `digest`: what is late and what is due, as a text that a scheduler can mail, and as a calendar."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from pathlib import Path

from parity import places
from parity.cli.said import UserError
from parity.trouble import in_words


def add(commands: argparse._SubParsersAction) -> None:
    """Adds the command to the parser of the command line."""
    digest = commands.add_parser("digest", help="print what is late and what is due: returns, targets and actions")
    digest.add_argument("--as-at", type=_day, metavar="YYYY-MM-DD", help="as it is on this day; without it, today")
    digest.add_argument("--days", type=int, default=90, metavar="N", help="what is due in the next N days (90)")
    digest.add_argument("--body", metavar="CODE", help="of one body alone")
    digest.add_argument(
        "--ics", type=Path, metavar="FILE", help="also write it as a calendar to import or to subscribe to"
    )
    digest.add_argument(
        "--changes-since", type=_day, metavar="YYYY-MM-DD", help="also tell what changed since that day"
    )
    digest.set_defaults(run=_digest)


def _digest(asked: argparse.Namespace) -> None:
    from parity import calendar, current, findings
    from parity.findings import due as say
    from parity.measures import changes, due

    with in_words():
        store = current.store(places.this_home())
    today = asked.as_at or date.today()
    frame = due.due(store, today, asked.days)
    if asked.body:
        if asked.body not in set(store.ask("bodies")["body_code"]):
            raise UserError(f"{asked.body} is no body in this store: the Representation page lists them.")
        frame = frame[frame["body_code"] == asked.body]
    print(say.digest(frame, today, asked.days, store.build_id))
    if asked.changes_since:
        every = changes.between_days(store, asked.changes_since, today, "excluding")
        worth = changes.said(every)
        words = f"{asked.changes_since.isoformat()} to {today.isoformat()}"
        headline = findings.changes.changes(every, worth)
        print("\n" + findings.changes.text(worth, headline, words, {}, store.build_id))
    if asked.ics:
        try:
            asked.ics.write_bytes(calendar.ics(frame, datetime.now(UTC)))
        except OSError as error:
            raise UserError(f"{asked.ics} could not be written: {error.strerror}.") from error


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date written as 2021-03-21") from None
