"""Figures as a workbook to keep: a cover, what each column is, the marks, and one table on a sheet of its own."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import pandas as pd
import xlsxwriter

from parity.rows import rows_of
from parity.tables.formats import BESIDE, MARKS, missing, words

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
NOTHING = "A cell without words has nothing to say; a figure that is missing has a mark in its place."


class Told(NamedTuple):
    """What the cover says: the title, the finding in a sentence, and lines such as the build and the sources."""

    title: str
    finding: str
    lines: Sequence[str] = ()


def xlsx(frame: pd.DataFrame, described: Mapping[str, str], told: Told) -> bytes:
    """The frame as XLSX by the Government Analysis Function's rules: one table a sheet, nothing merged or hidden.

    Numbers are numbers (shares 0 to 1), days are days, text is never a formula or a link, and a missing figure is the
    row's mark. Raises KeyError for a column that nothing describes.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    looks = {
        "title": book.add_format({"bold": True, "font_size": 16}),
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "wrap": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "d mmmm yyyy"}),
    }
    book.set_properties({"title": told.title, "comments": told.finding})
    _cover(book.add_worksheet("Cover"), told, looks)
    columns = pd.DataFrame({"Column": frame.columns, "What it is": [described[name] for name in frame.columns]})
    _sheet(book, "Columns", "What each column is", columns, looks, (28, 90))
    marks = pd.DataFrame({"Mark": list(MARKS), "Meaning": [each.capitalize() for each in MARKS.values()]})
    _sheet(book, "Marks", f"What the marks mean. {NOTHING}", marks, looks, (12, 60))
    _sheet(book, "Figures", told.title, frame, looks, ())
    book.close()
    return out.getvalue()


def _cover(sheet, told: Told, looks: dict) -> None:
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, told.title, looks["title"])
    contents = "This workbook has four sheets: Cover, Columns (what each column is), Marks and Figures."
    for row, line in enumerate([told.finding, *told.lines, contents], start=1):
        sheet.write_string(row, 0, line, looks["wrap"])


def _sheet(book, name: str, title: str, frame: pd.DataFrame, looks: dict, widths: Sequence[int]) -> None:
    """One table from the third row on, under its title and a line that says how many tables there are."""
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, title, looks["title"])
    sheet.write_string(1, 0, "This sheet holds one table, from row 3 on.")
    for column in range(len(frame.columns)):
        wide = widths[column] if widths else 14
        sheet.set_column(column, column, wide, looks["wrap"] if widths else None)
    rows = rows_of(frame)
    if rows:
        table = {"name": name, "autofilter": False, "style": None}
        table["columns"] = [{"header": str(heading), "header_format": looks["head"]} for heading in frame.columns]
        sheet.add_table(2, 0, 2 + len(rows), len(frame.columns) - 1, table)
    else:
        for column, heading in enumerate(frame.columns):
            sheet.write_string(2, column, str(heading), looks["head"])
    numeric = {name for name in frame.columns if pd.api.types.is_numeric_dtype(frame[name])}
    for at, row in enumerate(rows, start=3):
        for column, heading in enumerate(frame.columns):
            _write(sheet, at, column, row[heading], row.get("mark"), heading in numeric, looks)


def _write(sheet, row: int, column: int, value: object, mark: object, figure: bool, looks: dict) -> None:
    if missing(value):
        stated = words(mark)
        sheet.write_string(row, column, (stated if stated and stated not in BESIDE else "[x]") if figure else "")
    elif isinstance(value, bool) or type(value).__name__ == "bool":
        sheet.write_string(row, column, "yes" if value else "no")
    elif isinstance(value, (date, pd.Timestamp)):
        sheet.write_datetime(row, column, pd.Timestamp(value).to_pydatetime(), looks["day"])
    elif isinstance(value, (int, float)) or hasattr(value, "dtype"):
        number = float(value)
        sheet.write_number(row, column, number) if abs(number) != float("inf") else sheet.write_string(
            row, column, "no limit"
        )
    else:
        sheet.write_string(row, column, str(value))
