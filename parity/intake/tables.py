"""Lifts the rows of a table off its sheet and leaves blanks, repeated headings, notes and examples behind."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from parity.intake.columns import TEXT
from parity.intake.context import MINORITIES, TOTALS, fold
from parity.intake.problems import Choice, Question, Report
from parity.intake.read import Sheet, column_letters
from parity.intake.recognise import Heading, title_of
from parity.intake.values import tidy
from parity.intake.work import Uniques

EXAMPLE = "EXAMPLE ROW"
# Every space but the plain one, and the marks of no width: what `tidy` changes wherever it stands.
OTHER_SPACES = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]")


class Lifted(NamedTuple):
    """The rows of one table: text has a column per field, row the numbers people see, left_out (row, reason).

    totals holds the rows that only sum up others, in the same columns, to be checked and left out.
    """

    sheet: str
    text: pd.DataFrame
    row: np.ndarray
    left_out: list[tuple[int, str]]
    totals: pd.DataFrame
    titles: dict[str, str]


def lift(sheet: Sheet, heading: Heading, report: Report, answers: Mapping[str, str], quiet: bool = False) -> Lifted:
    """The rows below a heading row. quiet leaves unsaid which columns were not used (published layouts have many)."""
    report_columns(sheet, heading, report, quiet)
    columns = dict(heading.columns) | _merged(sheet, heading, report, answers)
    below = sheet.cells.frame.loc[heading.row + 1 :]
    spaces = 0
    tidied: dict[int, pd.Series] = {}
    for place in below.columns:
        tidied[place], changed = tidy_column(below[place])
        spaces += changed
    if spaces:
        many = "a cell" if spaces == 1 else f"{spaces:,} cells"
        report.say("put_right", f"stray spaces were taken out of {many}", sheet=sheet.name)
    filled = sum(
        ((column != "").to_numpy().astype(np.int32) for column in tidied.values()), np.zeros(len(below), np.int32)
    )
    left_out: list[tuple[int, str]] = []
    keep = filled > 0
    _blank_rows(sheet, below.index, keep, report)
    keep &= ~_set_aside(below, tidied, filled, heading, left_out, sheet, report)
    keep &= ~_ragged(sheet, heading, keep, left_out, report)
    text = pd.DataFrame({name: tidied[place] for name, place in columns.items()}, index=below.index)[keep]
    sums = _sums(text)
    return Lifted(
        sheet.name,
        text[~sums].reset_index(drop=True),
        text.index[~sums].to_numpy(),
        left_out,
        text[sums],
        {name: str(sheet.cells.frame.loc[heading.row, place]) for name, place in columns.items()},
    )


def tidy_column(column: pd.Series) -> tuple[pd.Series, int]:
    """A column with stray spaces taken out, and how many cells that changed."""
    seen = Uniques.of(column)
    if _are_tidy(seen.texts):
        return column, 0
    tidied = [tidy(text) for text in seen.texts]
    changed = np.isin(seen.codes, [place for place, text in enumerate(seen.texts) if text != tidied[place]])
    worth_saying = np.isin(
        seen.codes, [place for place, text in enumerate(seen.texts) if tidied[place] and text != tidied[place]]
    )
    out = pd.Series(seen.take(tidied, TEXT), index=column.index)
    return (out, int(worth_saying.sum())) if changed.any() else (column, 0)


def _are_tidy(texts: list[str]) -> bool:
    """Whether `tidy` changes none of the texts: looked for in all of them at once, as most columns are tidy.

    >>> _are_tidy(["White British", ""]), _are_tidy(["Roma", " Irish"]), _are_tidy(["White\\u00a0Irish"])
    (True, False, False)
    """
    every = "\0".join(["", *texts, ""])
    return not ("  " in every or " \0" in every or "\0 " in every or OTHER_SPACES.search(every))


def report_columns(sheet: Sheet, heading: Heading, report: Report, quiet: bool) -> None:
    """Refuses missing and doubled columns; says which columns were left out."""
    cells = sheet.cells.frame.loc[heading.row]
    for name, places in heading.doubled.items():
        letters = " and ".join(column_letters(place) for place in places)
        what = f"columns {letters} could each be '{title_of(heading.layout, name)}'"
        report.say(
            "refused", what, "Delete one of them, or give it another heading.", sheet=sheet.name, row=heading.row
        )
    for name in heading.missing:
        what = f"there is no column '{title_of(heading.layout, name)}'"
        report.say(
            "refused", what, "Add the column; the template shows where it stands.", sheet=sheet.name, row=heading.row
        )
    extra = [str(cells.iloc[place]).strip() for place in heading.extra]
    if extra and not quiet:
        shown = ", ".join(f"'{report.hide(title)}'" for title in extra[:10])
        shown += f" and {len(extra) - 10} more" if len(extra) > 10 else ""
        what = f"column {shown} is" if len(extra) == 1 else f"columns {shown} are"
        report.say("put_right", f"{what} not part of this return and left out", sheet=sheet.name, row=heading.row)
    if heading.row > 1 and (sheet.cells.frame.loc[: heading.row - 1] != "").any(axis=None):
        report.say("put_right", f"the headings were found in row {heading.row}; what stands above them was left out",
                   sheet=sheet.name, row=heading.row)  # fmt: skip


def _merged(sheet: Sheet, heading: Heading, report: Report, answers: Mapping[str, str]) -> dict[str, int]:
    """Asks which column is which where one heading is merged over several; returns the columns answered for."""
    found: dict[str, int] = {}
    frame = sheet.cells.frame
    for top, left, bottom, right in sheet.merged:
        if not top <= heading.row - 1 <= bottom or right == left:
            continue
        title = tidy(str(frame.loc[heading.row, left]))
        for place in range(left, min(right, frame.shape[1] - 1) + 1):
            if not (frame.loc[heading.row + 1 :, place] != "").any():
                continue
            letters = column_letters(place)
            label = f"column {letters}" if not sheet.name else f"column {letters} on {sheet.name}"
            fields = {field.name: field.title for field in heading.layout.fields}
            answer = answers.get(label.casefold(), "")
            if answer in fields:
                found[answer] = place
            elif answer != "leave out":
                choices = (*(Choice(*one) for one in fields.items()), Choice("leave out", "leave this column out"))
                what = f"the heading '{report.hide(title)}' is merged over several columns; which is column {letters}?"
                question = Question(label, f"column {letters}", what, choices[:0], choices, sheet.name, heading.row)
                report.ask(question, what, "Choose what the column holds, or give each column a heading of its own.")
    return found


def _blank_rows(sheet: Sheet, index: pd.Index, keep: np.ndarray, report: Report) -> None:
    if not keep.any():
        return
    last = int(np.flatnonzero(keep)[-1])
    blank = int((~keep[:last]).sum())
    if blank:
        many = "a blank row was" if blank == 1 else f"{blank:,} blank rows were"
        report.say("put_right", f"{many} passed over", sheet=sheet.name, row=int(index[np.argmin(keep)]), count=blank)


def _set_aside(below, tidied, filled, heading: Heading, left_out, sheet: Sheet, report: Report) -> np.ndarray:
    """Rows that are no records: headings repeated, the template's example, notes below the table."""
    aside = np.zeros(len(below), dtype=bool)
    if not len(below):
        return aside
    used = list(heading.columns.values())
    titles = {place: tidy(str(sheet.cells.frame.loc[heading.row, place])) for place in used}
    again = np.logical_and.reduce([(tidied[place] == titles[place]).to_numpy() for place in used])
    example = np.logical_or.reduce(
        [
            tidied[place].str.upper().str.startswith(EXAMPLE).to_numpy(dtype=bool)
            for place in sorted(tidied)[:1] + used[:1]
        ]
    )
    notes = np.zeros(len(below), dtype=bool)
    full = np.flatnonzero(filled >= 2)
    if len(used) >= 3:
        after = int(full[-1]) + 1 if len(full) else 0
        notes[after:] = filled[after:] == 1
    for which, reason, said in (
        (again, "the headings again", "the headings are repeated; the repeated row was left out"),
        (example, "the example row of the template", "the example row of the template was left out"),
        (notes, "a note below the table", "notes below the table were left out"),
    ):
        rows = [int(row) for row in below.index[which & ~aside]]
        left_out += [(row, reason) for row in rows]
        if rows:
            report.say("put_right", said, sheet=sheet.name, row=rows[0], count=len(rows))
        aside |= which
    return aside


def _ragged(sheet: Sheet, heading: Heading, keep: np.ndarray, left_out: list, report: Report) -> np.ndarray:
    """Refuses rows of a text file with more or fewer cells than the heading row: nobody can tell which is missing."""
    if sheet.typed:
        return np.zeros(len(keep), dtype=bool)
    width = int(sheet.cells.widths[heading.row - 1])
    widths = sheet.cells.widths[heading.row :]
    beyond = np.zeros(len(widths), dtype=bool)
    for place in range(width, sheet.cells.frame.shape[1]):
        beyond |= (sheet.cells.frame[place].iloc[heading.row :] != "").to_numpy()
    ragged = keep & ((widths < width) | beyond)
    for cells, rows in pd.Series(np.flatnonzero(ragged)).groupby(widths[ragged]):
        what = f"the row has {cells} cells where the heading row has {width}"
        remedy = "Put the missing cell or comma back; put quotation marks round a cell that has a comma in it."
        first = heading.row + 1 + int(rows.iloc[0])
        report.say("refused", what, remedy, sheet=sheet.name, row=first, count=len(rows))
        left_out += [(heading.row + 1 + int(row), what) for row in rows]
    return ragged


def _sums(text: pd.DataFrame) -> np.ndarray:
    """Rows that only sum up others: their first filled cell says so, and half of their cells or more are blank.

    A total in the column of ethnic groups is a stated total of a table of groups: that is looked at elsewhere.
    """
    if not len(text):
        return np.zeros(0, dtype=bool)
    total = np.zeros(len(text), dtype=bool)
    blanks = np.zeros(len(text), dtype=np.int32)
    for name in text.columns:
        column = text[name]
        blanks += (column == "").to_numpy()
        if name != "ethnic_group":
            seen = Uniques.of(column)
            total |= seen.take([_is_total(one) for one in seen.texts], bool)
    if "ethnic_group" in text:
        seen = Uniques.of(text["ethnic_group"])
        total &= seen.take([fold(one) in TOTALS | MINORITIES | {""} for one in seen.texts], bool)
    return total & (blanks >= max(1, (len(text.columns) - 1) // 2))


def _is_total(text: str) -> bool:
    """Whether a cell says that its row is a total."""
    plain = text.casefold()
    if len(text) > 40 or not ("total" in plain or "all" in plain or "everyone" in plain or "sum" in plain):
        return False
    key = fold(text)
    return key in TOTALS or key.removeprefix("sub") in TOTALS
