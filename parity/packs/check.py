"""Whether a pack still says what the store says: it is made again, and the two files are compared line by line."""

import csv
import difflib
import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from parity.packs import carried, stamp
from parity.packs.claims import gather
from parity.packs.data import PACKAGE
from parity.packs.make import FORMATS, make
from parity.store import Store
from parity.tables import WORD_JOINER

LARGEST = 50_000_000  # bytes


class CannotCheck(Exception):
    """This file is no pack, or cannot be read; the message says which."""


class Difference(NamedTuple):
    """One place where the file and the store do not say the same; "" where one of them says nothing."""

    where: str
    file: str
    store: str


class Checked(NamedTuple):
    """How many lines and cells were compared, what differs, and the releases of the file and of the store."""

    compared: int
    differences: tuple[Difference, ...]
    build: str
    build_now: str


def check(store: Store, name: str, file: bytes) -> Checked:
    """A pack's file compared with the same pack made from this store.

    Everything a person can read is compared: every sentence, figure, table cell, chart value, note and picture. Raises
    CannotCheck for a file that is no pack.
    """
    form = _form(name, file)
    build, made, asked = _recipe(form, file)
    pack = gather(store, asked, date.fromisoformat(made))
    again = make(replace(pack, build_id=build), form)
    said, says = list(READERS[form](file)), list(READERS[form](again))
    return Checked(max(len(said), len(says)), tuple(_differences(said, says)), build, store.build_id)


def _form(name: str, file: bytes) -> str:
    if len(file) > LARGEST:
        raise CannotCheck(f"{name} is over 50 MB: no pack is so large.")
    ending = name.rpartition(".")[2].lower()
    form = next((code for code, each in FORMATS.items() if each.ending == ending), None)
    if form is None:
        raise CannotCheck(
            f"{name} is none of the formats of a pack: {', '.join(each.ending for each in FORMATS.values())}."
        )
    return form


def _recipe(form: str, file: bytes) -> tuple[str, str, Any]:
    try:
        if form == "pdf":
            text = _pdf(file).attachments["recipe.json"][0].decode()
        elif form == "csv":
            with zipfile.ZipFile(io.BytesIO(file)) as given:
                text = json.dumps(json.loads(given.read(PACKAGE))["parity"])
        else:
            text = carried.read_from(file)
        return stamp.read_recipe(text)
    except Exception as error:  # whatever a damaged file makes a reader of files say
        raise CannotCheck(
            f"This file does not say what it was made from, so it cannot be made again: {error}"
        ) from None


def _differences(said: list[tuple[str, str]], says: list[tuple[str, str]]) -> Iterator[Difference]:
    matcher = difflib.SequenceMatcher(None, said, says, autojunk=False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag == "equal":
            continue
        ours, theirs = said[start:end], says[begin:stop]
        for place in range(max(len(ours), len(theirs))):
            mine = ours[place] if place < len(ours) else ("", "")
            other = theirs[place] if place < len(theirs) else ("", "")
            yield Difference(mine[0] or other[0], mine[1], other[1])


def _pdf(file: bytes) -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(file))


def _of_pdf(file: bytes) -> Iterator[tuple[str, str]]:
    for number, page in enumerate(_pdf(file).pages, start=1):
        for line in page.extract_text().splitlines():
            yield f"page {number}", line


def _of_slides(file: bytes) -> Iterator[tuple[str, str]]:
    from pptx import Presentation

    for number, slide in enumerate(Presentation(io.BytesIO(file)).slides, start=1):
        for shape in slide.shapes:
            yield from ((f"slide {number}", text) for text in _of_shape(shape))
        if slide.has_notes_slide:
            for line in slide.notes_slide.notes_text_frame.text.splitlines():
                yield f"slide {number}, notes", line


def _of_shape(shape: Any) -> Iterator[str]:
    yield from (each.get("descr", "") for each in shape._element.xpath(".//p:cNvPr") if each.get("descr"))
    if shape.has_text_frame:
        yield from shape.text_frame.text.splitlines()
    if getattr(shape, "has_table", False):
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
    if getattr(shape, "has_chart", False):
        for plot in shape.chart.plots:
            yield from map(str, plot.categories)
            for series in plot.series:
                yield f"{series.name}: {list(series.values)}"
                yield from (each.text or "" for each in series._element.xpath("./c:errBars//c:v"))
    for each in getattr(shape, "shapes", ()):
        yield from _of_shape(each)


def _of_document(file: bytes) -> Iterator[tuple[str, str]]:
    from docx import Document

    made = Document(io.BytesIO(file))
    heading = "the cover"
    for each in made.iter_inner_content():
        if hasattr(each, "rows"):
            yield from ((f"a table under {heading}", cell.text) for row in each.rows for cell in row.cells)
            continue
        if each.style is not None and each.style.name.startswith("Heading"):
            heading = each.text
        yield f"under {heading}", each.text
    for picture in made.inline_shapes:
        held = made.part.related_parts[picture._inline.graphic.graphicData.pic.blipFill.blip.embed].blob
        yield "a picture", f"{picture._inline.docPr.get('descr')} {hashlib.sha256(held).hexdigest()[:12]}"
    yield "the foot of the page", made.sections[0].footer.paragraphs[0].text


def _of_workbook(file: bytes) -> Iterator[tuple[str, str]]:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(file))
    for name in book.sheet_names:
        for number, row in enumerate(book.get_sheet_by_name(name).to_python(), start=1):
            for place, cell in enumerate(row):
                if cell != "":
                    yield f"sheet {name}, row {number}, column {place + 1}", _cell(cell)


def _cell(cell: object) -> str:
    return repr(round(cell, 9)) if isinstance(cell, float) else str(cell).replace(WORD_JOINER, "")


def _of_archive(file: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(io.BytesIO(file)) as given:
        for part in given.infolist():
            if part.file_size > LARGEST:
                raise CannotCheck(f"{part.filename} is too large to be part of a pack.")
            text = given.read(part).decode("utf-8", "replace")
            lines = csv.reader(io.StringIO(text)) if part.filename.endswith(".csv") else text.splitlines()
            for number, line in enumerate(lines, start=1):
                cells = line if isinstance(line, list) else [line]
                yield from ((f"{part.filename}, line {number}", cell) for cell in cells)


READERS: dict[str, Callable[[bytes], Iterator[tuple[str, str]]]] = {
    "pdf": _of_pdf, "pptx": _of_slides, "docx": _of_document, "xlsx": _of_workbook, "ods": _of_workbook,
    "csv": _of_archive,
}  # fmt: skip
