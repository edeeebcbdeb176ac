"""Samples of what is refused, with the row and the remedy."""

import io
import zipfile

from tests.intake.builders import a_csv, a_workbook, an_ods, changed_member
from tests.returns.register import BRITISH, COUNTS, HEAD, INDIAN, PART, SEATS, book, counts, sample


@sample("percentages.csv")
def percentages() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,E09000028,Asian: Indian,12%")


@sample("percent-format.xlsx")
def percentages_by_format() -> bytes:
    return book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", (0.25, "0%")])


@sample("decimals.csv")
def decimals() -> bytes:
    return counts("southwark-lsp,core,2026-03-31,Asian: Indian,4.5", BRITISH)


@sample("negatives.csv")
def negatives() -> bytes:
    return counts("southwark-lsp,core,2026-03-31,Asian: Indian,-4", "southwark-lsp,core,2026-03-31,White: Irish,(3)")


@sample("does-not-add.csv")
def groups_that_do_not_add() -> bytes:
    return counts(INDIAN, BRITISH, "southwark-lsp,core,2026-03-31,Total,20")


@sample("total-row-wrong.csv")
def a_total_row_that_is_wrong() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,E09000028,Asian: Indian,7", "Total,,,,,,12")


@sample("more-people.csv")
def more_people_than_seats() -> bytes:
    return counts(f"{INDIAN},12", f"{BRITISH},12", head=COUNTS + ",Seats in all")


@sample("two-in-a-seat.csv")
def two_people_in_a_seat() -> bytes:
    return a_csv(SEATS, "southwark-lsp,core,S1,M1,Asian: Indian,2024-04-01,2026-03-31",
                 "southwark-lsp,core,S1,M2,White: Irish,2025-01-01,")  # fmt: skip


@sample("code-and-name.csv")
def code_and_name_disagree() -> bytes:
    return a_csv("Body code,Activity,From,Area code,Area name,Ethnic group,People",
                 "southwark-lsp,Fair,2026-01-12,E09000028,Hackney,Asian: Indian,7",
                 "southwark-lsp,Fair,2026-01-12,E06000023,City of Bristol,Asian: Indian,7")  # fmt: skip


@sample("conflict.csv")
def conflicting_duplicates() -> bytes:
    return counts(INDIAN, BRITISH, "southwark-lsp,core,2026-03-31,Asian: Indian,5")


@sample("formulas.xlsx")
def formulas_without_values() -> bytes:
    data = book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4])
    return changed_member(data, "xl/worksheets/sheet1.xml", b'E2"><v>4</v>', b'E2"><f>SUM(H1:H9)</f>')


@sample("formulas.ods")
def formulas_without_values_ods() -> bytes:
    return an_ods([HEAD, INDIAN.split(",")], formula=True)


@sample("errors.xlsx")
def formula_errors() -> bytes:
    data = book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4])
    return changed_member(data, "xl/worksheets/sheet1.xml", b'E2"><v>4</v>', b'E2" t="e"><v>#DIV/0!</v>')


@sample("ragged.csv")
def ragged_rows() -> bytes:
    return counts("southwark-lsp,core,2026-03-31,Asian: Indian", BRITISH, "southwark-lsp,core,2026-03-31,Arab,1,2")


@sample("quotes.csv")
def unclosed_quotes() -> bytes:
    return counts(INDIAN, 'southwark-lsp,core,2026-03-31,"White: British,9', INDIAN)


@sample("nul.csv")
def nul_bytes() -> bytes:
    return counts(INDIAN, BRITISH).replace(b"White", b"Wh\x00te")


@sample("missing.csv")
def missing_columns() -> bytes:
    return a_csv("Body code,Tier,Ethnic group,People", "southwark-lsp,core,Asian: Indian,4")


@sample("empty-cells.csv")
def missing_cells() -> bytes:
    return counts(",core,2026-03-31,Asian: Indian,4", "southwark-lsp,core,2026-03-31,White: British,")


@sample("unknown-columns.csv")
def unknown_columns() -> bytes:
    return a_csv("Fruit,Colour,Weight", "apple,red,4")


@sample("macros.xlsm")
def macros() -> bytes:
    out = io.BytesIO(book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4]))
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    return out.getvalue()


@sample("old.xls")
def old_workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


@sample("protected.xlsx")
def protected_workbook() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)


@sample("protected.ods")
def protected_ods() -> bytes:
    made = an_ods([HEAD])
    return changed_member(made, "META-INF/manifest.xml", b"</manifest:manifest>",
                          b"<manifest:encryption-data/></manifest:manifest>")  # fmt: skip


@sample("bomb.xlsx")
def bomb() -> bytes:
    out = io.BytesIO(book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/picture.png", bytes(60_000_000))
    return out.getvalue()


@sample("many-parts.xlsx")
def many_parts() -> bytes:
    out = io.BytesIO(book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4]))
    with zipfile.ZipFile(out, "a") as package:
        for number in range(200):
            package.writestr(f"xl/media/{number}.txt", b"x")
    return out.getvalue()


@sample("far.xlsx")
def far_cell() -> bytes:
    data = book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4])
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return changed_member(data, "xl/worksheets/sheet1.xml", b"</sheetData>", far)


@sample("too-large.csv")
def too_large() -> bytes:
    return counts(INDIAN) + b" " * 10_000_000


@sample("too-many-rows.csv")
def too_many_rows() -> bytes:
    return a_csv("a,b", *["1,2"] * 50_200)


@sample("too-many-columns.csv")
def too_many_columns() -> bytes:
    return a_csv(",".join(f"c{n}" for n in range(70)), ",".join("1" for _ in range(70)))


@sample("minutes.pdf")
def a_pdf() -> bytes:
    return b"%PDF-1.7 minutes of the meeting"


@sample("picture.xlsx")
def a_picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(100)


@sample("page.csv")
def a_web_page() -> bytes:
    return b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>"


@sample("data.json.csv")
def json_text() -> bytes:
    return b'{"people": 4}'


@sample("letter.docx")
def a_letter() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("word/document.xml", b"<document/>")
    return out.getvalue()


@sample("folder.zip")
def a_compressed_folder() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("return.csv", counts(INDIAN))
    return out.getvalue()


@sample("damaged.xlsx")
def damaged_workbook() -> bytes:
    return book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4])[:3000]


@sample("empty.csv")
def empty_file() -> bytes:
    return b""


@sample("spaces-only.csv")
def only_spaces() -> bytes:
    return b" \r\n\r\n  \r\n"


@sample("hidden.xlsx")
def hidden_sheet() -> bytes:
    rows = [HEAD, ["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4]]
    return a_workbook({"Counts": rows, "Spare": rows}, hidden=["Spare"])
