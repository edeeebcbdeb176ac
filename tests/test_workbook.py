"""A workbook to keep: read back cell by cell."""

import io
import zipfile

import numpy as np
import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from parity import tables

FRAME = pd.DataFrame(
    {
        "label": ["=1+1", "http://a.b", "Black"],
        "count": [3, np.nan, 0],
        "share": [0.25, np.nan, 0.0],
        "as_at": pd.to_datetime(["2026-03-31", None, "2026-03-31"]),
        "clear": [True, False, False],
        "mark": ["", "[c]", "[e]"],
    }
)
DESCRIBED = {name: f"What {name} is" for name in FRAME.columns}
TOLD = tables.Told("A question?", "3 of 12 members.", ["Parity, build 1234."])


def read(frame: pd.DataFrame = FRAME) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(tables.xlsx(frame, DESCRIBED, TOLD)))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_figures_are_figures_and_what_is_missing_is_its_mark():
    rows = read()["Figures"]
    assert rows[2] == list(FRAME.columns)
    assert rows[3][:3] == ["=1+1", 3, 0.25]
    assert rows[4][:3] == ["http://a.b", "[c]", "[c]"]
    assert rows[5][:3] == ["Black", 0, 0]
    assert (rows[3][4], rows[4][4]) == ("yes", "no")


def test_the_cover_leads_with_the_title_and_the_finding_and_every_column_is_described():
    sheets = read()
    assert list(sheets) == ["Cover", "Columns", "Marks", "Figures"]
    assert [row[0] for row in sheets["Cover"]][:3] == ["A question?", "3 of 12 members.", "Parity, build 1234."]
    assert [row[0] for row in sheets["Columns"][3:]] == list(FRAME.columns)
    with pytest.raises(KeyError):
        tables.xlsx(FRAME, {}, TOLD)


def test_no_cell_is_a_formula_or_a_link_and_nothing_is_merged_or_hidden():
    with zipfile.ZipFile(io.BytesIO(tables.xlsx(FRAME, DESCRIBED, TOLD))) as parts:
        sheets = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    for sheet in sheets:
        assert not any(bad in sheet for bad in ("<f>", "<hyperlink", "<mergeCell", 'hidden="1"'))


def test_a_frame_without_rows_is_a_workbook_all_the_same():
    assert read(FRAME.head(0))["Figures"][2] == list(FRAME.columns)
