"""What a picture in a pack shows, before it is drawn: rows of a share against another, or the seats of a board.

The page of a PDF, the slide and the document each draw it their own way, from the same figures.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import pandas as pd

from parity import tables

SMALL_BASE = 10  # under this many people a mark is drawn faint: one person more would move it ten points


class Row(NamedTuple):
    """One row: a share (or rate) with its likely range, what it is held against, and the words at its end.

    Figures are None where they are missing; the words then hold the mark.
    """

    label: str
    value: float | None
    lower: float | None
    upper: float | None
    reference: float | None
    said: str
    faint: bool = False


class Seats(NamedTuple):
    """Seats of one kind: held (by ethnic minority members), other, not_stated or vacant; designated or not; how many."""

    state: str
    designated: bool
    seats: int


class Picture(NamedTuple):
    """What is drawn, the words for the two marks of each row, and the picture in one sentence.

    kind `against`: rows, in `unit` (share 0 to 1, or a rate). kind `seats`: seats, and the two whole numbers that
    parity would be.
    """

    kind: Literal["against", "seats"]
    title: str
    value_name: str
    reference_name: str
    unit: Literal["percent", "rate"]
    rows: tuple[Row, ...]
    seats: tuple[Seats, ...]
    parity: tuple[int, int] | None
    alt: str


STATES = {
    "held": "held by members from ethnic minorities",
    "other": "held by others",
    "not_stated": "held by members whose ethnic group is not known",
    "vacant": "vacant",
}


def against(
    rows: Sequence[Row], title: str, value_name: str, reference_name: str, unit: Literal["percent", "rate"] = "percent"
) -> Picture | None:
    """Rows of one share against another; None where no row has a figure to draw."""
    rows = tuple(rows)
    if not any(row.value is not None for row in rows):
        return None
    said = "; ".join(f"{row.label}: {row.said}" for row in rows)
    alt = f"{title}. {value_name.capitalize()} with the likely range, against {reference_name}. {said}."
    return Picture("against", title, value_name, reference_name, unit, rows, (), None, alt)


def board(drawn: pd.DataFrame, fewer: float, more: float, title: str) -> Picture | None:
    """The seats of a board (`seats.drawn`) and what parity would be; None where the holders are not told."""
    if drawn.empty:
        return None
    kept = tuple(Seats(row.state, bool(row.designated), int(row.seats)) for row in drawn.itertuples())
    said = [f"{sum(each.seats for each in kept if each.state == state)} {words}" for state, words in STATES.items()
            if any(each.state == state for each in kept)]  # fmt: skip
    aside = sum(each.seats for each in kept if each.designated)
    parity = None if tables.missing(fewer) else (int(fewer), int(more))
    would = f" Parity would be {_either(*parity)} seats." if parity else ""
    alt = f"{title}. Of {sum(each.seats for each in kept)} seats, {', '.join(said)}; {aside} are designated.{would}"
    return Picture("seats", title, "", "", "percent", (), kept, parity, alt)


def row(label: str, of: dict, *, reference: str = "reference", base: str = "base") -> Row:
    """A row of a frame (share, lower, upper, a base, a mark) as a row of a picture.

    `reference` and `base` name the columns of what the share is held against and of the people behind it.
    """
    share, held = _figure(of["share"]), _figure(of[reference])
    people, mark = of.get(base), tables.words(of.get("mark"))
    counted = f"{tables.count(of['count'])} of {tables.count(people)}, " if _whole(of.get("count"), people) else ""
    instead = tables.percent_said(share, people, mark if share is None or mark == "[e]" else "")
    said = f"{counted}{instead} against {tables.percent_said(held, of.get('residents'))}"
    faint = not tables.missing(people) and people < SMALL_BASE
    return Row(label, share, _figure(of["lower"]), _figure(of["upper"]), held, said, faint)


def _figure(value: object) -> float | None:
    return None if tables.missing(value) else float(value)


def _whole(*numbers: object) -> bool:
    return all(not tables.missing(number) and number == int(number) for number in numbers)


def _either(fewer: int, more: int) -> str:
    return str(fewer) if fewer == more else f"{fewer} or {more}"
