"""Empty returns to fill in: a workbook with drop-downs, an example row and notes, or a plain CSV."""

from __future__ import annotations

import csv
import datetime
import io

import xlsxwriter

from parity.intake.context import UNKNOWN, Context
from parity.intake.layouts import MARKS, Field, Layout
from parity.intake.tables import EXAMPLE

ROWS = 2_000  # rows that carry drop-downs
FORMATS = ("xlsx", "csv")
MADE = datetime.datetime(2026, 1, 1)  # a fixed date, so that the same layout always gives the same bytes


def template(layout: Layout, format: str = "xlsx", context: Context | None = None) -> bytes:
    """The template of one kind as bytes. With a context, groups and known bodies are offered as drop-downs.

    The example row is marked as one and passed over when it is left in. Raises ValueError for another format.
    """
    if format == "csv":
        return _csv(layout)
    if format == "xlsx":
        return _workbook(layout, context)
    raise ValueError(f"'{format}' is not a form of template; the forms are {' and '.join(FORMATS)}")


def template_name(layout: Layout, format: str = "xlsx") -> str:
    """The file name a template is offered under."""
    return f"parity-{layout.kind.replace('_', '-')}.{format}"


def example_row(layout: Layout) -> list[str]:
    """The example row: marked in its first cell, so that nobody can take it for a record."""
    return [f"{EXAMPLE}: delete it", *(_example(field) for field in layout.staged[1:])]


def choices(field: Field, context: Context | None) -> list[str]:
    """What a drop-down offers for a column, in words; empty where anything may be written."""
    if field.means == "code":
        return [category.label for category in field.categories]
    if field.means == "flag":
        return ["yes", "no"]
    if context is None:
        return []
    if field.means == "group":
        codes = context.classifications.get("2021-19") or tuple(context.groups)
        return [context.group_label(code) for code in codes] + list(UNKNOWN.values())
    if field.means == "body":
        return list(context.bodies)
    if field.means == "classification":
        return list(context.classifications)
    return []


def _example(field: Field) -> str:
    labels = {category.code: category.label for category in field.categories}
    return labels.get(field.example, field.example)


def _csv(layout: Layout) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([field.title for field in layout.staged])
    writer.writerow(example_row(layout))
    return text.getvalue().encode("utf-8-sig")


def _workbook(layout: Layout, context: Context | None) -> bytes:
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": f"{layout.title}: template", "created": MADE})
    sheet = book.add_worksheet(layout.title[:31])
    notes = book.add_worksheet("Notes")
    lists = book.add_worksheet("Lists")
    needed = book.add_format({"bold": True, "bg_color": "#1d4e79", "font_color": "#ffffff", "text_wrap": True})
    optional = book.add_format({"bold": True, "bg_color": "#dbe7f3", "font_color": "#000000", "text_wrap": True})
    example = book.add_format({"italic": True, "font_color": "#595959", "bg_color": "#f2f2f2"})
    plain = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    offered = 0
    for place, (field, shown) in enumerate(zip(layout.staged, example_row(layout), strict=True)):
        form = {"date": day, "string": plain}.get(field.type)
        sheet.set_column(place, place, max(14, min(40, len(field.title) + 6, 40), min(len(shown) + 2, 34)), form)
        sheet.write_string(0, place, field.title, needed if field.required else optional)
        sheet.write_comment(0, place, field.description, {"x_scale": 2})
        sheet.write_string(1, place, shown, example)
        words = choices(field, context)
        if words:
            lists.write_string(0, offered, field.title, optional)
            lists.set_column(offered, offered, 34)
            lists.write_column(1, offered, words)
            column = xlsxwriter.utility.xl_col_to_name(offered)
            sheet.data_validation(
                2, place, ROWS, place,
                {
                    "validate": "list", "source": f"=Lists!${column}$2:${column}${len(words) + 1}",
                    "error_type": "warning", "error_title": field.title,
                    "error_message": "This is not on the list. Anything else is asked about when you send the file.",
                },
            )  # fmt: skip
            offered += 1
    sheet.freeze_panes(1, 1)
    sheet.set_row(0, 32)
    _notes(book, notes, layout)
    if not offered:
        lists.write_string(0, 0, "This return has no lists to choose from.")
    book.close()
    return out.getvalue()


def _notes(book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, layout: Layout) -> None:
    """What to write in each column, what may stand for a missing figure, and what must not be sent."""
    bold = book.add_format({"bold": True})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate((26, 10, 70, 60, 30)):
        sheet.set_column(place, place, width, wrap)
    rows: list[tuple[str, ...]] = [
        (f"{layout.title}: one row per {layout.one_row_per}.",),
        (layout.description,),
        (f"People's details: {layout.personal}",),
        ("Dark headings must be filled in; light ones may be left blank. The grey example row is passed over.",),
    ]
    if any(field.markers for field in layout.fields):
        legend = "; ".join(f"{mark}: {words}" for mark, words in MARKS.items() if mark != "blank")
        rows.append((f"In place of a figure: * or c hidden; <5 from 1 to 4; {legend}.",))
    rows.append(("",))
    for number, row in enumerate(rows):
        sheet.write_string(number, 0, row[0], book.add_format({"text_wrap": False}))
    start = len(rows)
    for place, title in enumerate(("Column", "Needed", "What to write", "One of", "Example")):
        sheet.write_string(start, place, title, bold)
    for number, field in enumerate(layout.staged, start=start + 1):
        labels = "; ".join(category.label for category in field.categories)
        cells = (field.title, "yes" if field.required else "no", field.description, labels, _example(field))
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, cell, wrap)
