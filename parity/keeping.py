"""How long returns are kept, by kind, and which have passed their time. Nothing is deleted: a person is reminded."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import NamedTuple

from parity import history
from parity.places import PROJECT, Home
from parity.release import consent

YEARS = PROJECT / "data" / "retention.csv"


class Due(NamedTuple):
    """Something to look at: a return past its time, or a board's decision that runs out; since is when it was or will be."""

    what: str
    bodies: tuple[str, ...]
    since: date
    sentence: str


def years(file: Path = YEARS) -> dict[str, int]:
    """kind -> for how many years a return is kept, from the last day it speaks of."""
    with file.open(encoding="utf-8", newline="") as opened:
        return {row["kind"]: int(row["years"]) for row in csv.DictReader(opened)}


def due(home: Home, today: date) -> list[Due]:
    """Every return that was sent and has passed its time, and every decision of a board that runs out soon, oldest first."""
    kept, found = years(), []
    for entry in history.entries(home):
        if entry.standing != "sent" or entry.state == "erased" or not entry.accepted:
            continue
        last = date.fromisoformat((entry.period[1] if entry.period and entry.period[1] else entry.accepted)[:10])
        ends = _later(last, kept[entry.kind])
        if ends <= today:
            years_kept = f"{kept[entry.kind]} years"
            found.append(
                Due(entry.return_id, entry.bodies, ends, f"{entry.return_id} ({entry.title}) speaks of {last:%-d %B %Y} and"
                    f" earlier; {entry.kind.replace('_', ' ')} are kept for {years_kept}. Erase it, or say why it stays.")
            )  # fmt: skip
    for each in consent.running_out(home.releases, today):
        until = date.fromisoformat(each.until)
        found.append(
            Due(each.body, (each.body,), until, f"{each.body} publishes itself until {until:%-d %B %Y}: ask whether it decides so again.")
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.since, one.what))


def _later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)
