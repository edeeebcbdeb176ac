"""A pack as a workbook, XLSX and ODS, by the government's rules for statistics in spreadsheets."""

import io
import re
import tempfile
import warnings
from datetime import datetime, time
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd

from parity.packs import carried, stamp
from parity.packs.claims import Pack
from parity.packs.sheets import FORMATS, Sheet, cover_lines, marks_in, notes_table, sheets, without_table
from parity.packs.slides import plain_letters
from parity.tables import WORD_JOINER

SAFE = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": FORMATS["day"],
}
ONE_TABLE = "This sheet holds one table."
AS_WRITTEN = "(as it was written)"
SILENT, NO_TABLE = "Without a table", "Questions without a table"


def xlsx(pack: Pack) -> bytes:
    """The pack as XLSX, through gptables: cover, contents, notes, and one table a sheet with the marks it uses."""
    gptables = _gptables()

    every = sheets(pack)
    made = {sheet.tab: _gptable(sheet, pack, place) for place, sheet in enumerate(every, start=1)}
    silent = without_table(pack)
    if len(silent):
        made[SILENT] = gptables.GPTable(
            table=silent.map(inert), table_name="Table_silent", title=NO_TABLE, subtitles=[stamp.line(pack)],
            instructions=ONE_TABLE, index_columns={2: 0},
        )  # fmt: skip
    cover = gptables.Cover(
        title=inert(stamp.title(pack)), intro=[inert(line) for line in cover_lines(pack)],
        about=[inert(f"{len(every)} of {len(pack.claims)} questions have a table. The notes sheet has the answer to each, "
                     "what it does not show, and the command that works it out again.")],
        contact=["Made with Parity; the figures can be checked with: python -m parity pack --verify FILE"],
    )  # fmt: skip
    notes = notes_table(pack).map(inert)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pack.xlsx"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of pandas, which gptables asks in an older way
            book = gptables.produce_workbook(
                file, made, cover=cover, notes_table=_notes(notes), contentsheet_options={}, workbook_options=SAFE,
            )  # fmt: skip
        book.set_properties(
            {"title": plain_letters(stamp.title(pack))[:255], "author": "Parity",
             "subject": plain_letters(stamp.summary(pack))[:255], "created": datetime.combine(pack.made, time())}
        )  # fmt: skip
        book.close()
        return carried.put_in(file.read_bytes(), stamp.recipe(pack))


def ods(pack: Pack) -> bytes:
    """The same sheets as ODS, with the same words."""
    from odf import meta
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableColumnProperties, TextProperties
    from odf.table import Table, TableColumn

    made = OpenDocumentSpreadsheet()
    for name, text in ((meta.InitialCreator, "Parity"), (meta.CreationDate, f"{pack.made.isoformat()}T00:00:00")):
        made.meta.addElement(name(text=text))
    made.meta.addElement(meta.UserDefined(name=carried.NAME, valuetype="string", text=stamp.recipe(pack)))
    bold = Style(name="Bold", family="table-cell")
    bold.addElement(TextProperties(fontweight="bold"))
    wide = Style(name="Wide", family="table-column")
    wide.addElement(TableColumnProperties(columnwidth="5.5cm"))
    for style in (bold, wide):
        made.automaticstyles.addElement(style)
    every = sheets(pack)
    silent = without_table(pack)
    more = [(SILENT, [NO_TABLE, ONE_TABLE, stamp.line(pack)], silent)] if len(silent) else []
    contents = pd.DataFrame({"Sheet": [each.tab for each in every], "Question": [each.title for each in every]})
    listed = [
        ("Cover", [stamp.title(pack), *cover_lines(pack)], None),
        ("Contents", ["Contents", ONE_TABLE], contents),
        ("Notes", ["Notes", ONE_TABLE], notes_table(pack)),
        *((each.tab, [each.title, ONE_TABLE, *_legend(each), stamp.line(pack)], each.table) for each in every),
        *more,
    ]
    for tab, lines, table in listed:
        sheet = Table(name=plain_letters(tab))
        columns = 1 if table is None else len(table.columns)
        sheet.addElement(TableColumn(numbercolumnsrepeated=columns, stylename=wide))
        for line in lines:
            sheet.addElement(_row([line], bold if line == lines[0] else None))
        if table is not None:
            sheet.addElement(_row(list(table.columns), bold))
            for row in table.itertuples(index=False, name=None):
                sheet.addElement(_row(list(row)))
        made.spreadsheet.addElement(sheet)
    out = io.BytesIO()
    made.write(out)
    return out.getvalue()


def inert(text: object) -> object:
    """Text that gptables takes for no link and no note: `[x](y)` and `$$n$$` parted by a mark that is not seen."""
    if not isinstance(text, str):
        return text
    written = plain_letters(text).replace("](", f"]{WORD_JOINER}(").replace("$$", f"${WORD_JOINER}$")
    if written.strip() and not re.search("[a-zA-Z0-9]", written):  # which gptables takes for a symbol, and refuses
        return f"{written} {AS_WRITTEN}"
    return written


def _gptable(sheet: Sheet, pack: Pack, note: int) -> Any:
    gptables = _gptables()
    letters = "".join(each if each.isalnum() else "_" for each in sheet.tab)
    formats = [
        {"column": {"columns": [name], "format": {"num_format": FORMATS[kind], "align": "right"}}}
        for name, kind in zip(sheet.table.columns, sheet.kinds, strict=True) if kind in FORMATS
    ]  # fmt: skip
    return gptables.GPTable(
        table=sheet.table.map(inert), table_name=f"Table_{letters}", title=f"{sheet.title} $${note}$$",
        subtitles=[stamp.line(pack)], instructions=ONE_TABLE, legend=_legend(sheet), index_columns={2: 0},
        additional_formatting=formats,
    )  # fmt: skip


def _gptables() -> ModuleType:
    """Takes half a second to load, for this format alone; and leaves a file of its own to be closed by Python."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        import gptables
    return gptables


def _legend(sheet: Sheet) -> list[str]:
    return [f"{mark} {meaning}" for mark, meaning in marks_in(sheet.table).items()]


def _notes(notes: pd.DataFrame) -> pd.DataFrame:
    """The notes as gptables wants them: a reference, its text, and more columns."""
    return notes.rename(columns={"Note": "Note reference", "Question": "Note text"})


def _row(cells: list, style: Any = None) -> Any:
    from odf.table import TableCell, TableRow
    from odf.text import P

    row = TableRow()
    look = {"stylename": style} if style is not None else {}
    for value in cells:
        if isinstance(value, datetime):
            cell = TableCell(valuetype="date", datevalue=f"{value:%Y-%m-%d}", **look)
            text = f"{value:%Y-%m-%d}"
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            cell, text = TableCell(valuetype="float", value=repr(value), **look), f"{value:,}"
        else:
            cell, text = TableCell(valuetype="string", **look), plain_letters(str(value))
        cell.addElement(P(text=text))
        row.addElement(cell)
    return row
