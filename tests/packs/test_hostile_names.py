"""Twenty hostile names in every format: each is there letter for letter, and is no formula, link, picture or markup."""

import csv
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
import pypdf
import pytest
from odf import opendocument, teletype
from odf.table import TableCell

from parity import calendar, tables
from parity.findings import due as say
from parity.packs import make
from tests.hostile import NAMES
from tests.packs.test_formats import words_of_document, words_of_slides

FORMATS = ("pdf", "pptx", "docx", "xlsx", "ods", "csv")


@pytest.fixture(scope="module")
def twenty(sparse):
    """A pack of three claims whose subject, sentences, own words, tables and pictures hold all twenty names."""

    def spoiled(claim):
        rows = pd.concat([claim.table.head(1)] * len(NAMES))
        frame = pd.concat([claim.frame.head(1)] * len(NAMES), ignore_index=True)
        words = [
            name
            for name in frame
            if not pd.api.types.is_numeric_dtype(frame[name]) and name in ("label", "body", "name", "note")
        ]
        frame = frame.assign(**{name: list(NAMES) for name in words})
        drawn = claim.picture
        if drawn is not None:
            lines = tuple(drawn.rows[0]._replace(label=name) for name in NAMES)
            drawn = drawn._replace(title=NAMES[2], alt=NAMES[3], rows=lines, value_name=NAMES[4])
        return replace(
            claim, sentence=NAMES[0], own=NAMES[1], table=rows.set_axis(list(NAMES)), frame=frame, picture=drawn
        )

    claims = tuple(spoiled(claim) for claim in sparse.claims if claim.answered and len(claim.table))[:2]
    return replace(sparse, subject=sparse.subject._replace(name=NAMES[0], served=NAMES[12]), claims=claims)


@pytest.fixture(scope="module")
def files(twenty) -> dict[str, bytes]:
    return {form: make.make(twenty, form) for form in FORMATS}


def plain(text: str) -> str:
    """Text without blanks and without marks nobody sees: where a line is broken is not what is compared."""
    shown = (each for each in text if unicodedata.category(each) not in ("Cf", "Zs", "Cc"))
    return re.sub(r"\s", "", "".join(shown))


def words(form: str, file: bytes) -> str:
    """What a reader of its own finds in a file."""
    if form == "pdf":
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)
    if form == "pptx":
        with zipfile.ZipFile(io.BytesIO(file)) as held:
            charts = [
                held.read(part).decode() for part in held.namelist() if re.fullmatch(r"ppt/charts/[^/]*\.xml", part)
            ]
        return "\n".join([words_of_slides(file), *(html.unescape(re.sub(r"<[^>]+>", "\n", each)) for each in charts)])
    if form == "docx":
        return words_of_document(file)
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(file))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    if form == "ods":
        return "\n".join(
            teletype.extractText(each) for each in opendocument.load(io.BytesIO(file)).getElementsByType(TableCell)
        )
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        return "\n".join(held.read(name).decode("utf-8-sig") for name in held.namelist())


@pytest.mark.parametrize("form", FORMATS)
def test_every_name_is_there_letter_for_letter(files, form):
    text = words(form, files[form])
    if form == "csv":
        text = text.replace('""', '"')
    held = plain(text)
    lost = [name for name in NAMES if plain(name) not in held and name.isascii()]
    assert lost == []
    arabic = next(name for name in NAMES if name.startswith("مجلس"))
    assert all(
        word in unicodedata.normalize("NFKC", text) for word in arabic.split()
    )  # a PDF is read from left to right


@pytest.mark.parametrize("form", ["pptx", "docx", "xlsx", "ods"])
def test_no_name_is_a_formula_a_link_or_a_part_of_the_file(files, form):
    acts = re.compile(
        r"<f[ >]|table:formula|<hyperlink [^>]*r:id|<text:a [^>]*evil|<w:fldSimple|<script|xlink:href=.https?:"
    )
    for part, text in parts_of(files[form]):
        assert "evil.example" not in text or not part.endswith(".rels"), part
        assert "evil.example" not in part and not acts.search(text), part


def parts_of(file: bytes) -> Iterator[tuple[str, str]]:
    """Every part of a bundle, and of the workbooks behind charts in it."""
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        for part in held.namelist():
            data = held.read(part)
            if data.startswith(b"PK"):
                yield from parts_of(data)
            else:
                yield part, data.decode("utf-8", errors="replace")


def test_no_name_is_a_link_or_a_script_of_the_pdf(files):
    reader = pypdf.PdfReader(io.BytesIO(files["pdf"]))
    acts = [str(note.get_object()) for page in reader.pages for note in page.get("/Annots", [])]
    assert not [each for each in acts if re.search(r"/URI|/Launch|/JavaScript|evil", each)]
    assert "/JavaScript" not in str(reader.trailer["/Root"]) and "/AA" not in reader.trailer["/Root"]


def begins_a_formula(cell: str) -> bool:
    return cell.startswith(("=", "+", "@", "\t", "\r")) or bool(re.match(r"-[^\d.]|-\d+[^\d.%,eE]", cell))


def test_no_cell_of_a_csv_begins_a_formula(files):
    looked = 0
    with zipfile.ZipFile(io.BytesIO(files["csv"])) as held:
        for name in held.namelist():
            if name.endswith(".csv"):
                for row in csv.reader(io.StringIO(held.read(name).decode("utf-8-sig"))):
                    assert [cell for cell in row if begins_a_formula(cell)] == []
                    looked += sum("HYPERLINK" in cell for cell in row)
    assert looked
    described = tables.csv(pd.DataFrame({"body": NAMES})).decode("utf-8-sig")
    assert not [row for row in csv.reader(io.StringIO(described)) if begins_a_formula(row[0])]


def due_of_hostile_boards() -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"kind": "action", "code": f"A{n}", "body_code": f"h{n:02}", "place": name, "what": f"{name}\r\nBEGIN:VEVENT", "who": name,
             "on": date(2026, 12, 1), "standing": "sent", "days": 5, "late": False, "state": "due"}
            for n, name in enumerate(NAMES)
        ]
    )  # fmt: skip


def test_a_calendar_holds_the_names_as_text_of_its_events():
    data = calendar.ics(due_of_hostile_boards(), datetime(2026, 11, 26, tzinfo=UTC)).decode()
    lines = data.replace("\r\n ", "").split("\r\n")
    assert lines.count("BEGIN:VEVENT") == len(NAMES)
    assert {line.split(":")[0].split(";")[0] for line in lines if line} <= {
        "BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "X-WR-CALNAME", "REFRESH-INTERVAL", "UID", "DTSTAMP", "DTSTART",
        "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP", "ACTION", "TRIGGER",
    }  # fmt: skip
    held = plain(
        "".join(line for line in lines if line.startswith("SUMMARY"))
        .replace("\\,", ",")
        .replace("\\;", ";")
        .replace("\\\\", "\\")
    )
    assert [name for name in NAMES if plain(name) not in held] == []


def test_a_digest_holds_the_names_and_no_line_of_theirs():
    frame = due_of_hostile_boards()
    text = say.digest(frame, date(2026, 11, 26), 90, "b1")
    assert [name for name in NAMES if plain(name) not in plain(text)] == []
    assert not [line for line in text.splitlines() if line.startswith("BEGIN")]
