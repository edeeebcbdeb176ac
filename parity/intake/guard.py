"""Stands before everything else: looks through every sheet for people's own details and refuses a file that has any."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
import pyarrow.compute as pc

from parity.intake import personal, values
from parity.intake.layouts import Field
from parity.intake.problems import HIDDEN, Report
from parity.intake.read import Sheet, column_letters
from parity.intake.recognise import SEARCHED, Heading

REMEDY = {
    "names": "Delete the column; use a reference that only you can turn back into a person.",
    "dates of birth": "Delete the column; ages are not part of any return.",
    "addresses": "Delete the column; give the ward or borough instead.",
    "postcodes": "Delete the column; give the ward or borough instead.",
}
CODE = "^[EWSNKJ][0-9]{8}$"
DELETE = "Delete it from every cell where it stands, and send the file again."


def look(sheets: tuple[Sheet, ...], found: Mapping[str, Heading], report: Report) -> bool:
    """Reports every column and cell that holds a person's details. True where there is any.

    From then on the report repeats none of them, and anything else: a ward called William Morris can be asked about.
    """
    secrets: set[str] = set()
    for sheet in sheets:
        heading = found.get(sheet.name)
        for place in sheet.cells.frame.columns:
            secrets.update(_column(sheet, heading, place, report))
    report.hide = _hiding(report.hide, secrets | {values.tidy(text) for text in secrets}) if secrets else str
    return bool(secrets)


def _hiding(hide: Callable[[str], str], secrets: set[str]) -> Callable[[str], str]:
    """Hides what was found to be a person's wherever a later message would quote it."""

    def unless_secret(quoted: re.Match[str]) -> str:
        return f"'{HIDDEN}'" if quoted[1] in secrets else quoted[0]

    return lambda text: HIDDEN if text in secrets else hide(re.sub(r"'([^']+)'", unless_secret, text))


def _column(sheet: Sheet, heading: Heading | None, place: int, report: Report) -> list[str]:
    """Reports what of people's stands in a column, and returns the texts."""
    column = sheet.cells.frame[place]
    field, title, row = _field(heading, place), "", 0
    if heading:
        title, row = str(column.loc[heading.row]), heading.row
    else:
        row, title = _heading_of_people_above(sheet, place)
    below = column.loc[row + 1 :] if row else column
    distinct = _distinct(column)
    what = personal.heading_of_people(title) if field is None and title else ""
    if what and (below.to_numpy() != "").any():
        said = f"the column '{report.hide(title)}' holds people's {what}, which a return must not"
        report.say(
            "refused",
            said,
            REMEDY.get(what, "Delete the column."),
            sheet=sheet.name,
            row=row,
            column=f"column {column_letters(place)}",
            count=1,
        )
        return _distinct(below)
    allowed = personal.allowed_in(field, title)
    above = _distinct(column.loc[: row - 1]) if heading else []
    bad = {**personal.cells(above, frozenset()), **personal.cells(distinct, allowed)}
    for text in personal.names(_distinct(below), field, title):
        bad.setdefault(text, personal.NAME)
    by_what: dict[str, list[str]] = {}
    for text, kind in bad.items():
        by_what.setdefault(kind, []).append(text)
    for kind, texts in by_what.items():
        where = column.isin(texts)
        first = int(column.index[where][0])
        label = field.title if field else (title or f"column {column_letters(place)}")
        said = f"what stands here looks like {kind}"
        report.say("refused", said, DELETE, sheet=sheet.name, row=first, column=report.hide(label),
                   value=HIDDEN, count=int(where.sum()))  # fmt: skip
    if (field is None or field.means in ("key", "text")) and not bad and _birthdays(below):
        said = "these look like people's dates of birth, which a return must not hold"
        report.say(
            "refused",
            said,
            REMEDY["dates of birth"],
            sheet=sheet.name,
            row=row + 1,
            column=f"column {column_letters(place)}",
        )
        return _distinct(below)
    return list(bad)


def _distinct(column: pd.Series) -> list[str]:
    """The different filled texts of a column, but for codes of places: there may be hundreds of thousands of those."""
    texts = column.array.unique().__arrow_array__()
    is_code = pc.match_substring_regex(texts, CODE)
    return texts.filter(pc.invert(pc.or_(is_code, pc.equal(texts, "")))).to_pylist()


def _field(heading: Heading | None, place: int) -> Field | None:
    if heading is None:
        return None
    for name, column in heading.columns.items():
        if column == place:
            return heading.layout.field(name)
    return None


def _heading_of_people_above(sheet: Sheet, place: int) -> tuple[int, str]:
    """On a sheet without a table we know: the cell of its likeliest heading row, if it says 'Surname' or the like."""
    frame = sheet.cells.frame.iloc[:SEARCHED]
    filled = (frame != "").sum(axis=1)
    rows = filled.index[filled >= min(2, frame.shape[1])]
    if not len(rows):
        return 0, ""
    title = str(frame.loc[rows[0], place])
    return (int(rows[0]), title) if title and personal.heading_of_people(title) else (0, "")


def _birthdays(below: pd.Series) -> bool:
    """Dates of one lifetime's spread, long past: what a column of birthdays looks like."""
    distinct = _distinct(below)[:500]
    if len(distinct) < 5:
        return False
    days = [read.value for text in distinct if (read := values.date(values.tidy(text))).value and not text.isdigit()]
    if len(days) < 0.8 * len(distinct):
        return False
    years = sorted(day.year for day in days)
    return 1925 <= years[len(years) // 2] <= 2010 and years[-1] - years[0] >= 15
