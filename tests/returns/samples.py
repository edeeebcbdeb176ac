"""One sample file for each case of the rules about bad input; the messages each must give stand in messages.csv.

Run `python -m tests.returns.samples FOLDER` to write the files and look at them in a spreadsheet program.
"""

import io
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.intake.builders import a_csv, a_workbook, an_ods, changed_member

COUNTS = "Body code,Tier,As at,Ethnic group,People"
HEAD = COUNTS.split(",")
PART = "Body code,Activity,Role,From,Area,Ethnic group,People"
SEATS = "Body code,Tier,Seat reference,Member reference,Ethnic group,Started,Ended"
INDIAN = "southwark-lsp,core,2026-03-31,Asian: Indian,4"
BRITISH = "southwark-lsp,core,2026-03-31,White: British,9"
GRANTS = "Identifier,Award date,Recipient,Funder,Amount awarded,Area"

SAMPLES: dict[str, tuple[str, Callable[[], bytes]]] = {}


def sample(filename: str) -> Callable:
    """Registers the function that makes a sample under its own name."""

    def register(make: Callable[[], bytes]) -> Callable[[], bytes]:
        SAMPLES[make.__name__] = (filename, make)
        return make

    return register


def counts(*rows: str, head: str = COUNTS) -> bytes:
    """A small return of seat counts."""
    return a_csv(head, *rows)


def book(*rows: list, **options) -> bytes:
    """The same as a workbook."""
    return a_workbook({"Counts": [HEAD, *rows]}, **options)


# Put right and said so


@sample("bom.csv")
def byte_order_mark() -> bytes:
    return b"\xef\xbb\xbf" + counts(INDIAN, BRITISH)


@sample("windows.csv")
def windows_1252() -> bytes:
    return (COUNTS + ",Note\r\n" + INDIAN + ",Café meeting – spring\r\n").encode("cp1252")


@sample("wide.csv")
def utf_16() -> bytes:
    return counts(INDIAN, BRITISH).decode().encode("utf-16")


@sample("wide-bare.csv")
def utf_16_without_a_mark() -> bytes:
    return counts(INDIAN, BRITISH).decode().encode("utf-16-le")


@sample("semicolons.csv")
def semicolons() -> bytes:
    return counts(INDIAN, BRITISH).replace(b",", b";")


@sample("tabs.tsv")
def tabs() -> bytes:
    return counts(INDIAN, BRITISH).replace(b",", b"\t")


@sample("mac.csv")
def carriage_returns() -> bytes:
    return counts(INDIAN, BRITISH).replace(b"\r\n", b"\r")


@sample("titles.csv")
def titles_and_notes() -> bytes:
    return a_csv(
        "Membership of the board,,,,",
        "Spring 2026,,,,",
        ",,,,",
        COUNTS,
        INDIAN,
        BRITISH,
        ",,,,",
        "Source: our records,,,,",
    )


@sample("blanks.csv")
def blank_rows_and_columns() -> bytes:
    return a_csv(",Body code,Tier,,As at,Ethnic group,People", ",southwark-lsp,core,,2026-03-31,Asian: Indian,4",
                 ",,,,,,", ",southwark-lsp,core,,2026-03-31,White: British,9")  # fmt: skip


@sample("totals.csv")
def totals_by_group() -> bytes:
    return counts(INDIAN, BRITISH, "southwark-lsp,core,2026-03-31,Total,13")


@sample("total-row.csv")
def a_total_row() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,E09000028,Asian: Indian,7",
                 "southwark-lsp,Forum,consultee,2026-01-13,E09000028,White: British,5", "Total,,,,,,12")  # fmt: skip


@sample("spaces.csv")
def spaces() -> bytes:
    return (COUNTS + "\r\n southwark-lsp ,core,2026-03-31,Asian:\u00a0Indian,\u00a04\r\n").encode()


@sample("labels.csv")
def label_variants() -> bytes:
    return counts("southwark-lsp,Core,2026-03-31,asian - INDIAN,4", "southwark-lsp,board,2026-03-31,Black African,2")


@sample("thousands.csv")
def thousands() -> bytes:
    return a_csv(PART, 'southwark-lsp,Fair,consultee,2026-01-12,E09000028,Asian: Indian,"1,234"',
                 "southwark-lsp,Fair,consultee,2026-01-12,E09000028,White: British,2 345")  # fmt: skip


@sample("text-numbers.xlsx")
def numbers_as_text() -> bytes:
    return book(["southwark-lsp", "core", "2026-03-31", "Asian: Indian", "4"])


@sample("serial.xlsx")
def serial_dates() -> bytes:
    return book(["southwark-lsp", "core", 46112, "Asian: Indian", 4])


@sample("serial-1904.xlsx")
def serial_dates_from_1904() -> bytes:
    return book(["southwark-lsp", "core", 44650, "Asian: Indian", 4], date_1904=True)


@sample("twice.csv")
def exact_duplicates() -> bytes:
    return counts(INDIAN, BRITISH, INDIAN)


@sample("old-codes.csv")
def old_codes() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,E07000150,Asian: Indian,7")


@sample("small-letters.csv")
def small_letters() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,e09000028,Asian: Indian,7")


@sample("day-first.csv")
def day_first() -> bytes:
    return counts("southwark-lsp,core,31/03/2026,Asian: Indian,4", "southwark-lsp,core,31/03/2026,White: British,4")


@sample("markers.csv")
def markers() -> bytes:
    signs = ["*", "c", "<5", "..", "-", "x", "z", "low"]
    groups = ["Indian", "Pakistani", "Bangladeshi", "Chinese", "Arab", "Roma", "African", "Caribbean"]
    return counts(*(f"southwark-lsp,core,2026-03-31,{group},{sign}" for group, sign in zip(groups, signs, strict=True)))


@sample("unknowns.csv")
def four_unknowns_and_blank() -> bytes:
    states = ["Prefer not to say", "Not stated", "Not known", "Refused", ""]
    return counts(*(f"southwark-lsp,core,2026-03-31,{state},{n}" for n, state in enumerate(states, start=1)))


@sample("none.csv")
def a_group_called_none() -> bytes:
    return counts("southwark-lsp,core,2026-03-31,None,4")


# Asked


@sample("haringey.csv")
def unknown_label() -> bytes:
    return counts("haringey-lsp,core,2026-03-31,Asain,4", "haringey-lsp,core,2026-03-31,Martian,1", INDIAN)


@sample("bme.csv")
def bme_without_a_definition() -> bytes:
    return counts("haringey-lsp,core,2026-03-31,BME,4", "haringey-lsp,core,2026-03-31,Not stated,2")


@sample("abbey.csv")
def ambiguous_place() -> bytes:
    return a_csv(PART, "southwark-lsp,Fair,consultee,2026-01-12,Abbey,Asian: Indian,7")


@sample("commas.csv")
def decimal_commas() -> bytes:
    return a_csv(GRANTS.replace(",", ";"), "G1;2026-01-01;Example Group;Example Trust;1250,50;E09000028",
                 "G2;2026-01-02;Example Group;Example Trust;300,00;E09000028")  # fmt: skip


@sample("merged.xlsx")
def merged_headings() -> bytes:
    data = a_workbook({"Counts": [[*HEAD, ""], ["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4, 2]]})
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="E1:F1"/></mergeCells>'
    return changed_member(data, "xl/worksheets/sheet1.xml", b"</sheetData>", merged)


@sample("signs.csv")
def marker_without_a_legend() -> bytes:
    return counts("southwark-lsp,core,2026-03-31,Asian: Indian,~", BRITISH)


@sample("label-dates.csv")
def labels_turned_into_dates() -> bytes:
    return a_csv(
        SEATS, "southwark-lsp,core,02-Jan,M1,Asian: Indian,2024-04-01,", "southwark-lsp,core,S2,M2,05-Oct,2024-04-01,"
    )


@sample("new-body.csv")
def unknown_body() -> bytes:
    return counts("southwork-lsp,core,2026-03-31,Asian: Indian,4")


# Refused


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


# A person's details


@sample("names.csv")
def names_by_heading() -> bytes:
    return a_csv("Name," + SEATS, "Jo Bloggs,southwark-lsp,core,S1,M1,Asian: Indian,2024-04-01,")


@sample("names-hidden.csv")
def names_by_content() -> bytes:
    rows = [("S1", "Fatima Begum"), ("S2", "John Smith"), ("S3", "Priya Patel")]
    lines = (f"southwark-lsp,core,{seat},M{seat},Asian: Indian,2024-04-01,,{who}" for seat, who in rows)
    return a_csv(SEATS + ",Ref 2", *lines)


@sample("names-as-references.csv")
def names_as_references() -> bytes:
    return a_csv(SEATS, "southwark-lsp,core,S1,Fatima Begum,Asian: Indian,2024-04-01,")


@sample("titles-and-names.csv")
def a_name_in_words() -> bytes:
    return counts(INDIAN + ",Cllr Bloggs stood in", head=COUNTS + ",Note")


@sample("emails.csv")
def e_mail_addresses() -> bytes:
    return counts(INDIAN + ",ask jo.bloggs@example.org", head=COUNTS + ",Note")


@sample("phones.csv")
def telephone_numbers() -> bytes:
    return counts(INDIAN + ",07700 900123", head=COUNTS + ",Note")


@sample("births.csv")
def dates_of_birth_by_heading() -> bytes:
    return counts(INDIAN + ",1970-01-02", head=COUNTS + ",DOB")


@sample("births-unsaid.csv")
def dates_of_birth_by_content() -> bytes:
    days = ["12/03/1951", "01/09/1968", "30/11/1974", "07/07/1983", "19/05/1990"]
    groups = ["Indian", "Pakistani", "Arab", "Roma", "Chinese"]
    lines = (f"southwark-lsp,core,2026-03-31,{group},1,{day}" for group, day in zip(groups, days, strict=True))
    return counts(*lines, head=COUNTS + ",Field 6")


@sample("addresses.csv")
def postal_addresses() -> bytes:
    return counts(INDIAN + ",12 Acacia Avenue", head=COUNTS + ",Note")


@sample("postcodes.csv")
def postcodes() -> bytes:
    return counts(INDIAN + ",SW1A 1AA", head=COUNTS + ",Where")


@sample("insurance.csv")
def national_insurance_numbers() -> bytes:
    return counts(INDIAN + ",AB 12 34 56 C", head=COUNTS + ",Ref")


@sample("names-on-another-sheet.xlsx")
def names_on_another_sheet() -> bytes:
    rows = [HEAD, ["southwark-lsp", "core", "2026-03-31", "Asian: Indian", 4]]
    return a_workbook({"Counts": rows, "Contacts": [["Surname", "Team"], ["Bloggs", "Policy"]]})


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for filename, make in SAMPLES.values():
        (folder / filename).write_bytes(make())
