"""A template filled in and sent back is accepted without a question, whatever the kind."""

import csv
import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from parity.intake import layouts, templates
from parity.intake.layouts import Layout
from tests.intake.builders import a_context, a_workbook, checked, said

KINDS = layouts.kinds()


def filled(layout: Layout) -> list[str]:
    """The example of every column, as someone who follows the template would write it."""
    labels = {field.name: {c.code: c.label for c in field.categories} for field in layout.fields}
    return [labels[field.name].get(field.example, field.example) for field in layout.staged]


def rows_of(data: bytes) -> list[list]:
    """The first sheet of a workbook as people see it."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return book.get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_filled_in_and_sent_back_is_accepted_without_a_question(kind):
    layout = layouts.layout(kind)
    rows = rows_of(templates.template(layout, "xlsx", a_context()))
    sent = a_workbook({layout.title: [rows[0], rows[1], filled(layout)]})
    found = checked(sent, f"{kind}.xlsx")
    assert (found.outcome, found.kind, found.questions) == ("accepted", kind, ()), said(found)
    assert len(found.records) == 1
    assert found.rows_read == 2, "the example row was read and left out"
    assert found.understood


@pytest.mark.parametrize("kind", KINDS)
def test_a_csv_filled_in_and_sent_back_is_accepted_without_a_question(kind):
    layout = layouts.layout(kind)
    template = templates.template(layout, "csv")
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(filled(layout))
    found = checked(template + line.getvalue().encode(), f"{kind}.csv")
    assert (found.outcome, found.kind, found.questions) == ("accepted", kind, ()), said(found)


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_template_is_recognised_and_only_wants_rows(kind):
    layout = layouts.layout(kind)
    found = checked(templates.template(layout, "xlsx", a_context()), f"{kind}.xlsx")
    assert (found.outcome, found.kind) == ("refused", kind)
    assert said(found, "refused") == [f"{kind}.xlsx: there are headings but no rows below them"]


def test_the_same_layout_always_gives_the_same_bytes():
    layout = layouts.layout("seats")
    assert templates.template(layout, "csv") == templates.template(layout, "csv")
    assert templates.template(layout, "xlsx") == templates.template(layout, "xlsx")


@pytest.mark.parametrize("kind", KINDS)
def test_a_template_holds_no_formula_no_link_and_no_hidden_sheet(kind):
    data = templates.template(layouts.layout(kind), "xlsx", a_context())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheets = [part for name, part in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert not any(b"<f>" in part or b"hyperlink" in part for part in sheets)
    assert b'state="hidden"' not in parts["xl/workbook.xml"]
    assert b'<pane xSplit="1" ySplit="1"' in sheets[0]


def test_every_code_list_is_a_drop_down():
    layout = layouts.layout("seats")
    data = templates.template(layout, "xlsx", a_context())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        sheet = package.read("xl/worksheets/sheet1.xml")
    listed = [field for field in layout.staged if templates.choices(field, a_context())]
    assert {"tier", "ethnic_group", "designated", "route"} <= {field.name for field in listed}
    assert sheet.count(b"<dataValidation ") == len(listed)


def test_another_form_of_template_is_refused_in_words():
    with pytest.raises(ValueError, match="'pdf' is not a form of template"):
        templates.template(layouts.layout("seats"), "pdf")
