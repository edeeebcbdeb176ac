"""Reading happens in a child process, within limits, and gives every cell as text with its address."""

import ast
import csv
import datetime
import io
import time
import zipfile
from pathlib import Path

import pytest

from parity.intake import read as room
from parity.intake.read import Limits, column_letters, parent, read
from parity.intake.read import text as words
from tests.intake.builders import a_csv, a_workbook, an_ods, changed_member


def cells(data: bytes, filename: str = "a.csv") -> list[list[str]]:
    """The cells of the only sheet of a file that nothing is wrong with."""
    reading = read(data, filename)
    assert not [one for one in reading.findings if one.severity == "refused"], reading.findings
    return reading.sheets[0].cells.frame.to_numpy().tolist()


def refused(data: bytes, filename: str = "a.csv", limits: Limits | None = None) -> list[str]:
    """What a file that cannot be read is refused for."""
    return [one.message for one in read(data, filename, limits).findings if one.severity == "refused"]


def test_the_reading_room_knows_nobody_in_the_house():
    for path in Path(room.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            own = [name for name in names if name.startswith("parity")]
            assert all(name.startswith("parity.intake.read") for name in own), (path.name, own)


def test_rows_are_numbered_as_people_see_them_and_columns_have_letters():
    frame = read(a_csv("a,b", "", "c,d"), "a.csv").sheets[0].cells.frame
    assert list(frame.index) == [1, 2, 3]
    assert frame.loc[3].tolist() == ["c", "d"]
    assert [column_letters(place) for place in (0, 25, 26, 59, 701, 702)] == ["A", "Z", "AA", "BH", "ZZ", "AAA"]


def test_text_stays_text_whatever_it_looks_like():
    row = ["F", "None", "NaN", "01/02/2025", "007", "1e5", "TRUE", "=1+1", "NULL"]
    assert cells(a_csv(",".join(row))) == [row]


def test_quotes_commas_and_line_breaks_stay_inside_their_cell():
    assert cells(b'a,b\r\n"x, ""y""\r\nz",2\r\n') == [["a", "b"], ['x, "y"\r\nz', "2"]]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_separator_and_line_end_gives_the_same_cells(ends, mark):
    rows = [["body", "people"], ["Board, one" if mark != "," else "Board", "4"]]
    assert cells(a_csv(*(mark.join(row) for row in rows), ends=ends)) == rows


def test_a_semicolon_file_with_decimal_commas_is_not_split_at_them():
    assert cells(b"name;value\nx;1,5\ny;2,5\nz;3,5\n") == [["name", "value"], ["x", "1,5"], ["y", "2,5"], ["z", "3,5"]]


def test_the_stated_separator_is_believed_and_row_numbers_stay():
    frame = read(b"sep=;\r\na;b\r\n1;2\r\n", "a.csv").sheets[0].cells.frame
    assert frame.loc[2].tolist() == ["a", "b"]


@pytest.mark.parametrize("alphabet", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_every_alphabet_gives_the_same_letters(alphabet):
    text = "name,people\r\nCafé – “Noor”,4\r\nThe other board of the borough,5\r\n"
    assert cells(text.encode(alphabet))[1] == ["Café – “Noor”", "4"]


def test_a_workbook_shows_numbers_and_dates_as_people_see_them():
    day = (datetime.date(2026, 3, 31), "dd/mm/yyyy")
    moment = (datetime.datetime(2026, 3, 31, 9, 30), "dd/mm/yyyy hh:mm")
    row = [5, 5.5, 0.1 + 0.2, True, day, moment, (0.25, "0%"), (0.125, "0.0%"), "  x ", 12345678901]
    seen = ["5", "5.5", "0.3", "TRUE", "2026-03-31", "2026-03-31 09:30:00", "25%", "12.5%", "  x ", "12345678901"]
    assert cells(a_workbook({"A": [row]}), "a.xlsx") == [seen]


def test_dates_of_a_workbook_that_counts_from_1904_are_the_same_days():
    day = (datetime.date(2026, 3, 31), "dd/mm/yyyy")
    reading = read(a_workbook({"A": [[day]]}, date_1904=True), "a.xlsx")
    assert reading.sheets[0].cells.frame.loc[1, 0] == "2026-03-31"
    assert reading.sheets[0].from_1904


def test_error_values_are_seen_and_not_blank():
    data = changed_member(
        a_workbook({"A": [[1, 2]]}), "xl/worksheets/sheet1.xml", b'B1"><v>2</v>', b'B1" t="e"><v>#N/A</v>'
    )
    assert cells(data, "a.xlsx") == [["1", "#N/A"]]


def test_a_formula_with_its_value_is_read_as_the_value():
    data = a_workbook({"A": [[1, 2]]})
    data = changed_member(data, "xl/worksheets/sheet1.xml", b'B1"><v>2</v>', b'B1"><f>A1+1</f><v>2</v>')
    assert cells(data, "a.xlsx") == [["1", "2"]]


def test_a_sheet_that_begins_far_from_the_corner_keeps_its_addresses():
    frame = read(a_workbook({"A": [[], [], ["", "", "x"]]}), "a.xlsx").sheets[0].cells.frame
    assert frame.loc[3, 2] == "x"


def test_an_opendocument_sheet_is_read():
    assert cells(an_ods([["a", "b"], ["1", "é"]]), "a.ods") == [["a", "b"], ["1", "é"]]


def test_content_counts_and_not_the_name_of_the_file():
    assert cells(a_workbook({"A": [["x", "y"]]}), "a.csv") == [["x", "y"]]


def test_a_file_that_takes_too_long_is_stopped_in_time():
    data = a_workbook({"A": [[n] * 50 for n in range(3000)]})
    began = time.monotonic()
    assert refused(data, "a.xlsx", Limits(seconds=0.02)) == ["the file took longer than 0.02 seconds to open"]
    assert time.monotonic() - began < 10


def test_a_file_that_takes_too_much_memory_is_stopped():
    rows = [["x" * 100 + str(n)] * 20 for n in range(4000)]
    said = refused(a_workbook({"A": rows}), "a.xlsx", Limits(memory=40_000_000))
    assert said == ["the file could not be opened within the memory a return may use, or it is damaged"]


def test_a_far_cell_in_an_opendocument_sheet_does_no_harm():
    repeated = 'table:number-columns-repeated="16384" office:value-type="string"'
    cell = f"<table:table-cell {repeated}><text:p>x</text:p></table:table-cell>"
    data = changed_member(
        an_ods([["a"]]), "content.xml", b"</table:table>",
        f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>'.encode(),
    )  # fmt: skip
    began = time.monotonic()
    assert refused(data, "a.ods")
    assert time.monotonic() - began < 30


def test_a_package_that_lies_about_its_size_is_measured_by_unpacking_it():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("xl/workbook.xml", bytes(20_000_000))
    lying = out.getvalue().replace((20_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != out.getvalue()
    assert refused(lying, "a.xlsx")


def test_raised_limits_let_a_larger_file_in():
    data = a_csv("a,b", *["1,2"] * 60_000)
    assert refused(data) == ["there are more than 50,000 rows"]
    frame = read(data, "a.csv", Limits(rows=100_000)).sheets[0].cells.frame
    assert frame.shape == (60_001, 2)


def test_a_child_that_dies_leaves_nothing_behind():
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        refused(b"PK\x03\x04 not a workbook", "a.xlsx")
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_an_opendocument_sheet_shows_percentages_and_dates_as_people_see_them():
    cells_of = (
        '<table:table-row><table:table-cell table:number-columns-repeated="2" office:value-type="percentage"'
        ' office:value="0.25"><text:p>25%</text:p></table:table-cell><table:table-cell office:value-type="date"'
        ' office:date-value="2026-03-31"><text:p>31/03/26</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="0.25"><text:p>0.25</text:p></table:table-cell>'
        "</table:table-row></table:table>"
    )
    data = changed_member(an_ods([["a", "b", "c", "d"]]), "content.xml", b"</table:table>", cells_of.encode())
    assert cells(data, "a.ods")[1] == ["25%", "25%", "2026-03-31", "0.25"]


def test_a_child_that_is_fed_slowly_is_fed_to_the_end(monkeypatch):
    """Each look is over before the child has begun: what it has not been given by then must reach it all the same."""
    monkeypatch.setattr(parent, "STANDSTILL", 0.001)
    monkeypatch.setattr(parent, "LOOKS", 1_000_000)
    rows = ["Body,People", *(f"B{number:05d},{number}" for number in range(40_000))]
    found = read(a_csv(*rows), "people.csv")
    assert not found.findings
    assert len(found.sheets[0].cells.frame) == len(rows)


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize(
    "text",
    [
        "a,b,c\n1,2,3\n4,5,6",
        "a,b\r\n1,2\r3,4\r\r\n5,6\n",
        "a,b,c\n1,2\n\n4,5,6,7\n,,\n\n",
        "a\nb\n\nc\n",
        'a,b\n"1,2",3\n4,"5\n6"\n',
        "\u2028a,b\u0085\n\u00a0,\u3000\n",
    ],
)
def test_lines_without_quotation_marks_are_parted_as_the_reader_of_csv_parts_them(text, size):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    found = [block for block in words.blocks(text, ",", size)]
    assert [width for block in found for width in block.widths] == [len(row) for row in rows]
    widest = max(map(len, rows))
    cells = []
    for block in found:
        told = list(zip(*block.columns, strict=True)) or [()] * len(block.widths)
        cells += [list(row) + [""] * (widest - len(row)) for row in told]
    assert cells == [row + [""] * (widest - len(row)) for row in rows]


def test_a_cell_too_long_for_a_spreadsheet_names_its_row_wherever_it_stands():
    rows = ["Body,People", *(f"B{number},1" for number in range(50_000)), "x" * 40_000 + ",1"]
    found = read(a_csv(*rows), "people.csv", Limits(rows=60_000))
    assert [finding.row for finding in found.findings] == [len(rows)]
