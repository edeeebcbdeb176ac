"""XLSX and ODS workbooks into rows of cells: the package is looked over before anything opens it."""

import datetime
import io
import re
import zipfile
from typing import NamedTuple

from parity.intake.read.words import Finding, Stop, column_index, column_letters, refusal

NEW_BOOK = "Copy the cells into a new workbook (paste values only), save it as .xlsx and send that."
PERCENT_FORMATS = {"9", "10"}
SPARE_ROWS = 100  # titles above, notes below: the limit is on records


class SheetCells(NamedTuple):
    """One visible sheet: rows of text from A1 on, merged ranges as (row, column, row, column) counted from 0."""

    name: str
    rows: list[list[str]]
    merged: list[tuple[int, int, int, int]]
    dates_from_1904: bool


def look_over(data: bytes, limits) -> zipfile.ZipFile:
    """The package, once its size, its members and its protection are known to be harmless; else raises Stop."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        members = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, RuntimeError):
        raise Stop(refusal("the workbook is damaged and cannot be opened", NEW_BOOK)) from None
    names = {member.filename for member in members}
    if "[Content_Types].xml" not in names and "content.xml" not in names:
        raise Stop(refusal("the file is a compressed folder, not a workbook", "Unpack it and send the file inside."))
    if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
        raise Stop(refusal("the workbook holds macros", "Save it as a workbook without macros (.xlsx) and send that."))
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Stop(refusal("the file is a document or a presentation, not a workbook", NEW_BOOK))
    if "xl/workbook.bin" in names:
        raise Stop(refusal("the workbook is saved in the binary .xlsb form", "Save it as .xlsx and send that."))
    if len(members) > limits.members:
        raise Stop(refusal(f"the workbook holds {len(members):,} parts; at most {limits.members:,} are read", NEW_BOOK))
    _measure(package, members, len(data), limits)
    return package


def _measure(package: zipfile.ZipFile, members: list[zipfile.ZipInfo], packed: int, limits) -> None:
    """Unpacks every member to count its true size: what the package says of itself may be false."""
    total = 0
    bomb = Stop(
        refusal(
            f"the workbook unpacks to more than {limits.unzipped // 1_000_000} MB, or to more than {limits.ratio} times"
            " its size",
            NEW_BOOK,
        )
    )
    try:
        for member in members:
            if member.flag_bits & 1:
                raise Stop(_protected())
            with package.open(member) as stream:
                while block := stream.read(1 << 20):
                    total += len(block)
                    if total > limits.unzipped or total > limits.ratio * max(packed, 20_000):
                        raise bomb
    except Stop:
        raise
    except Exception:  # a damaged package fails in many ways; all mean the same to the sender
        raise Stop(refusal("the workbook is damaged and cannot be unpacked", NEW_BOOK)) from None


def _protected() -> Finding:
    return refusal("the workbook is protected by a password", "Take the password off, save it and send it again.")


def open_ods(package: zipfile.ZipFile) -> None:
    """Raises Stop for a protected OpenDocument file."""
    names = package.namelist()
    if "META-INF/manifest.xml" in names and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise Stop(_protected())
    kind = package.read("mimetype") if "mimetype" in names else b"spreadsheet"
    if b"spreadsheet" not in kind:
        raise Stop(refusal("the file is an OpenDocument text or drawing, not a spreadsheet", NEW_BOOK))


def sheets(data: bytes, package: zipfile.ZipFile, limits) -> tuple[list[SheetCells], list[Finding]]:
    """The visible sheets of a workbook and what is wrong with it. Raises Stop where nothing can be read."""
    import python_calamine as calamine

    ods = "content.xml" in package.namelist()
    if ods:
        open_ods(package)
    parts = {} if ods else _sheet_parts(package)
    for name, part in parts.items():
        _reach(name, package.read(part), limits)
    wrong: list[Finding] = []
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found: list[SheetCells] = []
        total = 0
        for about in book.sheets_metadata:
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            if about.visible != calamine.SheetVisibleEnum.Visible:
                wrong.append(
                    refusal(
                        "the sheet is hidden, so nobody has looked at what is on it",
                        "Show the sheet and check it, or delete it, and send the workbook again.",
                        sheet=about.name,
                    )
                )
                continue
            sheet = book.get_sheet_by_name(about.name)
            total += sheet.total_height
            _size(about.name, total, sheet.total_width, limits)
            cells = [[_as_seen(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
            merged = [(*start, *end) for start, end in (sheet.merged_cell_ranges or [])] if not ods else []
            found.append(SheetCells(about.name, cells, merged, False))
        if ods:
            _ods_percents(package, {sheet.name: sheet.rows for sheet in found})
    except calamine.PasswordError:
        raise Stop(_protected()) from None
    except (calamine.CalamineError, OSError, ValueError, SyntaxError):
        raise Stop(refusal("the workbook is damaged and cannot be read", NEW_BOOK)) from None
    if ods:
        return found, wrong + _ods_formulas(package)
    from_1904 = bool(re.search(rb'date1904="(1|true)"', package.read("xl/workbook.xml")))
    percents = _percent_styles(package)
    finished = []
    for sheet in found:
        if sheet.name in parts:
            wrong += _mend(sheet, package.read(parts[sheet.name]), percents)
        finished.append(sheet._replace(dates_from_1904=from_1904))
    return finished, wrong


def _size(name: str, rows: int, columns: int, limits) -> None:
    if rows > limits.rows + SPARE_ROWS or columns > limits.columns:
        raise Stop(
            refusal(
                f"the table reaches row {rows:,} and column {column_letters(columns - 1)}; at most {limits.rows:,} rows"
                f" and {limits.columns} columns are read",
                "Send it in parts, and delete stray cells far below or to the right of the table.",
                sheet=name,
            )
        )


def _sheet_parts(package: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the package member that holds it."""
    from xml.etree import ElementTree

    try:
        book = ElementTree.fromstring(_no_doctype(package.read("xl/workbook.xml")))
        links = ElementTree.fromstring(_no_doctype(package.read("xl/_rels/workbook.xml.rels")))
    except (KeyError, ElementTree.ParseError):
        raise Stop(refusal("the workbook is damaged and cannot be read", NEW_BOOK)) from None
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    parts = {}
    for sheet in book.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet"):
        key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        target = targets.get(sheet.get(key, ""), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in package.namelist():
            parts[sheet.get("name", "")] = path
    return parts


def _no_doctype(part: bytes) -> bytes:
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise Stop(refusal("the workbook holds instructions that do not belong in one", NEW_BOOK))
    return part


def _reach(name: str, part: bytes, limits) -> None:
    """Raises Stop for a filled cell far outside the limits: laying such a sheet out would need gigabytes."""
    far_rows = [
        m for m in re.finditer(rb'<row\b[^>]*?\br="(\d{4,9})"[^>]*>', part) if int(m[1]) > limits.rows + SPARE_ROWS
    ]
    for match in far_rows[:2000]:
        row = part[match.end() : part.find(b"</row>", match.end())] if not match[0].endswith(b"/>") else b""
        if b"<v>" in row or b"<is>" in row:
            cells = re.findall(rb'<c\b[^>]*?\br="([A-Z]{1,3})\d', row)
            _size(name, int(match[1]), column_index(cells[-1].decode()) + 1 if cells else 1, limits)
    widest = column_letters(limits.columns - 1).encode()
    for match in re.finditer(rb'<c\b[^>]*?\br="([A-Z]{2,3})(\d+)"[^>/]*>(?=<(?:v|is|f)\b)', part):
        if (len(match[1]), match[1]) > (len(widest), widest):
            _size(name, int(match[2]), column_index(match[1].decode()) + 1, limits)


def _percent_styles(package: zipfile.ZipFile) -> set[bytes]:
    """Numbers of the cell styles that show a fraction as a percentage."""
    if "xl/styles.xml" not in package.namelist():
        return set()
    styles = package.read("xl/styles.xml")
    formats = PERCENT_FORMATS | {
        number.decode()
        for number, code in re.findall(rb'<numFmt\b[^>]*?numFmtId="(\d+)"[^>]*?formatCode="([^"]*)"', styles)
        if b"%" in code
    }
    block = re.search(rb"<cellXfs\b.*?</cellXfs>", styles, re.DOTALL)
    used = re.findall(rb'<xf\b[^>]*?numFmtId="(\d+)"', block[0]) if block else []
    return {str(place).encode() for place, number in enumerate(used) if number.decode() in formats}


CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)


def _mend(sheet: SheetCells, part: bytes, percents: set[bytes]) -> list[Finding]:
    """Puts back what the reader leaves out (error values, per cents) and reports formulas saved without a value."""
    if b't="e"' not in part and b"<f" not in part and not percents:
        return []
    empty: list[str] = []
    for about, inside in CELL.findall(part):
        place = re.search(rb'\br="([A-Z]+)(\d+)"', about)
        if not place or not inside:
            continue
        row, column = int(place[2]) - 1, column_index(place[1].decode())
        value = re.search(rb"<v[^>]*>([^<]*)</v>", inside)
        if row >= len(sheet.rows) or column >= len(sheet.rows[row]):
            if b"<f" in inside and not (value and value[1]):
                empty.append(place[1].decode() + place[2].decode())
            continue
        if b't="e"' in about and value:
            sheet.rows[row][column] = value[1].decode()
        elif b"<f" in inside and not (value and value[1]) and b't="str"' not in about:
            empty.append(place[1].decode() + place[2].decode())
        elif percents and value and (style := re.search(rb'\bs="(\d+)"', about)) and style[1] in percents:
            sheet.rows[row][column] = _percent(sheet.rows[row][column])
    return [_formulas(sheet.name, empty)] if empty else []


def _percent(text: str) -> str:
    try:
        return f"{float(text) * 100:.10g}%"
    except ValueError:
        return text


def _formulas(sheet: str, cells: list[str]) -> Finding:
    shown = ", ".join(cells[:5]) + (f" and {len(cells) - 5:,} more" if len(cells) > 5 else "")
    first = re.match(r"([A-Z]+)(\d+)", cells[0])
    return refusal(
        f"a formula was saved without its value (cells {shown})"
        if len(cells) > 1
        else "a formula was saved without its value",
        "Open the workbook in a spreadsheet program, let it work the formulas out, save it and send it again.",
        sheet=sheet,
        row=int(first[2]) if first else 0,
        column=first[1] if first else "",
        count=len(cells),
    )


def _ods_percents(package: zipfile.ZipFile, sheets: dict[str, list[list[str]]]) -> None:
    """Shows fractions formatted as percentages as the percentages people see."""
    from xml.etree import ElementTree

    content = package.read("content.xml")
    if b'office:value-type="percentage"' not in content:
        return
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    office = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    rows: list[list[str]] = []
    row = column = 0
    for event, element in ElementTree.iterparse(io.BytesIO(_no_doctype(content)), ("start", "end")):
        if event == "start" and element.tag == f"{table}table":
            rows, row = sheets.get(element.get(f"{table}name", ""), []), 0
        elif event == "start" and element.tag == f"{table}table-row":
            column = 0
        elif event == "end" and element.tag in (f"{table}table-cell", f"{table}covered-table-cell"):
            times = int(element.get(f"{table}number-columns-repeated", "1"))
            if element.get(f"{office}value-type") == "percentage":
                for place in range(column, min(column + times, len(rows[row]) if row < len(rows) else 0)):
                    rows[row][place] = _percent(rows[row][place])
            column += times
        elif event == "end" and element.tag == f"{table}table-row":
            row += int(element.get(f"{table}number-rows-repeated", "1"))
            element.clear()


def _ods_formulas(package: zipfile.ZipFile) -> list[Finding]:
    content = package.read("content.xml")
    empty = 0
    for cell in re.findall(rb"<table:table-cell\b[^>]*table:formula=[^>]*>", content):
        if b"office:value-type=" not in cell and b"calcext:value-type=" not in cell:
            empty += 1
    if not empty:
        return []
    many = f"{empty:,} formulas were" if empty > 1 else "a formula was"
    return [
        refusal(
            f"{many} saved without a value",
            "Open the workbook in a spreadsheet program, let it work the formulas out, save it and send it again.",
            count=empty,
        )
    ]


def _as_seen(value) -> str:
    """A cell as the text a person sees, as far as the file tells: whole numbers without .0, dates as ISO dates."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ", "seconds")
    return str(value)
