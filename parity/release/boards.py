"""Boards as they may be told: seats, how many members declared their group, and three boards or more taken together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from parity.release import columns
from parity.release.columns import counted
from parity.release.consent import Consent
from parity.release.making import Making
from parity.release.records import BOARD_TIERS, EVERYONE, FINEST, SILENT, Groups, people_of, repeated, totals_of

YEARS = 21  # how far back a list of seats is read, as the store reads it
ACCOUNTED = 0.9  # of its seats, for a day to be read from a list


@dataclass(frozen=True)
class Board:
    """A tier of a body on a day: seats and members, and of those whose group is known how many are of each group.

    members: a name for each member of known group that tells nothing, to see who stayed; empty for bodies that send totals.
    """

    return_id: str
    body: str
    tier: str
    day: date
    seats: int | None
    held: int | None
    silent: int | None
    by_group: Mapping[str, int]
    members: frozenset[str] = frozenset()

    @property
    def declared(self) -> int | None:
        """Members whose group is known."""
        return None if self.held is None or self.silent is None else self.held - self.silent

    def side(self, groups: Groups, definition: str) -> int | None:
        """Members who count as ethnic minorities under a definition; None where it was not told so finely."""
        counts_as = groups.counts_as[definition]
        if self.declared is None or sum(self.by_group.values()) != self.declared:
            return None
        if any(n and counts_as.get(code) not in ("yes", "no") for code, n in self.by_group.items()):
            return None
        return sum(n for code, n in self.by_group.items() if counts_as.get(code) == "yes")


def of_lists(
    making: Making, return_id: str, rows: Iterable[dict], received: date, aside: Mapping[str, frozenset]
) -> list[Board]:
    """The boards of a list of seats: on the day it was drawn up, and on the same day of the years before.

    aside: body -> the members who stand aside where their board tells its own figures; they count as not declared.
    """
    boards = []
    for (body, tier), of in _apart(rows, lambda row: (row["body_code"], row["tier"])).items():
        if tier not in BOARD_TIERS:
            continue
        drawn_up = max((row["as_at"] for row in of if row["as_at"]), default=received)
        whole = len({_seat(row) for row in of})
        for ago in range(YEARS):
            day = _years_before(drawn_up, ago)
            there = [row for row in of if _held_on(row, day, drawn_up)]
            seats = {_seat(row) for row in there}
            if not there or len(seats) < ACCOUNTED * whole:
                continue
            held = [row for row in there if not row["vacant"]]
            by_group: dict[str, int] = {}
            stood_aside = aside.get(body, frozenset())
            known = [
                row
                for row in held
                if (row["ethnic_group"] or "") not in SILENT and row["member_ref"] not in stood_aside
            ]
            for row in known:
                by_group[row["ethnic_group"]] = by_group.get(row["ethnic_group"], 0) + 1
            members = frozenset(
                making.secret.name("member", body, tier, row["member_ref"] or _seat(row), row["ethnic_group"])
                for row in known
            )
            boards.append(
                Board(return_id, body, tier, day, len(seats), len(held), len(held) - len(known), by_group, members)
            )
    return boards


def of_totals(return_id: str, rows: Iterable[dict]) -> list[Board]:
    """The boards of a return of totals. Where it tells the same members in several lists of groups, the longest counts."""
    boards = []
    for (body, tier, day), of in _apart(rows, lambda row: (row["body_code"], row["tier"], row["as_at"])).items():
        people = [row | {"people": people_of(row)} for row in of]
        apart = _apart((row for row in people if row["ethnic_group"] != EVERYONE and (row["ethnic_group"] or "") not in SILENT),
                       lambda row: row["classification"] or "")  # fmt: skip
        finest = max(apart.values(), key=len, default=[])
        others = [row for row in people if row["ethnic_group"] == EVERYONE or (row["ethnic_group"] or "") in SILENT]
        held, silent = totals_of([*others, *finest])
        if held is None:  # percentages with the number of people behind them
            held = next((round(row["base"]) for row in of if row["base"] is not None), None)
        told = all(row["people"] is not None for row in finest)
        by_group = {row["ethnic_group"]: row["people"] for row in finest} if told else {}
        seats = max((row["seats"] for row in of if row["seats"] is not None), default=None)
        boards.append(Board(return_id, body, tier, day, seats, held, silent, by_group))
    return boards


def told(boards: Sequence[Board], groups: Groups, consents: Mapping[str, Consent]) -> pd.DataFrame:
    """The rows of boards: everyone, those not declared, and every group hidden; two sides where one publishes itself."""
    hidden = groups.lists[FINEST]
    code, of, people, note, many = [], [], [], [], []
    for board in boards:
        consent = consents.get(board.body)
        side = board.side(groups, consent.definition) if consent is not None else None
        code += (EVERYONE, "not_stated")
        of += (EVERYONE, None)
        people += (board.held, board.silent)
        if consent is not None and side is not None and board.declared is not None:
            classification, minorities, others = SIDES[consent.definition]
            code += (minorities, others)
            of += (classification, classification)
            people += (side, board.declared - side)
            note += (None, None, consent.sentence, consent.sentence)
            many.append(4)
        else:
            code += hidden
            of += [FINEST] * len(hidden)
            people += [None] * len(hidden)
            note += [None] * (2 + len(hidden))
            many.append(2 + len(hidden))
    at = np.repeat(np.arange(len(boards)), many) if len(boards) else np.zeros(0, int)
    about = [(board.body, board.tier, board.day, board.seats) for board in boards]
    figures = np.array(people, float)
    said = repeated(("body_code", "tier", "as_at", "seats"), about, at)
    said |= {"unit": np.full(len(at), "headcount", object), "ethnic_group": code, "classification": of, "note": note}
    said |= counted("people", figures, ~np.isnan(figures))
    said |= counted("designated_seats", np.zeros(len(at)), np.zeros(len(at), bool))
    return columns.frame("seat_counts", said, len(at))


SIDES = {
    "excluding": ("white-other", "minorities_excluding", "white"),
    "including": ("british-other", "minorities_including", "white_british"),
}


def latest(boards: Sequence[Board]) -> list[Board]:
    """The board of each body and tier on its last day; of two returns for the same day, the later."""
    found: dict[tuple[str, str], Board] = {}
    for board in boards:
        there = found.get((board.body, board.tier))
        if there is None or board.day >= there.day:
            found[board.body, board.tier] = board
    return [found[key] for key in sorted(found)]


def _seat(row: Mapping) -> str:
    return f"{row['sub_group'] or ''} / {row['seat_ref']}"


def _held_on(row: Mapping, day: date, drawn_up: date) -> bool:
    started = row["started"] or drawn_up
    return started <= day and (row["ended"] is None or row["ended"] > day)


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def _apart(rows: Iterable[dict], key) -> dict[tuple, list[dict]]:
    found: dict[tuple, list[dict]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found
