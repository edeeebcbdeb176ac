"""Each format, opened by a reader of its own: the figures are the measure's, and names from data stay names."""

import io
import json
import re
import zipfile

import openpyxl
import pandas as pd
import pypdf
import pytest
from docx import Document
from odf import opendocument
from odf.table import Table, TableCell
from pptx import Presentation

from parity.packs import make, stamp
from parity.packs.sheets import sheets
from tests.packs.conftest import HOSTILE

SCRIPT = "<script>alert(1)</script> [link](http://bad.example) *b* _i_ $$1$$ #let x @cite"


def squeezed(text: str) -> str:
    """Text without its spaces: where a line is broken is not what is compared."""
    return re.sub(r"[\s\u00a0\u2060\u200b]", "", text)


def expected(pack) -> list[str]:
    """What every format that can be read says: the stamp, and of each question all that a reader needs."""
    said = [pack.subject.name, pack.build_id, pack.who, *(value for _, value in stamp.facts(pack))]
    for claim in pack.claims:
        said += [claim.question, claim.sentence, claim.figure, claim.interval, claim.reference]
        said += [claim.own, claim.not_shown if claim.answered else claim.would_change]
    return [each for each in said if each]


def missing(text: str, pack) -> list[str]:
    held = squeezed(text)
    return [each for each in expected(pack) if squeezed(each) not in held]


def pdf_of(pack) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(make.make(pack, "pdf")))


def words_of_slides(file: bytes) -> str:
    words = []

    def read(shape):
        if shape.has_text_frame:
            words.append(shape.text_frame.text)
        if getattr(shape, "has_table", False):
            words.extend(cell.text for row in shape.table.rows for cell in row.cells)
        for each in getattr(shape, "shapes", ()):
            read(each)

    for slide in Presentation(io.BytesIO(file)).slides:
        for shape in slide.shapes:
            read(shape)
        words.append(slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else "")
    return "\n".join(words)


def words_of_document(file: bytes) -> str:
    made = Document(io.BytesIO(file))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in made.paragraphs), *cells])


def test_the_pdf_says_what_the_claims_say(pack):
    text = "\n".join(page.extract_text() for page in pdf_of(pack).pages)
    # A sentence that runs over a page has the foot of the page in its middle: compared in halves.
    for each in missing(text, pack):
        halves = (each[: len(each) // 2], each[len(each) // 2 :])
        assert all(squeezed(half) in squeezed(text) for half in halves), each
    for claim in pack.claims:
        if claim.answered:
            for cell in claim.table.to_numpy().ravel():
                assert squeezed(str(cell)) in squeezed(text), claim.code


def test_the_pdf_can_be_heard(pack):
    reader = pdf_of(pack)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata.title == stamp.title(pack)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    kinds, without_words = tags(root["/StructTreeRoot"])
    assert {"/H1", "/H2", "/P", "/Table", "/TH", "/TD", "/TOC"} <= set(kinds)
    drawn = sum(claim.picture is not None for claim in pack.claims)
    assert kinds.count("/Figure") >= drawn
    assert not without_words


def tags(element) -> tuple[list[str], list[str]]:
    """Every tag of a tagged PDF, and the figures among them that have no alternative text."""
    kinds, without_words, left = [], [], [element]
    while left:
        each = left.pop()
        each = each.get_object() if hasattr(each, "get_object") else each
        if isinstance(each, list):
            left.extend(each)
        elif isinstance(each, dict):
            if "/S" in each:
                kinds.append(each["/S"])
                if each["/S"] == "/Figure" and not each.get("/Alt"):
                    without_words.append(str(each))
            if "/K" in each:
                left.append(each["/K"])
    return kinds, without_words


def test_the_same_pack_is_the_same_pdf(sparse):
    assert make.make(sparse, "pdf") == make.make(sparse, "pdf")


def test_the_slides_say_what_the_claims_say(pack):
    assert not missing(words_of_slides(make.make(pack, "pptx")), pack)


def test_charts_on_slides_are_the_figures_and_have_words(rich):
    charts = [
        shape
        for slide in Presentation(io.BytesIO(make.make(rich, "pptx"))).slides
        for shape in slide.shapes
        if getattr(shape, "has_chart", False)
    ]
    drawn = [claim.picture for claim in rich.claims if claim.picture and claim.picture.kind == "against"]
    assert len(charts) == len(drawn)
    for shape, picture in zip(charts, drawn, strict=True):
        scale = 100 if picture.unit == "percent" else 1
        told = shape.chart.plots[0].series[0].values
        assert [None if value is None else round(value / scale, 9) for value in told] == [
            None if row.value is None else round(row.value, 9) for row in picture.rows
        ]
        assert shape._element.xpath(".//p:cNvPr")[0].get("descr") == picture.alt


def test_every_slide_has_a_title_and_the_stamp(rich):
    for slide in Presentation(io.BytesIO(make.make(rich, "pptx"))).slides:
        assert slide.shapes.title.text_frame.text
        assert any(rich.build_id in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_document_says_what_the_claims_say(pack):
    file = make.make(pack, "docx")
    assert not missing(words_of_document(file), pack)
    made = Document(io.BytesIO(file))
    headings = [each.text for each in made.paragraphs if each.style.name == "Heading 2"]
    assert headings[: len(pack.claims)] == [claim.question for claim in pack.claims]
    drawn = [claim.picture.alt for claim in pack.claims if claim.picture and claim.answered]
    assert [each._inline.docPr.get("descr") for each in made.inline_shapes] == drawn
    assert all("tblHeader" in table.rows[0]._tr.xml for table in made.tables)


def test_the_workbook_keeps_the_rules(pack):
    book = openpyxl.load_workbook(io.BytesIO(make.make(pack, "xlsx")))
    assert book.sheetnames[:3] == ["Cover", "Contents", "Notes"]
    for sheet in book:
        assert not sheet.merged_cells.ranges and sheet.sheet_state == "visible"
        assert sheet["A1"].value
        if sheet.title == "Cover":
            continue
        (table,) = sheet.tables.values()
        cells = [cell for row in sheet[table.ref] for cell in row]
        assert all(cell.value not in (None, "") for cell in cells), sheet.title
        assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells) or sheet.title == "Contents"
        last = sheet[table.ref][-1][-1]
        assert (last.row, last.column) == (sheet.max_row, sheet.max_column), "one table, and nothing after it"
        first = sheet[table.ref][0][0]
        above = [str(sheet.cell(row, 1).value) for row in range(1, first.row)]
        legend = {line.split(" ")[0] for line in above if re.match(r"\[\w+\] ", line)}
        used = {
            mark
            for mark in ("[c]", "[u]", "[x]", "[z]", "[e]", "[low]")
            if any(mark in str(cell.value) for cell in cells)
        }
        if sheet.title[0].isdigit():
            assert legend == used


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_the_numbers_of_a_workbook_are_those_of_the_measure(pack, form):
    file = make.make(pack, form)
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(file))
        rows = {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}
    else:
        rows = {table.getAttribute("name"): [[cell_of(cell) for cell in row.getElementsByType(TableCell)]
                for row in table.childNodes if row.qname[1] == "table-row"]
                for table in opendocument.load(io.BytesIO(file)).getElementsByType(Table)}  # fmt: skip
    for sheet in sheets(pack):
        told = rows[sheet.tab]
        start = next(
            place for place, row in enumerate(told) if row[: len(sheet.table.columns)] == list(sheet.table.columns)
        )
        share = [name for name in ("Share (per cent)", "Value (per cent)") if name in sheet.table.columns]
        body = pd.DataFrame(told[start + 1 :], columns=sheet.table.columns)
        frame = sheet.claim.frame
        frame = frame[frame["row"] != "detail"] if "row" in frame else frame
        assert len(body) == len(frame)
        for name in share:
            column = "share" if name.startswith("Share") else "value"
            for shown, worked in zip(body[name], frame[column], strict=True):
                assert (isinstance(shown, str) and pd.isna(worked)) or shown == pytest.approx(100 * worked, abs=1e-7)


def cell_of(cell):
    kind = cell.getAttribute("valuetype")
    return float(cell.getAttribute("value")) if kind == "float" else "".join(str(each) for each in cell.childNodes)


def test_the_data_are_the_frames_whole_and_described(pack):
    with zipfile.ZipFile(io.BytesIO(make.make(pack, "csv"))) as held:
        package = json.loads(held.read("datapackage.json"))
        assert package["version"] == pack.build_id
        assert [each["question"] for each in package["claims"]] == [claim.question for claim in pack.claims]
        for claim in pack.claims:
            if claim.frame.empty:
                continue
            told = pd.read_csv(io.BytesIO(held.read(f"{claim.code}.csv")))
            assert list(told.columns) == list(claim.frame.columns)
            for name in claim.frame.select_dtypes("number"):
                pd.testing.assert_series_equal(
                    told[name].astype(float), claim.frame[name].astype(float).reset_index(drop=True)
                )
            described = json.loads(held.read(f"{claim.code}.csv-metadata.json"))
            assert [each["name"] for each in described["tableSchema"]["columns"]] == list(claim.frame.columns)
            assert claim.command in held.read("README.txt").decode()


def test_hostile_names_stay_names_in_the_pdf(hostile):
    text = squeezed("".join(page.extract_text() for page in pdf_of(hostile).pages))
    assert squeezed(SCRIPT) in text
    assert "U+6C49" in text  # no font here has it: its number stands for it
    reader = pdf_of(hostile)
    assert not [each for page in reader.pages for each in page.get("/Annots", []) if "/URI" in str(each.get_object())]


def test_hostile_names_stay_names_in_slides_and_documents(hostile):
    for form, words in (("pptx", words_of_slides), ("docx", words_of_document)):
        file = make.make(hostile, form)
        assert squeezed(HOSTILE) in squeezed(words(file))
        with zipfile.ZipFile(io.BytesIO(file)) as held:
            for part in held.namelist():
                if part.endswith(".rels"):
                    assert b"bad.example" not in held.read(part), part


@pytest.mark.parametrize("form", ["xlsx", "ods"])
def test_hostile_names_stay_names_in_workbooks(hostile, form):
    file = make.make(hostile, form)
    with zipfile.ZipFile(io.BytesIO(file)) as held:
        for part in held.namelist():
            text = held.read(part)
            assert b"<f>" not in text and b"table:formula" not in text
            assert b"bad.example" not in text or not part.endswith(".rels")
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(file))
        words = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    else:
        words = str(opendocument.load(io.BytesIO(file)).spreadsheet)
    assert squeezed(SCRIPT) in squeezed(words)


def test_hostile_names_are_no_formulas_in_csv(hostile):
    with zipfile.ZipFile(io.BytesIO(make.make(hostile, "csv"))) as held:
        for name in held.namelist():
            if name.endswith(".csv"):
                told = pd.read_csv(io.BytesIO(held.read(name)), dtype=str, keep_default_na=False)
                assert not told.map(lambda cell: cell.startswith("=")).to_numpy().any()
